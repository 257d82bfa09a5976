"""Where a person belongs, and whose area a place is in. Codes of places, because one commune may have several dated records."""

from collections.abc import Iterable
from dataclasses import dataclass

from saoque.kernel.access import Actor, Standing
from saoque.people.roles import UnitKind
from saoque.places.models import AdminUnit


@dataclass(frozen=True)
class Area:
    """Codes of a commune and its province; empty where nothing is known."""

    commune: str = ""
    province: str = ""


def areas_of(actor: Actor) -> list[Area]:
    """Return the places in which the person holds roles, in the order of the roles. At most one query."""
    bare = {standing.commune for standing in actor.standings if standing.commune and not standing.province}
    above = _provinces_of(bare) if bare else {}
    found = [
        Area(standing.commune, standing.province or above.get(standing.commune, "")) for standing in actor.standings
    ]
    return list(dict.fromkeys(area for area in found if area.province))


def home_of(actor: Actor) -> Area:
    """Return the place to which a person's question belongs; the most exact one known."""
    return max(areas_of(actor), key=lambda area: bool(area.commune), default=Area())


def provinces_of(actor: Actor) -> list[str]:
    return list(dict.fromkeys(area.province for area in areas_of(actor)))


def area_of_commune(unit: AdminUnit) -> Area:
    return Area(unit.code, unit.parent.code if unit.parent else "")


def covers(standing: Standing | None, commune: str, province: str) -> bool:
    """Whether the unit of a standing works for a place: a commune's for its commune, a city's for its province."""
    if standing is None:
        return False
    if standing.unit_kind in (UnitKind.YOUTH_COMMUNE, UnitKind.COMMUNE_COMMITTEE):
        return bool(standing.commune) and standing.commune == commune
    return bool(standing.province) and standing.province == province


def place_name(code: str) -> str:
    """Return the name of a province by its code; the code itself when it is not known."""
    return place_names([code])[code]


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of provinces by their codes. One query, none for the nation alone."""
    wanted = set(codes) - {""}
    rows = AdminUnit.objects.filter(code__in=wanted, level="province", until__isnull=True) if wanted else ()
    known = {unit.code: unit.full_name for unit in rows}
    return {"": ""} | {code: known.get(code, code) for code in wanted}


def _provinces_of(communes: Iterable[str]) -> dict[str, str]:
    rows = AdminUnit.objects.filter(code__in=communes, level="commune", until__isnull=True)
    return dict(rows.values_list("code", "parent__code"))
