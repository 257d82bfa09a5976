"""Sums of an area too large to be weighed in a request: a job does it, the page says so, and what is known is asked for once."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.ledger import weighing
from saoque.ledger.actions import name_revenue
from saoque.ledger.actions.weighing import KIND
from saoque.ledger.models import Weighing
from saoque.ledger.queries.area import Area, area_sums
from saoque.ledger.tests import factories
from saoque.ledger.tests.test_pages import signed_in
from saoque.ledger.tests.test_sums import LAST_YEAR, neighbours
from saoque.people.roles import Role
from saoque.producers.tests.factories import office

pytestmark = pytest.mark.django_db
YEAR = {"nam": str(LAST_YEAR)}
POLL = {"HX-Request": "true"}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every area that sold anything counts as large."""
    monkeypatch.setattr(weighing, "AT_ONCE", 0)


def work() -> None:
    for job in Job.objects.filter(kind=KIND, state=Job.State.WAITING):
        run.func(str(job.pk))


def test_a_job_finds_the_same_as_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    made = neighbours({"QD26-08": [10, 20, 40], "QD26-07": [100, 200, 400], "QD26-04": [9]})
    here = Area(commune=made[0][1].producer.commune.code)
    at_once = area_sums(here, LAST_YEAR)
    assert at_once is not None and at_once.withheld
    monkeypatch.setattr(weighing, "AT_ONCE", 0)
    client = signed_in(office(Role.COMMUNE_OFFICER, made[0][1].producer.commune))
    assert area_sums(here, LAST_YEAR) is None
    client.get(reverse("ledger:area"), YEAR)
    work()
    assert area_sums(here, LAST_YEAR) == at_once


@pytest.mark.usefixtures("large")
def test_the_page_shows_that_a_job_is_at_it_and_then_the_sums() -> None:
    made = neighbours({"QD26-08": [10, 20, 40]})
    client, address = signed_in(office(Role.COMMUNE_OFFICER, made[0][1].producer.commune)), reverse("ledger:area")
    page = client.get(address, YEAR).content.decode()
    assert "Đang cộng số của cả địa bàn" in page and "Tải Excel" not in page
    for name in ("ledger:area_csv", "ledger:area_xlsx"):
        assert client.get(reverse(name), YEAR).headers["Location"] == f"{address}?nam={LAST_YEAR}"
    waiting = client.get(address, YEAR, headers=POLL)
    assert (waiting.status_code, b"hx-get" in waiting.content, b"<html" in waiting.content) == (200, True, False)
    assert Job.objects.filter(kind=KIND).count() == 1
    work()
    done = client.get(address, YEAR, headers=POLL)
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    page = client.get(address, YEAR).content.decode()
    assert "của 3 cơ sở" in page and "Tải Excel" in page and "Đang cộng" not in page
    assert "70" in b"".join(client.get(reverse("ledger:area_csv"), YEAR)).decode()  # type: ignore[arg-type]


@pytest.mark.usefixtures("large")
def test_what_is_known_serves_until_somebody_sells_something_new_or_takes_a_word_back() -> None:
    made = neighbours({"QD26-08": [10, 20, 40, 80]})
    commune = made[0][1].producer.commune
    here, client = Area(commune=commune.code), signed_in(office(Role.COMMUNE_OFFICER, commune))

    def weighed() -> Any:
        client.get(reverse("ledger:area"), YEAR)
        work()
        told = area_sums(here, LAST_YEAR)
        assert told is not None
        return told.total.now

    assert weighed() == 150
    actor, product = made[0]
    factories.sold(product, actor, 5, date(LAST_YEAR, 3, 11))
    told = area_sums(here, LAST_YEAR)
    assert told is not None and told.total.now == 155
    factories.sold(product, actor, 5, date(LAST_YEAR, 9, 11))
    assert area_sums(here, LAST_YEAR) is None
    assert weighed() == 160
    name_revenue(product.producer, agreed=True, actor=actor)
    assert area_sums(here, LAST_YEAR) is None
    assert weighed() == 160
    name_revenue(product.producer, agreed=False, actor=actor)
    told = area_sums(here, LAST_YEAR)
    assert told is not None and told.total.now == 160
    assert Weighing.objects.count() == 3


@pytest.mark.usefixtures("large")
def test_old_weighings_are_forgotten() -> None:
    Weighing.objects.create(shape="0" * 64, cells=[])
    Weighing.objects.update(weighed_at=timezone.now() - weighing.KEPT)
    _actor, product = neighbours({"QD26-08": [10, 20, 40]})[0]
    signed_in(office(Role.COMMUNE_OFFICER, product.producer.commune)).get(reverse("ledger:area"), YEAR)
    work()
    assert list(Weighing.objects.values_list("cells", flat=True)) == [[[-1, ""], [0, "QD26-08"], *_rest(product)]]


def _rest(product: Any) -> list[Any]:
    return [[1, "direct"], [2, product.producer.commune.code], [3, "1"]]


@pytest.mark.usefixtures("large")
def test_a_failed_job_is_said_and_not_begun_again_by_every_look() -> None:
    _actor, product = neighbours({"QD26-08": [10, 20, 40]})[0]
    client = signed_in(office(Role.COMMUNE_OFFICER, product.producer.commune))
    client.get(reverse("ledger:area"), YEAR)
    Job.objects.filter(kind=KIND).update(state=Job.State.FAILED, message="Máy chưa làm được việc này.")
    page = client.get(reverse("ledger:area"), YEAR).content.decode()
    assert "Máy chưa làm được việc này." in page and "load delay" not in page
    assert Job.objects.filter(kind=KIND).count() == 1
