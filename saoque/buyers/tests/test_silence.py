"""Silence: reminded, told to the Youth Union of the area, closed with a record; and the figures of answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.buyers.actions import agreements, inquiries
from saoque.buyers.actions.silence import follow_silence
from saoque.buyers.jobs import NIGHT, SILENCE, follow, rematch_all
from saoque.buyers.models import Entry, Inquiry, KeptMatch
from saoque.buyers.queries import figures
from saoque.buyers.tests import factories
from saoque.buyers.todo import silence_for
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.jobs.models import Job
from saoque.kernel.tests.hearing import hearing
from saoque.people.roles import Role
from saoque.producers.tests.factories import office, places

pytestmark = pytest.mark.django_db


def after_term() -> None:
    """As if the term had run out and a day had gone by."""
    Inquiry.objects.update(step_on=today())


def followed() -> list[tuple[str, tuple[int, ...]]]:
    """Take the day's steps after a term; return what was told to whom."""
    after_term()
    with hearing() as heard:
        assert follow_silence(today()) == 1
    return [(one.kind.name, one.people) for one in heard]


def test_silence_is_reminded_then_told_to_the_youth_union_then_closed() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    near, far = (
        office(Role.YOUTH_HELPER, places()[0]),
        office(Role.YOUTH_HELPER, places("Trường Xuân", "Huyện Thới Lai")[0]),
    )
    city = office(Role.YOUTH_LEADER, factories.here())
    inquiry = factories.asked(buyer, product)
    assert follow_silence(today()) == 0
    assert followed() == [("buyers.asked", (owner.user_id,))]
    one = factories.fresh(owner, inquiry)
    assert (one.silence_step, one.step_on) == (1, add_working_days(today(), 2))
    assert (list(silence_for(near)), follow_silence(today())) == ([], 0)
    assert followed() == [("buyers.silence", (near.user_id,))]
    assert [len(list(silence_for(who))) for who in (near, far, city)] == [1, 0, 1]
    assert followed() == [("buyers.news", (buyer.user_id,)), ("buyers.news", (owner.user_id,))]
    one = factories.fresh(buyer, inquiry)
    assert (one.state, one.silent_side, one.waiting_on, one.answered_on) == ("silent", "producer", "", None)
    assert list(Entry.objects.values_list("kind", "side")) == [
        ("asked", "buyer"), ("reminded", "producer"), ("raised", "producer"), ("silent", "producer"),
    ]  # fmt: skip
    assert follow_silence(today()) == 0


def test_where_the_commune_has_nobody_the_city_is_told() -> None:
    buyer, (_owner, product) = factories.shop(), factories.seller()
    city = office(Role.YOUTH_LEADER, factories.here())
    factories.asked(buyer, product)
    followed()
    assert followed() == [("buyers.silence", (city.user_id,))]


def test_a_buyer_who_lets_an_offer_wait_is_silent_too() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = inquiries.offer(factories.opened(buyer), product, factories.quote(), actor=owner)
    for _step in range(3):
        after_term()
        follow_silence(today())
    one = factories.fresh(owner, inquiry)
    assert (one.state, one.silent_side) == ("silent", "buyer")


def test_a_late_quotation_takes_the_silence_back() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    for _step in range(3):
        after_term()
        follow_silence(today())
    inquiries.quote(factories.fresh(owner, inquiry), factories.quote(), actor=owner)
    one = factories.fresh(buyer, inquiry)
    assert (one.state, one.silent_side, one.silence_step, one.waiting_on) == ("quoted", "", 0, "buyer")


def test_an_agreement_that_nobody_confirms_is_dropped_by_silence() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    terms = agreements.Terms(50, 44_000, factories.soon(1), factories.soon(60))
    agreement = agreements.propose(inquiry, terms, actor=buyer)
    for _step in range(3):
        after_term()
        follow_silence(today())
    agreement.refresh_from_db()
    assert (agreement.state, factories.fresh(buyer, inquiry).state) == ("dropped", "silent")


def test_each_side_reads_its_own_figures_and_offices_those_of_their_area() -> None:
    buyer, (owner, product), (_other, second) = factories.shop(), factories.seller(), factories.seller()
    factories.asked(buyer, second)
    for _step in range(3):
        after_term()
        follow_silence(today())
    factories.quoted(buyer, owner, product)
    Inquiry.objects.filter(product=product).update(sent_on=today() - timedelta(days=3))
    mine = figures.own_figures(owner)["producer"]
    assert (mine["asked"], mine["answered"], mine["silent"], figures.days(mine["time"])) == (1, 1, 0, 3.0)
    assert list(figures.own_figures(buyer)) == ["buyer"]
    near, far = (
        office(Role.AGENCY_CLERK, factories.here()),
        office(Role.YOUTH_LEADER, places("Trường Xuân", "Huyện Thới Lai")[0]),
    )
    rows = [
        (one.pk, one.asked, one.answered, one.silent)  # type: ignore[attr-defined]
        for one in figures.producers_in_area(near)
    ]
    assert rows == [(second.producer_id, 1, 0, 1), (product.producer_id, 1, 1, 0)]
    assert figures.producers_in_area(far).count() == 0
    assert [one.pk for one in figures.buyers_in_area(near)] == [buyer.unit_ids(Role.BUYER)[0]]


def test_the_nights_work_may_be_done_twice() -> None:
    buyer, (_owner, product) = factories.shop(), factories.seller()
    factories.asked(buyer, product)
    after_term()
    KeptMatch.objects.all().delete()
    night = Job.objects.create(kind=NIGHT, key="nightly")
    morning = Job.objects.create(kind=SILENCE, key="day", arguments={"day": today().isoformat()})
    for _twice in range(2):
        rematch_all(night)
        follow(morning)
    assert (KeptMatch.objects.count(), Inquiry.objects.get().silence_step) == (1, 1)


def test_lists_of_silence_and_figures_read_as_much_for_many_as_for_one() -> None:
    buyer, clerk = factories.shop(), office(Role.AGENCY_CLERK, factories.here())

    def counted() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(figures.silences(clerk)), list(figures.producers_in_area(clerk)), list(figures.buyers_in_area(clerk))
        return len(seen)

    factories.asked(buyer, factories.seller()[1])
    few = counted()
    for _n in range(3):
        factories.asked(buyer, factories.seller()[1])
    Inquiry.objects.update(silence_step=1)
    assert (counted(), figures.silences(clerk).count()) == (few, 4)
