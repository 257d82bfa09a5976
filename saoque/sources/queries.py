"""Records as they hold for a place on a day: an officer's value before the base."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.knowledge import KnowledgeError, Record, record, records
from saoque.people.roles import Role
from saoque.places.queries import unit_by_code
from saoque.sources.models import OfficersValue
from saoque.sources.rules import rules
from saoque.sources.shapes import revived

SOON = timedelta(days=90)
STATES = ("verify", "soon", "over", "corrected")


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


@dataclass(frozen=True)
class Row:
    """One record of the list: as it holds, whether an officer's value lies over it, whether it ends soon or is over."""

    record: Record
    corrected: bool
    soon: bool
    over: bool


def find_records(province: str, *, text: str = "", kind: str = "", state: str = "") -> list[Row]:
    """Return the records as they hold today for a place, those that need a look first. One query, however many."""
    day = today()
    rows = []
    for base, now in zip(records(), _laid_over(records(), province, day), strict=True):
        over = now.until is not None and now.until < day
        soon = now.until is not None and not over and now.until <= day + SOON
        rows.append(Row(now, now is not base, soon, over))
    words = fold(text).split()
    found = [
        row for row in rows if (not kind or row.record.kind == kind) and _is(row, state) and _says(row.record, words)
    ]
    return sorted(found, key=lambda row: (not row.soon, not row.record.verify, row.over, fold(row.record.name)))


def _is(row: Row, state: str) -> bool:
    wanted = {"verify": row.record.verify, "soon": row.soon, "over": row.over, "corrected": row.corrected}
    return wanted.get(state, True)


def _says(one: Record, words: list[str]) -> bool:
    held = f" {fold(' '.join((one.name, *one.basis, one.note or '', one.key)))}"
    return all(f" {word}" in held for word in words)


def get_record(actor: Actor, key: str) -> Record:
    """Return the base record for an officer. Raises `NotFound` for everybody else, and for one that is not there."""
    if not rules.may(actor, "see_origin"):
        raise NotFound()
    try:
        return record(key)
    except KnowledgeError:
        raise NotFound() from None


def place_of(actor: Actor) -> str:
    """Return the code of the province whose values concern a person; empty for the nation. One query at most."""
    for standing in actor.standings:
        if standing.province:
            return standing.province
    commune = next((standing.commune for standing in actor.standings if standing.commune), "")
    unit = unit_by_code(commune) if commune else None
    return unit.parent.code if unit and unit.parent else ""


def places_to_correct(actor: Actor) -> list[str]:
    """Return the codes for which the actor may enter a value; an empty code is the nation."""
    own = [standing.province for standing in actor.standings if standing.province]
    wanted = [*(["", *own] if actor.has(Role.ADMIN) else own)]
    return [code for code in dict.fromkeys(wanted) if rules.may(actor, "correct", code)]


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
            facts={**base.facts, **revived({name: base.facts.get(name) for name in value.facts}, value.facts)},
            since=value.since or base.since,
            until=value.until if value.since or value.until else base.until,
            sources=(value.source, *base.sources),
            c=value.confidence,
            verify=value.verify,
            checked_on=value.checked_on,
            note=value.note or base.note,
        )
    return base
