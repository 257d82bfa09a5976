"""The one source of chance, and the days between which everything happens. The same seed on the same day gives the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

from saoque import rulebook
from saoque.kernel.calendar import today

T = TypeVar("T")
_LONGEST, _SHORTEST = dt.timedelta(days=180), dt.timedelta(days=75)


@dataclass
class Draw:
    """Chance and time. `first` is the first day on which anything was begun, `last` the day of the fill."""

    random: Random
    first: dt.date
    last: dt.date
    people: int = 0

    @classmethod
    def from_seed(cls, seed: int) -> Draw:
        """Begin when the decision in force began, but not longer ago than half a year."""
        last = today()
        first = max(rulebook.decision_on(last).effective_from, last - _LONGEST)
        return cls(Random(seed), min(first, last - _SHORTEST), last)  # noqa: S311 - chance here decides nothing of worth

    def one(self, choices: Sequence[T]) -> T:
        return choices[int(self.random.random() * len(choices))]

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both possible."""
        return low + int(self.random.random() * (high - low + 1))

    def moment(self, day: dt.date) -> dt.datetime:
        """A working minute of the day in Vietnam, as UTC."""
        local = dt.datetime(day.year, day.month, day.day, self.whole(8, 16), self.whole(0, 59), self.whole(0, 59))
        return local.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(dt.UTC)
