"""Figures that are computed and never typed. Each room registers what it can count; the figures room shows all of them.

One definition serves the number and the rows behind it, so that the two cannot differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet, Sum


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date


class Counting(StrEnum):
    """`HAPPENED`: what happened within the span; `STOOD`: what there was at the end of its last day."""

    HAPPENED = "happened"
    STOOD = "stood"


@dataclass(frozen=True)
class FigureRow:
    """One row behind a number. `amount` is what it adds; `url` may be empty where the row has no page of its own."""

    what: str
    detail: str = ""
    day: date | None = None
    url: str = ""
    amount: int = 1


@dataclass(frozen=True)
class Indicator:
    """One figure of the Youth Union's reports.

    `means` says in a sentence how it is counted. `found(province, span)` are the records that count, in the
    province of that code; `commune` is the path from such a record to the code of its commune (None there: the
    province as a whole); `amount` the path to what is summed (VND, people …), None to count the records themselves.
    `row` tells one record. `unit` is what is counted.
    """

    key: str
    group: Any
    name: Any
    means: Any
    unit: Any
    counting: Counting
    found: Callable[[str, Span], QuerySet[Any]]
    commune: str
    row: Callable[[Any], FigureRow]
    amount: str | None = None

    def by_commune(self, province: str, span: Span) -> dict[str, int]:
        """Return the figure by commune code; "" for the province as a whole. One query."""
        number = Sum(self.amount) if self.amount else Count("pk", distinct=True)
        bare = self.found(province, span).order_by().select_related(None).prefetch_related(None)
        counted = bare.values_list(self.commune).annotate(number=number)
        return {code or "": int(total or 0) for code, total in counted}

    def records(self, province: str, span: Span, commune: str | None = None) -> QuerySet[Any]:
        """Return the records behind the figure, of one commune when its code is given."""
        found = self.found(province, span)
        return found if commune is None else found.filter(**{self.commune: commune or None})


_known: dict[str, Indicator] = {}


def register_indicator(indicator: Indicator) -> Indicator:
    """Make a figure known. Raises `ValueError` when another figure has its key: one of the two would be lost in silence."""
    known = _known.setdefault(indicator.key, indicator)
    if known is not indicator:
        raise ValueError(f"two figures have the key {indicator.key!r}: {known.name}, {indicator.name}")
    return indicator


def indicators() -> Iterator[Indicator]:
    """Yield what is known, in the order of the rooms' registration."""
    yield from list(_known.values())


def find_indicator(key: str) -> Indicator | None:
    return _known.get(key)
