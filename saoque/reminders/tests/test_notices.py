"""Under the bell: news and deadlines, each once; what is done or may no longer be told is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from saoque.kernel import news
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotAllowed, NotFound
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.reminders import actions, queries
from saoque.reminders.addresses import spoken
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.tests.conftest import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]


def lines(actor: Actor, which: str = "") -> list[tuple[str, bool]]:
    """What stands under the bell now: words, and whether unread."""
    due = actions.refresh(actor)
    found = queries.in_words(queries.living(actor.user_id or 0, which), due)
    return [(line.title, line.notice.read_at is None) for line in found]


def test_news_stands_under_the_bell_of_whom_it_was_told(stage: Stage, ba: User, tu: User, actor: Actor) -> None:
    stage.tell(ba)
    assert lines(actor) == [("Có tin về mắm cá", True)]
    assert (queries.unread_count(ba.pk), queries.unread_count(tu.pk)) == (1, 0)
    assert lines(actor_for(tu)) == []


def test_told_again_it_is_one_line_and_new_again(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba)
    actions.mark_all_read(actor)
    stage.tell(ba, values={"product": "mật ong"})
    assert lines(actor) == [("Có tin về mật ong", True)]
    stage.tell(ba, key="another")
    assert len(lines(actor)) == 2


def test_settled_it_is_gone_at_once(stage: Stage, ba: User, tu: User) -> None:
    stage.tell(ba, tu)
    stage.tell(ba, subject=2)
    news.settle(stage.kind, subject=1, people=[ba.pk])
    assert [queries.unread_count(one.pk) for one in (ba, tu)] == [1, 1]
    news.settle(stage.kind, subject=1)
    assert [queries.unread_count(one.pk) for one in (ba, tu)] == [1, 0]
    stage.tell(tu)
    assert queries.unread_count(tu.pk) == 1


def test_what_may_no_longer_be_told_is_silent(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba)
    stage.hidden.add("1")
    assert lines(actor) == []
    assert queries.unread_count(ba.pk) == 0


def test_news_of_a_room_that_has_gone_is_silent(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba)
    news._kinds.clear()
    assert lines(actor) == []


def test_it_is_read_in_the_readers_language_and_leads_there(stage: Stage, ba: User, actor: Actor) -> None:
    with translation.override("en"):
        stage.tell(ba, text="Hôm nay", values={}, url="/en/ho-so/1/")
    notice = Notice.objects.get()
    assert (notice.url, notice.words) == ("/ho-so/1/", "Hôm nay")
    with translation.override("en"):
        assert (lines(actor), spoken(notice.url)) == ([("Today", True)], "/en/ho-so/1/")


@pytest.mark.parametrize("url", ["https://xau.vn/", "//xau.vn/", "/\\xau.vn", "ho-so/", "/a\nb"])
def test_a_notice_leads_to_this_site_only(stage: Stage, ba: User, url: str) -> None:
    with pytest.raises(ValueError, match="leads to a page of this site"):
        stage.tell(ba, url=url)


def test_a_deadline_comes_near_is_told_and_leaves_when_done(stage: Stage, ba: User, actor: Actor) -> None:
    stage.ask(ba, 91)
    assert lines(actor) == []
    stage.ask(ba, 90)
    assert lines(actor) == [("Bổ sung hồ sơ", True)]
    actions.mark_all_read(actor)
    stage.ask(ba, 31)
    assert lines(actor) == [("Bổ sung hồ sơ", False)]
    stage.ask(ba, 30)
    assert lines(actor) == [("Bổ sung hồ sơ", True)]
    stage.done(ba)
    assert lines(actor) == []
    assert Notice.objects.count() == 0


def test_a_deadline_that_is_put_off_stays_quiet(stage: Stage, ba: User, actor: Actor) -> None:
    stage.ask(ba, 3)
    lines(actor)
    actions.mark_all_read(actor)
    stage.ask(ba, 20)
    assert lines(actor) == [("Bổ sung hồ sơ", False)]
    assert Notice.objects.get().due_on == today() + timedelta(days=20)


def test_two_things_on_one_page_are_told_apart_by_their_key(stage: Stage, ba: User, actor: Actor) -> None:
    stage.todos[ba.pk] = []
    stage.ask(ba, 5, "Giấy A", "/giay/", key="paper:1")
    first = stage.todos.pop(ba.pk)
    stage.ask(ba, 6, "Giấy B", "/giay/", key="paper:2")
    stage.todos[ba.pk] += first
    assert sorted(lines(actor)) == [("Giấy A", True), ("Giấy B", True)]


def test_news_with_a_deadline_and_its_todo_are_one_line(stage: Stage, ba: User, actor: Actor) -> None:
    stage.ask(ba, 7, url="/ho-so/1/sua/")
    assert lines(actor) == [("Bổ sung hồ sơ", True)]
    stage.tell(ba, url="/ho-so/1/sua/", due_on=today() + timedelta(days=7), text="Hồ sơ trả lại", values={})
    assert lines(actor) == [("Hồ sơ trả lại", True)]
    actions.mark_all_read(actor)
    stage.ask(ba, 3, url="/ho-so/1/sua/")
    assert lines(actor) == [("Hồ sơ trả lại", True)]
    assert Notice.objects.count() == 1


def test_filters_and_order(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba, subject=1)
    lines(actor)
    actions.mark_all_read(actor)
    stage.ask(ba, 7)
    assert lines(actor) == [("Bổ sung hồ sơ", True), ("Có tin về mắm cá", False)]
    assert lines(actor, "moi") == [("Bổ sung hồ sơ", True)]
    assert lines(actor, "han") == [("Bổ sung hồ sơ", True)]
    assert lines(actor, "tin") == [("Có tin về mắm cá", False)]


def test_refreshing_twice_writes_nothing_the_second_time(
    stage: Stage, ba: User, actor: Actor, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        stage.ask(ba, 7, url=f"/viec/{number}/")
        stage.tell(ba, subject=number)
    actions.refresh(actor)
    with django_assert_num_queries(1):
        actions.refresh(actor)


@pytest.mark.parametrize("many", [1, 30])
def test_refreshing_costs_the_same_for_one_and_many(
    stage: Stage, ba: User, actor: Actor, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        stage.ask(ba, 7, url=f"/viec/{number}/")
    with django_assert_num_queries(4):  # the rows; a savepoint around one filling
        actions.refresh(actor)
    assert Notice.objects.count() == many


def test_only_the_own_ones_can_be_read(stage: Stage, ba: User, tu: User, actor: Actor) -> None:
    stage.tell(ba)
    notice = Notice.objects.get()
    with pytest.raises(NotFound):
        queries.get_notice(actor_for(tu), notice.pk)
    with pytest.raises(NotAllowed):
        actions.mark_read(actor_for(tu), notice)
    with pytest.raises(NotAllowed):
        actions.mark_all_read(NOBODY)
    assert queries.unread_count(ba.pk) == 1
    actions.mark_read(actor, queries.get_notice(actor, notice.pk))
    assert queries.unread_count(ba.pk) == 0


def test_nobody_has_nothing_under_the_bell() -> None:
    assert actions.refresh(NOBODY) == {}


def test_the_database_refuses_a_deadline_without_its_day(ba: User, stage: Stage) -> None:
    stage.tell(ba)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(kind=DUE)
    assert Desk.objects.count() == 0
