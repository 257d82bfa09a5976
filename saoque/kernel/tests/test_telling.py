"""News for people goes up as two events; a kind is known by its name."""

from collections.abc import Iterator

import pytest

from saoque.kernel import events, news


@pytest.fixture
def heard() -> Iterator[list[events.Event]]:
    kinds, before = dict(news._kinds), {kind: found[:] for kind, found in events._subscribers.items()}
    got: list[events.Event] = []
    for kind in (news.Told, news.Settled):
        events._subscribers[kind] = [got.append]
    yield got
    events._subscribers.clear()
    events._subscribers.update(before)
    news._kinds.clear()
    news._kinds.update(kinds)


def test_news_is_told_to_each_person_once_and_taken_back(heard: list[events.Event]) -> None:
    kind = news.kind("kernel.probe", "Thử", sees=lambda actor, subjects: subjects)
    news.tell(kind, [3, 1, 3], subject=7, text="Có tin", url="/a")
    news.tell(kind, [3], subject=7, text="Có ý kiến", url="/a", key=9, urgent=True)
    news.tell(kind, [], subject=7, text="Không ai", url="/a")
    news.settle(kind, subject=7)
    assert heard == [
        news.Told(kind=kind, people=(3, 1), subject="7", key="7", text="Có tin", url="/a"),
        news.Told(kind=kind, people=(3,), subject="7", key="9", text="Có ý kiến", url="/a", urgent=True),
        news.Settled(kind=kind, subject="7"),
    ]


def test_a_kind_is_found_by_its_name(heard: list[events.Event]) -> None:
    kind = news.kind("kernel.probe", "Thử", sees=lambda actor, subjects: subjects)
    assert news.find_kind("kernel.probe") is kind
    assert kind in news.kinds()
    assert news.find_kind("kernel.none") is None
