"""Sums of an area too large for a request: a job reckons them, the page says so, and shows the last ones meanwhile."""

from datetime import date, timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from saoque.kernel.access import Actor
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.ledger import reckoning
from saoque.ledger.actions import name_revenue
from saoque.ledger.actions.reckoning import KIND
from saoque.ledger.models import AreaYear
from saoque.ledger.queries.area import area_sums
from saoque.ledger.reckoning import Area
from saoque.ledger.tests import factories
from saoque.ledger.tests.test_pages import signed_in
from saoque.ledger.tests.test_sums import LAST_YEAR, neighbours
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.producers.tests.factories import office

pytestmark = pytest.mark.django_db
ADDRESS, YEAR, POLL = "ledger:area", {"nam": str(LAST_YEAR)}, {"HX-Request": "true"}
SOLD = {"QD26-08": [10, 20, 40], "QD26-07": [100, 200, 400], "QD26-04": [9]}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every area that sold anything counts as large."""
    monkeypatch.setattr(reckoning, "AT_ONCE", 0)


def village(sold: dict[str, list[int]]) -> tuple[list[tuple[Actor, Product]], Area, Client]:
    """Producers of one commune with what they sold last year, and the officer who looks."""
    made = neighbours(sold)
    commune = made[0][1].producer.commune
    return made, Area(commune=commune.code), signed_in(office(Role.COMMUNE_OFFICER, commune))


def work() -> int:
    waiting = Job.objects.filter(kind=KIND, state=Job.State.WAITING)
    for job in (begun := list(waiting)):
        run.func(str(job.pk))
    return len(begun)


def total(client: Client, here: Area) -> int | None:
    """Look, let the job work where one began, and return what the page then shows."""
    client.get(reverse(ADDRESS), YEAR)
    work()
    told = area_sums(here, LAST_YEAR)
    assert told is not None
    return told.total.now


def test_a_job_finds_the_same_as_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    _made, here, client = village(SOLD)
    at_once = area_sums(here, LAST_YEAR)
    assert at_once is not None and at_once.withheld and at_once.reckoned_at is None
    monkeypatch.setattr(reckoning, "AT_ONCE", 0)
    assert area_sums(here, LAST_YEAR) is None
    assert total(client, here) == at_once.total.now
    kept = area_sums(here, LAST_YEAR)
    assert kept is not None
    assert (kept.total, kept.tables) == (at_once.total, at_once.tables)


@pytest.mark.usefixtures("large")
def test_the_page_shows_that_a_job_is_at_it_and_then_the_sums() -> None:
    _made, _here, client = village({"QD26-08": [10, 20, 40]})
    page = client.get(reverse(ADDRESS), YEAR).content.decode()
    assert "Đang cộng số của cả địa bàn" in page and "Tải Excel" not in page
    for name in ("ledger:area_csv", "ledger:area_xlsx"):
        assert client.get(reverse(name), YEAR).headers["Location"] == f"{reverse(ADDRESS)}?nam={LAST_YEAR}"
    waiting = client.get(reverse(ADDRESS), YEAR, headers=POLL)
    assert (waiting.status_code, b"hx-get" in waiting.content, b"<html" in waiting.content) == (200, True, False)
    assert work() == 1
    done = client.get(reverse(ADDRESS), YEAR, headers=POLL)
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    page = client.get(reverse(ADDRESS), YEAR).content.decode()
    assert "của 3 cơ sở" in page and "Tải Excel" in page and "Máy cộng lúc" in page and "Đang cộng" not in page
    assert "70" in b"".join(client.get(reverse("ledger:area_csv"), YEAR)).decode()  # type: ignore[arg-type]


@pytest.mark.usefixtures("large")
def test_the_sums_of_yesterday_are_shown_while_those_of_today_are_reckoned() -> None:
    made, here, client = village({"QD26-08": [10, 20, 40]})
    assert total(client, here) == 70
    factories.sold(made[0][1], made[0][0], 5, date(LAST_YEAR, 9, 11))
    assert total(client, here) == 70
    for row in AreaYear.objects.all():
        AreaYear.objects.filter(pk=row.pk).update(reckoned_at=row.reckoned_at - timedelta(days=1))
    page = client.get(reverse(ADDRESS), YEAR).content.decode()
    assert "số cộng lần trước" in page and "của 3 cơ sở" in page
    assert total(client, here) == 75


@pytest.mark.usefixtures("large")
def test_a_word_given_or_taken_back_holds_at_once() -> None:
    """With A read by name, a sum of A, B and C would leave the other two: it must not be shown from yesterday's either."""
    made, here, client = village({"QD26-08": [10, 20, 40]})
    assert total(client, here) == 70
    actor, product = made[0]
    name_revenue(product.producer, agreed=True, actor=actor)
    assert area_sums(here, LAST_YEAR) is None
    assert total(client, here) is None
    name_revenue(product.producer, agreed=False, actor=actor)
    assert area_sums(here, LAST_YEAR) is None
    assert total(client, here) == 70
    with override_settings(LEDGER_LEAST_PRODUCERS=4):
        assert area_sums(here, LAST_YEAR) is None
    assert AreaYear.objects.count() == 1


@pytest.mark.usefixtures("large")
def test_a_failed_job_is_said_and_not_begun_again_by_every_look() -> None:
    _made, _here, client = village({"QD26-08": [10, 20, 40]})
    client.get(reverse(ADDRESS), YEAR)
    Job.objects.filter(kind=KIND).update(state=Job.State.FAILED, message="Máy chưa làm được việc này.")
    page = client.get(reverse(ADDRESS), YEAR).content.decode()
    assert "Máy chưa làm được việc này." in page and "load delay" not in page
    assert Job.objects.filter(kind=KIND).count() == 1
