"""The work of every day: once a day, by one of many workers, later when the machine was away, again when it failed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from saoque.kernel.jobs import schedule
from saoque.kernel.jobs.models import DailyRun, Job

pytestmark = pytest.mark.django_db
KIND = "kernel.daily"


@pytest.fixture(autouse=True)
def plan() -> Iterator[None]:
    before = dict(schedule._plans)
    schedule._plans.clear()
    schedule.every_day(KIND, lambda: time(7))
    yield
    schedule._plans.clear()
    schedule._plans.update(before)


def vietnam(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour in Vietnam, which is seven before Greenwich."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def begun(now: datetime) -> list[object]:
    return [job.arguments["day"] for job in schedule.start_due(now)]


def finish(state: str = Job.State.DONE, at: datetime | None = None) -> None:
    Job.objects.filter(kind=KIND).update(state=state, **({"touched_at": at} if at else {}))


def test_it_begins_at_its_hour_and_once_a_day() -> None:
    assert begun(vietnam(25, 6, 59)) == []
    assert begun(vietnam(25, 7)) == ["2026-11-25"]
    finish()
    assert begun(vietnam(25, 7, 1)) == []
    assert begun(vietnam(25, 23, 59)) == []
    assert begun(vietnam(26, 6, 59)) == []
    assert begun(vietnam(26, 7)) == ["2026-11-26"]


def test_a_machine_that_was_away_catches_up_today_but_not_the_days_that_are_over() -> None:
    assert begun(vietnam(22, 7)) == ["2026-11-22"]
    finish()
    assert begun(vietnam(25, 15)) == ["2026-11-25"]
    finish()
    assert begun(vietnam(25, 16)) == []


def test_of_two_workers_that_saw_the_same_one_begins() -> None:
    DailyRun.objects.create(kind=KIND)
    seen = DailyRun.objects.get(), DailyRun.objects.get()
    now = vietnam(25, 7) + timedelta(hours=7)
    first, second = (schedule._begin(KIND, row, now) for row in seen)
    assert first is not None
    assert second is None
    assert Job.objects.filter(kind=KIND).count() == 1


def test_a_clock_set_back_repeats_nothing() -> None:
    assert begun(vietnam(25, 7)) == ["2026-11-25"]
    finish()
    assert begun(vietnam(24, 8)) == []


def test_what_failed_is_begun_again_after_ten_minutes_of_the_same_day() -> None:
    assert begun(vietnam(25, 7)) == ["2026-11-25"]
    finish(Job.State.FAILED, vietnam(25, 7, 1))
    assert begun(vietnam(25, 7, 10)) == []
    assert begun(vietnam(25, 7, 11)) == ["2026-11-25"]
    assert begun(vietnam(25, 7, 30)) == []
    finish(Job.State.FAILED, vietnam(25, 23, 59))
    assert begun(vietnam(26, 6)) == []
