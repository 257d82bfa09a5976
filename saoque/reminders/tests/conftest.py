"""A kind of news and a to-do list that tests hold in their hands; nothing of other rooms interferes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from saoque.kernel import news, todo
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import give_role, make_unit


@dataclass
class Stage:
    """`kind`: news that everybody may be told but of `hidden` subjects. `todos`: what each person (id) has to do."""

    kind: news.Kind
    hidden: set[str] = field(default_factory=set)
    todos: dict[int, list[Todo]] = field(default_factory=dict)

    def tell(self, *people: User, subject: object = 1, **more: object) -> None:
        said = {"text": "Có tin về %(product)s", "values": {"product": "mắm cá"}, "url": "/ho-so/1/", **more}
        news.tell(self.kind, [one.pk for one in people], subject=subject, **said)  # type: ignore[arg-type]

    def ask(
        self, person: User, days: int, title: str = "Bổ sung hồ sơ", url: str = "/ho-so/1/sua/", **more: str
    ) -> None:
        """Give the person something to do that is due in so many days, in place of what was there under that address."""
        left = [one for one in self.todos.get(person.pk, []) if one.url != url]
        due = today() + timedelta(days=days)
        self.todos[person.pk] = [*left, Todo(title, "Hai chỗ cần sửa.", url, "Bổ sung", due, **more)]

    def done(self, person: User) -> None:
        self.todos.pop(person.pk)


@pytest.fixture
def stage() -> Iterator[Stage]:
    kinds, sources = dict(news._kinds), todo._sources[:]
    news._kinds.clear()
    todo._sources.clear()

    def sees(actor: Actor, subjects: Collection[str]) -> set[str]:
        return set(subjects) - made.hidden

    made = Stage(news.kind("probe.news", "Tin thử", sees=sees))
    todo.todo_source(lambda actor: made.todos.get(actor.user_id or 0, []))
    yield made
    news._kinds.clear()
    news._kinds.update(kinds)
    todo._sources[:] = sources


@pytest.fixture
def ba(db: None) -> User:
    person = User.objects.create_user(email="ba@vi-du.vn", phone="+84912345678", full_name="Lê Thị Ba")
    give_role(person, make_unit(UnitKind.BUYER), Role.BUYER)
    return person


@pytest.fixture
def tu(db: None) -> User:
    return User.objects.create_user(email="tu@vi-du.vn", full_name="Trần Văn Tư")


@pytest.fixture
def actor(ba: User) -> Actor:
    return actor_for(ba)
