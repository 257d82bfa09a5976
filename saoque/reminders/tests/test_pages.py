"""The pages under the bell, and the calendar whose address is its key."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.models import User
from saoque.reminders import actions, queries
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.tests.conftest import Stage
from saoque.reminders.tests.reading import events, unfold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Limits are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def page(ba: User, client: Client) -> Client:
    client.force_login(ba)
    return client


@pytest.fixture
def feed(actor: Actor) -> str:
    return f"/nhac-viec/lich/{actions.renew_feed(actor).feed_token}.ics"


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_bell_counts_on_every_page_and_asks_one_query(
    stage: Stage, ba: User, page: Client, django_assert_num_queries: Any
) -> None:
    assert "Nhắc việc: không có tin mới" in shown(page, "/dia-chi/")
    for number in range(3):
        stage.tell(ba, subject=number)
    with django_assert_num_queries(4):  # session, account, roles, bell
        page.get("/phong-cach/")
    assert "Nhắc việc: 3 tin chưa đọc" in shown(page, "/phong-cach/")


def test_a_visitor_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/phong-cach/")
    assert "nhac-viec" not in answer.content.decode()


def test_opening_marks_as_read_and_leads_on(stage: Stage, ba: User, page: Client) -> None:
    stage.tell(ba)
    pk = Notice.objects.get().pk
    answer = page.get(f"/nhac-viec/{pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/ho-so/1/")
    assert queries.unread_count(ba.pk) == 0
    assert page.get(f"/en/nhac-viec/{pk}/")["Location"] == "/en/ho-so/1/"


def test_what_is_others_done_or_silenced_is_not_there(stage: Stage, ba: User, tu: User, page: Client) -> None:
    stage.tell(tu)
    stage.tell(ba, subject=2)
    stage.hidden.add("2")
    pks = [Notice.objects.get(person=tu).pk, Notice.objects.get(person=ba).pk, 999]
    assert [page.get(f"/nhac-viec/{pk}/").status_code for pk in pks] == [404] * 3
    assert [page.post(f"/nhac-viec/{pk}/da-doc/").status_code for pk in (pks[0], 999)] == [404, 404]
    assert queries.unread_count(tu.pk) == 1


def test_the_list_says_what_it_is_until_when_and_is_read(stage: Stage, ba: User, page: Client) -> None:
    stage.tell(ba, values={"product": "<b>mắm</b>"})
    stage.ask(ba, 2)
    said = shown(page, "/nhac-viec/")
    for words in (
        "Có tin về &lt;b&gt;mắm&lt;/b&gt;",
        "Bổ sung hồ sơ",
        "Còn 2 ngày",
        f"hạn {today() + timedelta(days=2):%d/%m/%Y}",
    ):
        assert words in said
    assert "Có tin" not in shown(page, "/nhac-viec/?loc=han")
    pk = Notice.objects.get(kind=DUE).pk
    assert page.post(f"/nhac-viec/{pk}/da-doc/")["Location"] == "/nhac-viec/"
    assert queries.unread_count(ba.pk) == 1
    page.post("/nhac-viec/da-doc-het/")
    assert queries.unread_count(ba.pk) == 0
    stage.done(ba)
    assert "Bổ sung hồ sơ" not in shown(page, "/nhac-viec/")
    assert "Không có tin nào ở mục này" in shown(page, "/nhac-viec/?loc=moi")


def test_the_list_comes_in_pages(stage: Stage, ba: User, page: Client, django_assert_num_queries: Any) -> None:
    for number in range(30):
        stage.tell(ba, subject=number, text=f"Tin số {number}", values={})
    assert shown(page, "/nhac-viec/").count("Tin số") == 25 * 2  # the link, and the button for those who listen
    assert shown(page, "/nhac-viec/?page=2").count("Tin số") == 5 * 2
    for wanted in ("/nhac-viec/", "/nhac-viec/?page=2"):
        with django_assert_num_queries(7):
            page.get(wanted)


def test_settings_are_chosen_on_a_page(stage: Stage, ba: User, page: Client) -> None:
    said = shown(page, "/nhac-viec/cai-dat/")
    assert "chưa nối với nhà mạng hay Zalo" in said
    assert said.count(" checked") == 2
    sent = {"mail": [DUE], "phone": ["probe.news"], "language": "en", "version": 1}
    assert page.post("/nhac-viec/cai-dat/", sent)["Location"] == "/nhac-viec/cai-dat/"
    desk = Desk.objects.get()
    assert (desk.mail_off, desk.phone_on, desk.language) == (["probe.news"], ["probe.news"], "en")
    assert page.post("/nhac-viec/cai-dat/", sent).status_code == 422
    assert page.post("/nhac-viec/cai-dat/", {**sent, "mail": ["x"], "version": 2}).status_code == 422
    assert Desk.objects.get().version == 2


def test_the_calendar_says_what_is_due(stage: Stage, ba: User, client: Client, feed: str) -> None:
    stage.ask(ba, 200, "Nộp hồ sơ; gấp, nhé", "/giay/")
    stage.ask(ba, -3)
    answer = client.get(feed)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    late, far = sorted(events(answer.content), key=lambda one: one["DTSTART;VALUE=DATE"])
    assert far["SUMMARY"] == "Nộp hồ sơ; gấp, nhé"
    assert far["DTSTART;VALUE=DATE"] == f"{today() + timedelta(days=200):%Y%m%d}"
    assert far["URL"] == "http://127.0.0.1:8000/giay/"
    assert late["DESCRIPTION"] == "Hai chỗ cần sửa.\nBổ sung\nhttp://127.0.0.1:8000/ho-so/1/sua/"
    stage.ask(ba, 9)
    again = next(one for one in events(client.get(feed).content) if one["SUMMARY"] == "Bổ sung hồ sơ")
    assert again["UID"] == late["UID"] != far["UID"]
    assert Notice.objects.count() == 0


def test_the_calendar_has_the_owners_language_and_the_same_identities(
    stage: Stage, ba: User, actor: Actor, client: Client, feed: str
) -> None:
    stage.ask(ba, 5)
    before = events(client.get(feed).content)
    actions.choose(actor, mail_off=[], phone_on=[], language="en", version=2)
    content = client.get(feed).content
    assert "NAME:Sao Quê reminders" in unfold(content)
    (event,) = events(content)
    assert (event["UID"], event["URL"]) == (before[0]["UID"], "http://127.0.0.1:8000/en/ho-so/1/sua/")


def test_an_unchanged_calendar_is_not_sent_again(stage: Stage, ba: User, client: Client, feed: str) -> None:
    stage.ask(ba, 5)
    tag = client.get(feed)["ETag"]
    answer = client.get(feed, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    stage.ask(ba, 6)
    assert client.get(feed, headers={"if-none-match": tag}).status_code == 200
    assert client.head(feed).status_code == 200
    assert client.post(feed).status_code == 405


def test_a_renewed_or_stopped_calendar_is_not_there(
    stage: Stage, ba: User, page: Client, feed: str, client: Client
) -> None:
    assert page.post("/nhac-viec/cai-dat/lich-moi/")["Location"] == "/nhac-viec/cai-dat/"
    fresh = f"/nhac-viec/lich/{Desk.objects.get().feed_token}.ics"
    assert (client.get(feed).status_code, client.get(fresh).status_code) == (404, 200)
    said = shown(page, "/nhac-viec/cai-dat/")
    assert f'href="webcal://127.0.0.1:8000{fresh}"' in said
    page.post("/nhac-viec/cai-dat/tat-lich/")
    assert client.get(fresh).status_code == 404
    assert "webcal" not in shown(page, "/nhac-viec/cai-dat/")


def test_a_closed_account_has_no_calendar(stage: Stage, ba: User, client: Client, feed: str) -> None:
    User.objects.update(is_active=False)
    assert client.get(feed).status_code == 404


def test_the_calendar_tells_only_what_the_person_may_see_today(
    stage: Stage, ba: User, client: Client, feed: str
) -> None:
    stage.ask(ba, 5)
    assert len(events(client.get(feed).content)) == 1
    stage.done(ba)
    assert events(client.get(feed).content) == []


def test_asking_too_often_is_refused_for_a_while(
    stage: Stage, ba: User, client: Client, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saoque.reminders.views.FEED_LIMIT", 2)
    assert [client.get(feed).status_code for _turn in range(3)] == [200, 200, 429]
    unknown = [client.get("/nhac-viec/lich/x.ics", REMOTE_ADDR="10.0.0.9").status_code for _turn in range(3)]
    assert unknown == [404, 404, 429]
    assert client.get(feed)["Retry-After"] == "3600"
