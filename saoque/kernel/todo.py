"""What needs a person today. Each room offers a function; the first screen of every role gathers and orders them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from saoque.kernel.access import Actor


@dataclass(frozen=True)
class Todo:
    """One thing to do, with one button. `due_on` None sorts last.

    `key` tells things on one page apart, the same day after day; where there is one thing a page, `url` does.
    """

    title: str
    detail: str
    url: str
    button: str
    due_on: date | None = None
    key: str = ""


_sources: list[Callable[[Actor], Iterable[Todo]]] = []


def todo_source(find: Callable[[Actor], Iterable[Todo]]) -> Callable[[Actor], Iterable[Todo]]:
    """Register a function that finds what needs `actor`. It must use a fixed number of queries and a limit."""
    if find not in _sources:
        _sources.append(find)
    return find


def todos(actor: Actor) -> list[Todo]:
    """Return everything that needs the actor, nearest deadline first."""
    found = [item for find in _sources for item in find(actor)]
    return sorted(found, key=lambda item: (item.due_on is None, item.due_on or date.max, item.title))
