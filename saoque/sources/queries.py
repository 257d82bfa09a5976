"""Records as they hold for a place on a day: an officer's value before the base."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q

from saoque.kernel.calendar import today
from saoque.knowledge import Record, record, records
from saoque.sources.models import OfficersValue


def record_of(key: str, *, province: str = "", on: date | None = None) -> Record:
    """Return the record with the officers' values for `province` (code) and the nation laid over it. One query.

    Raises `KnowledgeError` when there is no such record.
    """
    return _laid_over([record(key)], province, on or today())[0]


def records_of(
    kind: str, *, province: str = "", on: date | None = None, only_valid: bool = False
) -> tuple[Record, ...]:
    """Return the records of a kind, laid over like `record_of`; `only_valid` keeps those that hold on the day. One query."""
    day = on or today()
    found = _laid_over(records(kind), province, day)
    return tuple(one for one in found if not only_valid or one.holds(day))


def values_of(key: str) -> list[OfficersValue]:
    """Return every value that officers entered for a record, newest first. One query."""
    return list(OfficersValue.objects.filter(key=key).select_related("entered_by", "entered_in").order_by("-at", "-pk"))


def _laid_over(base: Iterable[Record], province: str, day: date) -> list[Record]:
    """The place's own value goes before the nation's, the later one before the earlier; future ones wait for their day."""
    found = list(base)
    begun = Q(since__isnull=True) | Q(since__lte=day)
    values = OfficersValue.objects.filter(begun, key__in=[one.key for one in found], province__in={"", province})
    by_key: dict[str, list[OfficersValue]] = {}
    for value in values.order_by("province", "at", "pk"):
        by_key.setdefault(value.key, []).append(value)
    return [_with(one, by_key.get(one.key, [])) for one in found]


def _with(base: Record, values: Iterable[OfficersValue]) -> Record:
    for value in values:
        base = replace(
            base,
            facts={**base.facts, **value.facts},
            since=value.since or base.since,
            until=value.until if value.since or value.until else base.until,
            sources=(value.source, *base.sources),
            c=value.confidence,
            verify=value.verify,
            checked_on=value.checked_on,
            note=value.note or base.note,
        )
    return base
