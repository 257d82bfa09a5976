"""Who may put a value beside a base record: whoever answers for a place's Youth Union or OCOP agency, and administrators."""

from saoque.kernel.access import Actor, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind


def for_own_province(actor: Actor, standing: Standing | None, province: str) -> bool:
    """An officer of a city's unit speaks for that city alone; only an administrator speaks for the nation."""
    return standing is not None and bool(province) and standing.province == province


def of_city_union(actor: Actor, standing: Standing | None, province: str) -> bool:
    return (
        for_own_province(actor, standing, province)
        and standing is not None
        and standing.unit_kind == UnitKind.YOUTH_CITY
    )


rules = Rules(
    "sources",
    {
        # subject: the code of the province for which the value is to hold, empty for the nation
        "correct": {
            Role.ADMIN: always,
            Role.AGENCY_HEAD: for_own_province,
            Role.AGENCY_CLERK: for_own_province,
            **dict.fromkeys(YOUTH_ROLES, of_city_union),
        },
        # subject: none. Officers see where a figure comes from; producers see the figure, its basis and whether it is sure.
        "see_origin": {
            Role.ADMIN: always,
            **dict.fromkeys(
                (*YOUTH_ROLES, Role.AGENCY_HEAD, Role.AGENCY_CLERK, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER), always
            ),
        },
    },
)
