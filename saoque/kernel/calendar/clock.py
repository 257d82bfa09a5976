"""What time it is. Acts and their audit records ask here, so that the demonstration can tell of an earlier day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_behind: ContextVar[timedelta] = ContextVar("behind", default=timedelta())


def now() -> datetime:
    """Return the present moment, aware."""
    return timezone.now() - _behind.get()


def today() -> date:
    """Return the date in Vietnam."""
    return timezone.localdate(now())


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """Let this clock show `day`, at the present hour, for whoever runs in this context and for nobody else.

    For telling a story, never for a request. What the database fills in by itself keeps the real time.
    """
    token = _behind.set(_behind.get() + (today() - day))
    try:
        yield
    finally:
        _behind.reset(token)
