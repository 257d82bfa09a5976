"""Events go up inside the same transaction; what needs a person is gathered in the order of its deadline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from saoque.kernel import events, todo
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.todo import Todo


@dataclass(frozen=True, kw_only=True)
class Filed(events.Event):
    number: int


@dataclass(frozen=True, kw_only=True)
class Other(events.Event):
    pass


def test_an_event_reaches_who_listens_to_its_kind_once() -> None:
    heard: list[int] = []

    def listen(event: Filed) -> None:
        heard.append(event.number)

    events.subscribe(Filed)(listen)
    events.subscribe(Filed)(listen)
    events.emit(Filed(number=7))
    events.emit(Other())
    assert heard == [7]


@pytest.fixture
def sources() -> Iterator[None]:
    before = todo._sources[:]
    todo._sources.clear()
    yield
    todo._sources[:] = before


@pytest.mark.usefixtures("sources")
def test_the_nearest_deadline_comes_first_and_none_comes_last() -> None:
    def one(name: str, due: date | None) -> Todo:
        return Todo(title=name, detail="", url="/", button="", due_on=due)

    @todo.todo_source
    def some(actor: Actor) -> list[Todo]:
        return [one("c", None), one("b", date(2026, 6, 2))]

    @todo.todo_source
    def more(actor: Actor) -> list[Todo]:
        return [one("a", date(2026, 6, 2)), one("d", date(2026, 6, 1))]

    assert [item.title for item in todo.todos(NOBODY)] == ["d", "a", "b", "c"]
