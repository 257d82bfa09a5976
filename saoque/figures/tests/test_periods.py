"""The periods of reports: they cover the year without gap or overlap, and have a year before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.figures.forms import PeriodForm
from saoque.figures.periods import KINDS, PARTS, between, containing, period, year_before
from saoque.kernel.calendar import today

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(st.sampled_from(sorted(PARTS)), st.integers(2000, 2100))
def test_the_periods_of_a_year_follow_each_other(kind: str, year: int) -> None:
    spans = [period(kind, year, number).span for number in range(1, PARTS[kind] + 1)]
    assert (spans[0].first, spans[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    assert [b.first - a.last for a, b in pairwise(spans)] == [timedelta(1)] * (len(spans) - 1)


@given(st.sampled_from(sorted(PARTS)), DAYS)
def test_a_day_lies_in_its_period(kind: str, day: date) -> None:
    one = containing(kind, day)
    assert one.span.first <= day <= one.span.last


@given(DAYS, st.integers(0, 3000))
def test_any_days_have_a_year_before(first: date, more: int) -> None:
    last = min(first + timedelta(more), date(2100, 12, 31))
    before = year_before(between(first, last)).span
    assert (before.first.year, before.last.year) == (first.year - 1, last.year - 1)
    assert before.first <= before.last


@pytest.mark.parametrize(
    ("kind", "year", "number"), [("week", 2026, 1), ("quarter", 2026, 5), ("year", 1999, 1), ("half", 2026, 0)]
)
def test_what_is_no_period_is_refused(kind: str, year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no such period"):
        period(kind, year, number)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"ky": "quarter", "nam": "2026", "so": "4"}, date(2026, 10, 1), date(2026, 12, 31)),
        ({"ky": "half", "nam": "2025", "so": "9"}, date(2025, 7, 1), date(2025, 12, 31)),
        ({"ky": "days", "tu": "01/03/2026", "den": "31/03/2026"}, date(2026, 3, 1), date(2026, 3, 31)),
        ({"ky": "days", "tu": "2026-03-01", "den": "2026-03-31"}, date(2026, 3, 1), date(2026, 3, 31)),
    ],
)
def test_an_address_tells_the_period(asked: dict[str, str], first: date, last: date) -> None:
    span = PeriodForm(asked).period().span
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"ky": "x"},
        {"ky": "days"},
        {"ky": "days", "tu": "31/03/2026", "den": "01/03/2026"},
        {"nam": "7"},
        {"ky": "days", "tu": "01/01/0001", "den": "02/01/0001"},
        {"ky": "days", "tu": "30/12/2100", "den": "01/01/2101"},
        {"ky": "days", "tu": "01/01/2000", "den": "01/01/2011"},
    ],
)
def test_a_wrong_address_gives_this_year(asked: dict[str, str]) -> None:
    assert PeriodForm(asked).period() == containing("year", today())


def test_every_kind_of_period_has_a_name() -> None:
    named = [containing(kind, date(2026, 11, 25)).name for kind in PARTS]
    assert named == ["Năm 2026", "6 tháng cuối năm 2026", "Quý 4/2026", "Tháng 11/2026"]
    assert between(date(2026, 3, 1), date(2026, 3, 26)).name == "01/03/2026 đến 26/03/2026"
    assert set(KINDS) == {*PARTS, "days"}


@given(st.sampled_from(sorted(PARTS)), st.integers(2000, 2100))
def test_every_period_that_can_be_asked_for_has_a_year_before(kind: str, year: int) -> None:
    asked = PeriodForm({"ky": kind, "nam": str(year), "so": "1"}).period()
    before = year_before(asked)
    assert (asked.year, before.year, before.span.first.year) == (year, year - 1, year - 1)
