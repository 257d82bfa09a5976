"""Figures for the rooms above: each is a queryset of the rows that it counts, so that every number opens down to them.

`units` are the units that hold the cases, None for all; former units count for those after them when the caller
passes their ids too (`lineage.former_ids`). Days are both included. Nothing here asks who may read: the room above does.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from saoque.support.models import Obstacle, SupportCase


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
