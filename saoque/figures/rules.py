"""Who sees the figures of a unit, and who sets its targets. The subject is the Youth Union unit."""

from saoque.kernel.access import Actor, Rules, Standing, always
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind


def own_unit(actor: Actor, standing: Standing | None, unit: Unit) -> bool:
    return standing is not None and standing.unit_id == unit.pk


def in_area(actor: Actor, standing: Standing | None, unit: Unit) -> bool:
    """The unit itself, and for a city's committee every unit of its city."""
    if standing is None:
        return False
    of_city = standing.unit_kind == UnitKind.YOUTH_CITY and bool(standing.province)
    return own_unit(actor, standing, unit) or (
        of_city and unit.province is not None and unit.province.code == standing.province
    )


rules = Rules(
    "figures",
    {
        "see": {**dict.fromkeys(YOUTH_ROLES, in_area), Role.ADMIN: always},
        "set_target": {Role.YOUTH_LEADER: in_area},
    },
)
