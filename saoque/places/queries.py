"""Reading units for pickers, lists and addresses. Each function says how many database queries it makes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saoque.kernel.calendar import today
from saoque.places.models import AdminUnit, Level
from saoque.places.register import get_register
from saoque.places.search import find
from saoque.places.units import Key

PICKER_LIMIT = 12


def _in_force(on: dt.date | None) -> Q:
    """Return the condition for being in force on a day (today)."""
    day = on or today()
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def _rows(keys: Iterable[Key]) -> dict[Key, AdminUnit]:
    """Return the stored records of some keys with the two levels above them, in one query."""
    wanted = set(keys)
    rows = AdminUnit.objects.filter(code__in={code for code, _ in wanted}).select_related("parent__parent")
    return {key: row for row in rows if (key := (row.code, row.since)) in wanted}


def provinces(on: dt.date | None = None) -> QuerySet[AdminUnit]:
    """Return the provinces in force on a day (today), in Vietnamese order; one query."""
    return AdminUnit.objects.filter(_in_force(on), level=Level.PROVINCE).order_by("sort", "code")


def communes_of(province: AdminUnit, on: dt.date | None = None) -> QuerySet[AdminUnit]:
    """Return the communes of a province in force on a day (today), in Vietnamese order; one query.

    Any record of the province will do: what counts is its code.
    """
    below = AdminUnit.objects.filter(_in_force(on), level=Level.COMMUNE, parent__code=province.code)
    return below.select_related("parent").order_by("sort", "code")


def unit_by_code(code: str, on: dt.date | None = None) -> AdminUnit | None:
    """Return the record of a code in force on a day (today) with the levels above it; one query."""
    return AdminUnit.objects.filter(_in_force(on), code=code).select_related("parent__parent").first()


def current(unit: AdminUnit, on: dt.date | None = None) -> list[AdminUnit]:
    """Return where a unit is on a day (today): one unit, or every candidate when it was divided; one query.

    A unit in force gives itself. With several candidates a person has to be asked.
    """
    found = get_register().resolve(unit.code, unit.since, on or today())
    rows = _rows(successor.unit.key for successor in found)
    return [rows[successor.unit.key] for successor in found if successor.unit.key in rows]


def full_address(unit: AdminUnit) -> str:
    """Return a unit with all above it: "Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ".

    No query when `parent__parent` was selected with the unit, else one per level.
    """
    names, at = [], unit
    while True:
        names.append(at.full_name)
        if at.parent is None:
            return ", ".join(names)
        at = at.parent


@dataclass(frozen=True)
class Choice:
    """One commune that can be chosen, with the old unit by which it was found, if any."""

    unit: AdminUnit
    old: AdminUnit | None = None

    @property
    def value(self) -> str:
        """Return what a form sends: the key of the commune, and after a colon that of the old unit."""
        return f"{self.unit.pk}:{self.old.pk}" if self.old else str(self.unit.pk)

    @property
    def address(self) -> str:
        """Return the address of the commune."""
        return full_address(self.unit)

    @property
    def old_address(self) -> str:
        """Return the address of the old unit, or nothing."""
        return full_address(self.old) if self.old else ""


@dataclass(frozen=True)
class Found:
    """One unit that a text names, with the communes that it stands for today.

    `asks` is True where the unit was divided, so that only the person can say which one is meant.
    """

    unit: AdminUnit
    choices: list[Choice]
    is_old: bool

    @property
    def asks(self) -> bool:
        """Tell whether the person has to be asked."""
        return self.is_old and len(self.choices) > 1

    @property
    def address(self) -> str:
        """Return the address of the unit that was found."""
        return full_address(self.unit)


def find_units(text: str, limit: int = PICKER_LIMIT) -> list[Found]:
    """Return the communes and old units that a text names, best first and units in force before old ones among
    equals; one query.

    Provinces are left out: they are no answer to the question for a commune.
    """
    hits = [hit for hit in find(text, limit=limit * 2) if hit.unit.level != Level.PROVINCE][:limit]
    if not hits:
        return []
    rows = _rows(unit.key for hit in hits for unit in (hit.unit, *(successor.unit for successor in hit.successors)))
    found = []
    for hit in hits:
        unit = rows.get(hit.unit.key)
        if unit is None:
            continue
        after = [rows[successor.unit.key] for successor in hit.successors if successor.unit.key in rows]
        is_old = bool(hit.successors)
        choices = [Choice(row, unit) for row in after] if is_old else [Choice(unit)]
        found.append(Found(unit, choices, is_old))
    return found


def choice_from(value: str) -> Choice | None:
    """Return the choice that a form sent, or None when it is none: not a commune in force, or no way there from the old unit.

    One query.
    """
    new_key, _, old_key = value.partition(":")
    keys = [key for key in (new_key, old_key) if key]
    if not new_key or not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys):
        return None
    rows = {str(row.pk): row for row in AdminUnit.objects.filter(pk__in=keys).select_related("parent__parent")}
    unit, old = rows.get(str(int(new_key))), rows.get(str(int(old_key))) if old_key else None
    if unit is None or (old_key and old is None):
        return None
    day = today()
    if unit.level != Level.COMMUNE or unit.since > day or (unit.until and unit.until < day):
        return None
    if old and (unit.code, unit.since) not in {
        successor.unit.key for successor in get_register().resolve(old.code, old.since, day)
    }:
        return None
    return Choice(unit, None if old == unit else old)
