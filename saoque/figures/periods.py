"""The periods of the Youth Union's reports: month, quarter, half-year, year, or any days (a term of office, a campaign)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque.kernel.indicators import Span

FIRST_YEAR, LAST_YEAR = 2000, 2100  # of a period; the year before the first one can still be looked at

# Kind → how many there are in a year; `days` has its own first and last day.
PARTS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
KINDS: dict[str, Any] = {
    "year": gettext_lazy("Năm"),
    "half": gettext_lazy("Sáu tháng"),
    "quarter": gettext_lazy("Quý"),
    "month": gettext_lazy("Tháng"),
    "days": gettext_lazy("Từ ngày đến ngày"),
}


@dataclass(frozen=True)
class Period:
    """One period of a report. `number` counts from 1 within the year."""

    kind: str
    year: int
    number: int
    span: Span

    @property
    def name(self) -> str:
        first, last = f"{self.span.first:%d/%m/%Y}", f"{self.span.last:%d/%m/%Y}"
        if self.kind == "year":
            return _("Năm %(year)d") % {"year": self.year}
        if self.kind == "half":
            words = _("6 tháng đầu năm %(year)d") if self.number == 1 else _("6 tháng cuối năm %(year)d")
            return words % {"year": self.year}
        if self.kind == "quarter":
            return _("Quý %(number)d/%(year)d") % {"number": self.number, "year": self.year}
        if self.kind == "month":
            return _("Tháng %(number)d/%(year)d") % {"number": self.number, "year": self.year}
        return _("%(first)s đến %(last)s") % {"first": first, "last": last}

    @property
    def query(self) -> str:
        """The period as part of an address."""
        if self.kind == "days":
            return f"ky=days&tu={self.span.first:%Y-%m-%d}&den={self.span.last:%Y-%m-%d}"
        return f"ky={self.kind}&nam={self.year}&so={self.number}"


def period(kind: str, year: int, number: int) -> Period:
    """Return the period. Raises ValueError for a kind or number that does not exist."""
    if kind not in PARTS or not 1 <= number <= PARTS[kind] or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no such period: {kind} {number}/{year}")
    return _period(kind, year, number)


def _period(kind: str, year: int, number: int) -> Period:
    months = 12 // PARTS[kind]
    begins, ends = (number - 1) * months + 1, number * months
    return Period(kind, year, number, Span(date(year, begins, 1), date(year, ends, monthrange(year, ends)[1])))


def between(first: date, last: date) -> Period:
    """Return the period of any days. Raises ValueError for a wrong order, more than ten years, or years that are no period's."""
    if last < first or last.year - first.year > 10 or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise ValueError("days out of order, too far apart, or of no year that is counted")
    return _days(first, last)


def _days(first: date, last: date) -> Period:
    return Period("days", first.year, 1, Span(first, last))


def containing(kind: str, day: date) -> Period:
    """Return the period of that kind in which `day` lies."""
    months = 12 // PARTS[kind]
    return period(kind, day.year, (day.month - 1) // months + 1)


def year_before(one: Period) -> Period:
    """Return the same period of the year before; the last of February stays the last."""
    if one.kind != "days":
        return _period(one.kind, one.year - 1, one.number)
    return _days(_year_back(one.span.first), _year_back(one.span.last))


def _year_back(day: date) -> date:
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
