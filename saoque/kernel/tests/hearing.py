"""For tests of any room: what is told, instead of what becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from saoque.kernel import events, news


@contextmanager
def hearing() -> Iterator[list[news.Told]]:
    """Collect what is told meanwhile; nobody else hears it."""
    before, heard = events._subscribers[news.Told], list[news.Told]()
    events._subscribers[news.Told] = [heard.append]
    try:
        yield heard
    finally:
        events._subscribers[news.Told] = before
