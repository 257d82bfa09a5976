"""Quarters, and the Tết season, which moves with the lunar year: its days stand as data."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "data" / "seasons.yaml"


@dataclass(frozen=True)
class Season:
    """A stretch of days, both ends included."""

    first: date
    last: date

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def _told() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["tet"]
    return read


def tet(year: int) -> Season | None:
    """Return the Tết season of the lunar year that begins in `year`; None where its first day is not known."""
    new_year = _told()["first_days"].get(year)
    if new_year is None:
        return None
    return Season(
        new_year - timedelta(days=_told()["days_before"]), new_year + timedelta(days=_told()["days_after"] - 1)
    )


def quarter_of(month: int) -> int:
    return (month + 2) // 3


def same_day_before(day: date) -> date:
    """Return the same day of the year before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def growth(now: int, before: int) -> int | None:
    """Return by how many tenths of a percent `now` is more than `before`, halves away from nothing; None without a before."""
    if before <= 0:
        return None
    change = (now - before) * 1000
    whole = (abs(change) * 2 + before) // (before * 2)
    return whole if change >= 0 else -whole
