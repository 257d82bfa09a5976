"""Occasions for gifts: dated by the sun or the moon, from data. Pure but for reading the file once."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from saoque.gifts.lunar import solar

_DATA = Path(__file__).parent / "data" / "seasons.yaml"


class Season(models.TextChoices):
    TET = "tet", _("Tết")
    TRUNG_THU = "trung_thu", _("Trung thu")
    WOMEN_DAY = "women_day", _("8 tháng 3")
    VN_WOMEN_DAY = "vn_women_day", _("20 tháng 10")
    TEACHERS_DAY = "teachers_day", _("20 tháng 11")
    WEDDINGS = "weddings", _("Mùa cưới")


@dataclass(frozen=True)
class Occasion:
    """The next time of a season. `months`: the calendar months in which its gifts are given."""

    season: Season
    day: date
    months: tuple[int, ...]
    begins: date
    source: str
    confidence: str
    verify: bool


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(_DATA.read_text(encoding="utf-8")))


def occasion(season: str, today: date) -> Occasion:
    """Return the next time of `season`, today included. A season of months is dated on its next first day."""
    row = next(one for one in _rows() if one["key"] == season)
    day = _next(row, today)
    months = tuple(row.get("months", (day.month,)))
    return Occasion(
        Season(season), day, months, day - timedelta(days=row["before"]), row["source"], row["c"], row["verify"]
    )


def occasions(today: date) -> list[Occasion]:
    """Return every season's next time, the nearest first."""
    return sorted((occasion(one, today) for one in Season.values), key=lambda one: one.day)


def _next(row: dict[str, Any], today: date) -> date:
    if row["calendar"] == "months":
        if today.month in row["months"]:
            return today
        ahead = (date(today.year + (today.month + n > 12), (today.month + n - 1) % 12 + 1, 1) for n in range(1, 13))
        return next(day for day in ahead if day.month in row["months"])
    years = range(today.year - 1, today.year + 3)
    made = solar if row["calendar"] == "lunar" else date
    return next(day for year in years if (day := made(year, row["month"], row["day"])) >= today)
