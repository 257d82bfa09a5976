"""Telling what happened earlier: the same acts, on the day they were done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest import mock

from django.utils import timezone

from saoque.kernel.calendar import today


@contextmanager
def on_the_day(day: date) -> Iterator[None]:
    """Let the clock of this process stand on an earlier day, at the present hour. Actors are fetched before."""
    real, back = timezone.now, timedelta(days=(today() - day).days)

    def then() -> datetime:
        return real() - back

    with mock.patch.object(timezone, "now", then):
        yield
