from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saoque.kernel.calendar import add_working_days, is_working_day, now, standing_on, today, working_days_left
from saoque.kernel.calendar.days import special_days
from saoque.kernel.calendar.load import load_special_days
from saoque.kernel.models import SpecialDay

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(min_value=date(2025, 12, 1), max_value=date(2027, 11, 30))


@pytest.fixture
def calendar(db: None) -> None:
    load_special_days()


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 2), 15, date(2026, 3, 2)),  # over Tết, 16 to 20 February off
        (date(2026, 8, 21), 15, date(2026, 9, 15)),  # Saturday 22 August worked, 31 August to 2 September off
        (date(2025, 12, 31), 15, date(2026, 1, 22)),  # 1 and 2 January off, Saturday 10 January worked
        (date(2026, 6, 5), 1, date(2026, 6, 8)),  # from Friday over a plain weekend
        (date(2026, 6, 6), 1, date(2026, 6, 8)),
        (date(2026, 6, 8), 0, date(2026, 6, 8)),
    ],
)
def test_a_term_ends_with_its_last_working_day(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due
    assert working_days_left(start, due) == days


@pytest.mark.usefixtures("calendar")
def test_what_is_overdue_counts_below_nothing() -> None:
    assert working_days_left(date(2026, 6, 10), date(2026, 6, 8)) == -2
    assert working_days_left(date(2026, 6, 8), date(2026, 6, 8)) == 0


@pytest.mark.usefixtures("calendar")
def test_loading_again_keeps_what_an_office_has_corrected() -> None:
    SpecialDay.objects.filter(day=date(2026, 9, 1)).update(kind="worked", name="Đã sửa")
    assert load_special_days() == 0
    assert SpecialDay.objects.get(day=date(2026, 9, 1)).name == "Đã sửa"


class Terms(TestCase):
    """What holds for every term."""

    def setUp(self) -> None:
        load_special_days()

    @settings(max_examples=40, deadline=None)
    @given(start=DAYS, days=st.integers(min_value=1, max_value=40))
    def test_counting_forth_and_back_agree(self, start: date, days: int) -> None:
        due = add_working_days(start, days)
        assert is_working_day(due, special_days(due, due))
        assert working_days_left(start, due) == days
        assert working_days_left(due, start) == -days

    @settings(max_examples=25, deadline=None)
    @given(start=DAYS, days=st.integers(min_value=0, max_value=40))
    def test_a_longer_or_later_term_never_ends_earlier(self, start: date, days: int) -> None:
        due = add_working_days(start, days)
        assert add_working_days(start, days + 1) > due
        assert add_working_days(start + timedelta(days=1), days) >= due


def test_the_clock_stands_on_an_earlier_day_for_whoever_asked_and_nobody_else() -> None:
    really, day = today(), today() - timedelta(days=100)
    with standing_on(day):
        assert (today(), now().astimezone(VIETNAM).date()) == (day, day)
        with standing_on(day + timedelta(days=1)):
            assert today() == day + timedelta(days=1)
        assert today() == day
        with ThreadPoolExecutor(1) as other:
            assert other.submit(today).result() == really
    with pytest.raises(ZeroDivisionError), standing_on(day):
        raise ZeroDivisionError
    assert today() == really
