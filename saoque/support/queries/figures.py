"""Figures for the rooms above: each is a queryset of the rows that it counts, so that every number opens down to them.

`units` are the units that hold the cases, None for all; former units count for those after them when the caller
passes their ids too (`lineage.former_ids`). Days are both included. Nothing here asks who may read: the room above does.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from saoque.support.models import CaseMoney, Measure, Obstacle, SupportCase

_FIGURES = ("revenue", "jobs_regular", "jobs_seasonal", "channels")


class Sums(TypedDict):
    """What changed between before and `moment`: counts of cases, VND a month, people, channels."""

    cases: int
    before: dict[str, int]
    after: dict[str, int]


def _of(units: Iterable[int] | None, name: str) -> dict[str, Any]:
    return {} if units is None else {f"{name}__in": list(units)}


def opened_cases(first: date, last: date, units: Iterable[int] | None = None) -> QuerySet[SupportCase]:
    return SupportCase.objects.filter(asked_on__range=(first, last), **_of(units, "unit"))


def closed_cases(first: date, last: date, units: Iterable[int] | None = None) -> QuerySet[SupportCase]:
    """Cases that ended with a result; dropped ones do not count."""
    done = SupportCase.objects.filter(state=SupportCase.State.DONE, closed_on__range=(first, last))
    return done.filter(**_of(units, "unit"))


def opened_obstacles(first: date, last: date, units: Iterable[int] | None = None) -> QuerySet[Obstacle]:
    """`vuong_mac_mo`: obstacles that were reported in these days."""
    return Obstacle.objects.filter(opened_on__range=(first, last), **_of(units, "case__unit"))


def open_obstacles(first: date, last: date, units: Iterable[int] | None = None) -> QuerySet[Obstacle]:
    """Obstacles that stood at the end of the last day, whenever they were reported."""
    standing = Q(closed_on=None) | Q(closed_on__gt=last)
    return Obstacle.objects.filter(standing, opened_on__lte=last, **_of(units, "case__unit"))


def closed_obstacles(first: date, last: date, units: Iterable[int] | None = None) -> QuerySet[Obstacle]:
    """`vuong_mac_dong`: obstacles whose case was done in these days; dropped ones were not removed."""
    done = Obstacle.objects.filter(closed_on__range=(first, last), case__state=SupportCase.State.DONE)
    return done.filter(**_of(units, "case__unit"))


def results(
    first: date, last: date, units: Iterable[int] | None = None, moment: str = Measure.Moment.CLOSING
) -> QuerySet[Measure]:
    """Measures of one moment taken in these days, each with the figures before as `before_revenue`, `before_…`."""
    before = Measure.objects.filter(case=OuterRef("case"), moment=Measure.Moment.BEFORE)
    found = Measure.objects.filter(moment=moment, taken_on__range=(first, last), **_of(units, "case__unit"))
    return found.annotate(**{f"before_{name}": Subquery(before.values(name)[:1]) for name in _FIGURES})


def result_sums(
    first: date, last: date, units: Iterable[int] | None = None, moment: str = Measure.Moment.CLOSING
) -> Sums:
    """Add up `results`; a figure counts only where both sides are known, so that the difference means something.

    Two queries. Jobs and revenue of a producer with several cases in the period count once for each case.
    """
    rows = results(first, last, units, moment)
    asked: dict[str, Any] = {}
    for name in _FIGURES:
        known = Q(**{f"{name}__isnull": False, f"before_{name}__isnull": False})
        asked[f"{name}_b"] = Sum(f"before_{name}", filter=known)
        asked[f"{name}_a"] = Sum(name, filter=known)
    sums = {key: int(value or 0) for key, value in rows.aggregate(**asked).items()}
    return Sums(
        cases=rows.count(),
        before={name: sums[f"{name}_b"] for name in _FIGURES},
        after={name: sums[f"{name}_a"] for name in _FIGURES},
    )


def money_of(units: Iterable[int] | None, first: date, last: date) -> dict[str, int]:
    """What was paid for cases in these days by source, in VND; sources without payments are left out. One query."""
    rows = CaseMoney.objects.filter(paid_on__range=(first, last), **_of(units, "case__unit"))
    sums = rows.order_by().values("source").annotate(sum=Coalesce(Sum("paid"), 0))
    return {row["source"]: row["sum"] for row in sums if row["sum"]}
