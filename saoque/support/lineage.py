"""The line of units: which former unit's history is now whose. The table is short; it is read whole, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saoque.people.models import Unit
from saoque.support.models import UnitSuccession


@dataclass(frozen=True)
class Former:
    """A unit from before, for the lists of the one that came after it; it lasted until the day before `since`."""

    unit: Unit
    since: date
    source: str


def former_ids(unit_ids: Iterable[int]) -> set[int]:
    """Return the units that these came after, however many steps back; without themselves. One query."""
    back: dict[int, set[int]] = defaultdict(set)
    for old, new in UnitSuccession.objects.values_list("old_id", "new_id"):
        back[new].add(old)
    found: set[int] = set()
    waiting = list(unit_ids)
    while waiting:
        for old in back[waiting.pop()] - found:
            found.add(old)
            waiting.append(old)
    return found - set(unit_ids)


def sole_former_ids(unit_ids: Iterable[int]) -> set[int]:
    """Return the former units that went to these alone: nothing of them is anybody else's. One query.

    A former unit that was split does not hand every heir all its cases: a case follows its producer's place.
    """
    own = set(unit_ids)
    forward: dict[int, set[int]] = defaultdict(set)
    for old, new in UnitSuccession.objects.values_list("old_id", "new_id"):
        forward[old].add(new)
    found: set[int] = set()
    while True:
        more = {old for old, heirs in forward.items() if old not in found and heirs <= own | found}
        if not more:
            return found - own
        found |= more


def formers_of(unit_ids: Iterable[int]) -> list[Former]:
    """Return the units directly before these, by name. One query."""
    rows = UnitSuccession.objects.filter(new__in=list(unit_ids)).select_related("old").order_by("old__sort", "pk")
    found: dict[int, Former] = {}
    for row in rows:
        found.setdefault(row.old_id, Former(row.old, row.since, row.source))
    return list(found.values())
