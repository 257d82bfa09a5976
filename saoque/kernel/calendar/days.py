"""Counting working days. The unit is the working day; a deadline of n days ends with the n-th working day after start."""

from collections.abc import Mapping
from datetime import date, timedelta

_SATURDAY = 5


def special_days(start: date, end: date) -> Mapping[date, str]:
    """Return the kind ("off" or "worked") of each special day from `start` to `end`, in one query."""
    from saoque.kernel.calendar.models import SpecialDay

    return dict(SpecialDay.objects.filter(day__gte=start, day__lte=end).values_list("day", "kind"))


def is_working_day(day: date, special: Mapping[date, str]) -> bool:
    kind = special.get(day)
    if kind is not None:
        return kind == "worked"
    return day.weekday() < _SATURDAY


def add_working_days(start: date, days: int, special: Mapping[date, str] | None = None) -> date:
    """Return the last day of a term of `days` working days that begins the day after `start` (Civil Code art. 147).

    `special` saves the query for somebody who counts often; it must cover the term.
    """
    known = special_days(start, start + timedelta(days=days * 3 + 30)) if special is None else special
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, known):
            days -= 1
    return day


def working_days_left(now: date, due: date) -> int:
    """Return how many working days remain after `now` up to and including `due`; negative when overdue."""
    if due < now:
        return -working_days_left(due, now)
    special = special_days(now, due)
    span = (due - now).days
    return sum(is_working_day(now + timedelta(days=n), special) for n in range(1, span + 1))
