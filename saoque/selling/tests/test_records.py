"""Selling records: who may, what is kept, what is refused, what the rooms above read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saoque.dossiers.actions.consents import give_consent
from saoque.kernel import audit
from saoque.kernel.access import NOBODY, Actor, Standing
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.events import subscribe
from saoque.people.models import Membership, User
from saoque.people.roles import ROLES_IN, YOUTH_ROLES, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.actions.products import publish_product, set_star
from saoque.producers.models import Producer
from saoque.producers.tests.factories import office, owner, person, places
from saoque.selling import actions, queries
from saoque.selling.events import RecordChanged, RecordShown
from saoque.selling.gathering import readiness_of
from saoque.selling.models import SellingRecord
from saoque.selling.readiness import State
from saoque.selling.reading import told_of
from saoque.selling.rules import OFFICES, rules
from saoque.selling.tests.factories import paper, product, recorded, told
from saoque.selling.todo import todo_for
from saoque.selling.told import Month

pytestmark = pytest.mark.django_db
HELPERS = (*YOUTH_ROLES, Role.COMMUNE_OFFICER)


def consented(producer: Producer, by: Actor, helper: Actor) -> None:
    seat = Membership.objects.get(user=helper.user, role__in=HELPERS)
    give_consent(producer, seat, None, None, by)


def buyer() -> Actor:
    return person(Role.BUYER, UnitKind.BUYER, places()[0].parent)


def rights(who: Actor, subject: Any) -> set[str]:
    return {name for name in rules.table if rules.may(who, name, subject)}


def someone(role: str, kind: str, producer: Producer, *, here: bool) -> Actor:
    """A role in a unit of the producer's own place, or of another province; a producer in its own unit, or another's."""
    commune = producer.commune
    standing = Standing(
        role, producer.unit_id if here else 999_999, kind, commune.code if here else "00000", "92" if here else "91"
    )
    return Actor(user=User(pk=1), standings=(standing,))


def test_role_by_action_before_and_after_the_producer_agreed() -> None:
    """The whole table, both ways."""
    mine, record = recorded()
    everything, read = set(rules.table), {"read", "read_offer"}
    kinds = [(role, kind) for kind, roles in ROLES_IN.items() for role in roles]
    for agreed in (False, True):
        for role, kind in kinds:
            near, far = (someone(role, kind, record.product.producer, here=here) for here in (True, False))
            seen = {"read_offer"} if agreed and role == Role.BUYER else set()
            wanted = everything if role == Role.PRODUCER else read if role in OFFICES else set()
            assert (rights(near, record), rights(far, record)) == (wanted | seen, seen), (role, kind, agreed)
            assert rights(far, record.product) == set(), (role, kind)
        assert rights(NOBODY, record) == set()
        if not agreed:
            actions.show_to_buyers(record, actor=mine)


@pytest.mark.parametrize("role", HELPERS, ids=str)
def test_a_helper_writes_under_consent_and_shows_nothing(role: Role) -> None:
    mine, record = recorded()
    helper = office(role, record.product.producer.commune)
    with pytest.raises(NotAllowed):
        actions.write_record(record.product, told(price=1), seen=1, actor=helper)
    consented(record.product.producer, mine, helper)
    assert rights(helper, record) == {"read", "read_offer", "change"}
    assert actions.write_record(record.product, told(price=99_000), seen=1, actor=helper).price == 99_000


def test_what_is_told_is_kept_whole_and_recorded_once() -> None:
    heard: list[Any] = []
    subscribe(RecordChanged)(heard.append)
    mine, record = recorded(months={1: Month(50, 10), 2: Month(0)}, tiers=((120, 85_000), (24, 90_000)))
    kept = told_of(record)
    assert kept == told(months={1: Month(50, 10), 2: Month(0)}, tiers=((24, 90_000), (120, 85_000)))
    assert [(one.action, one.data["product"]) for one in audit.history(record)] == [("tell_sale", record.product_id)]
    assert [(one.record, "price" in one.fields) for one in heard] == [(record, True)]
    again = actions.write_record(record.product, kept, seen=1, actor=mine)
    assert (again.version, len(audit.history(record)), len(heard)) == (1, 1, 1)
    changed = actions.write_record(record.product, replace(kept, price=99_000), seen=1, actor=mine)
    assert (changed.version, changed.price, heard[-1].fields) == (2, 99_000, ("price",))
    assert [one.action for one in audit.history(record)] == ["tell_sale", "change_sale"]


def test_the_same_as_told_for_a_stale_page_is_refused_and_changes_nothing() -> None:
    mine, record = recorded()
    actions.write_record(record.product, told(price=99_000), seen=1, actor=mine)
    for seen in (0, 1, 3):
        with pytest.raises(Stale):
            actions.write_record(record.product, told(price=1_000_000), seen=seen, actor=mine)
    assert SellingRecord.objects.get().price == 99_000


def test_a_fault_leaves_everything_as_it_was() -> None:
    mine, record = recorded()
    with pytest.raises(DomainError) as refused:
        actions.write_record(record.product, told(price=99_000, tiers=((24, 99_000),)), seen=1, actor=mine)
    assert refused.value.field == "tier_1"
    assert told_of(record) == told()
    with pytest.raises(DomainError) as refused:
        actions.write_record(record.product, told(everywhere=False, areas=frozenset({10**9})), seen=1, actor=mine)
    assert refused.value.field == "areas"


def test_delivery_to_provinces_and_everywhere() -> None:
    province = places()[0].parent
    assert province is not None
    mine, record = recorded(everywhere=False, areas=frozenset({province.pk}))
    assert [one.province_id for one in record.areas.all()] == [province.pk]
    whole = actions.write_record(
        record.product, told(everywhere=True, areas=frozenset({province.pk})), seen=1, actor=mine
    )
    assert (whole.everywhere, list(whole.areas.all())) == (True, [])


def test_agreeing_and_taking_it_back() -> None:
    heard: list[Any] = []
    subscribe(RecordShown)(heard.append)
    mine, record = recorded()
    shop = buyer()
    assert list(queries.shown_records()) == []
    actions.show_to_buyers(record, actor=mine)
    assert list(queries.shown_records()) == [record]
    assert queries.get_offer(shop, record.product_id) == (record.product, record)
    with pytest.raises(DomainError):
        actions.show_to_buyers(record, actor=mine)
    actions.hide_from_buyers(record, actor=mine)
    assert list(queries.shown_records()) == []
    with pytest.raises(NotFound):
        queries.get_offer(shop, record.product_id)
    with pytest.raises(DomainError):
        actions.hide_from_buyers(record, actor=mine)
    assert [one.action for one in audit.history(record)] == ["tell_sale", "show_to_buyers", "hide_from_buyers"]
    assert [one.shown for one in heard] == [True, False]


def test_of_two_who_agree_at_once_one_wins() -> None:
    mine, record = recorded()
    other = SellingRecord.objects.get()
    actions.show_to_buyers(record, actor=mine)
    with pytest.raises(Stale):
        actions.show_to_buyers(other, actor=mine)


def test_nobody_but_the_producer_agrees() -> None:
    _mine, record = recorded()
    for who in (owner()[0], office(Role.YOUTH_HELPER, record.product.producer.commune), buyer(), NOBODY):
        for act in (actions.show_to_buyers, actions.hide_from_buyers):
            with pytest.raises(NotAllowed):
                act(record, actor=who)
    assert SellingRecord.objects.get().shown_at is None


def test_capacity_left_and_price_by_amount() -> None:
    _mine, record = recorded(months={1: Month(50, 10), 7: Month(30)})
    assert queries.capacity_left(record) == {1: 40, 7: 30}
    assert [queries.price_for(record, n) for n in (1, 23, 24, 119, 120)] == [95_000, 95_000, 90_000, 90_000, 85_000]


def test_a_public_offer_is_of_a_public_product_that_is_shown() -> None:
    mine, record = recorded()
    assert queries.public_offer(record.product) is None
    actions.show_to_buyers(record, actor=mine)
    assert queries.public_offer(record.product) is None
    publish_product(mine, record.product)
    assert queries.public_offer(record.product) == queries.Offer(95_000, "hũ", "400 g")


def test_each_sees_the_products_of_their_own() -> None:
    mine, record = recorded()
    other = recorded("Mật ong")[1]
    far: AdminUnit = places("Trường Xuân", "Huyện Thới Lai")[0]
    shop = buyer()
    assert list(queries.list_products(mine)) == [record.product]
    assert set(queries.list_products(office(Role.COMMUNE_OFFICER, record.product.producer.commune))) == {
        record.product, other.product,
    }  # fmt: skip
    assert list(queries.list_products(office(Role.COMMUNE_OFFICER, far))) == []
    assert list(queries.list_products(shop)) == []
    actions.show_to_buyers(record, actor=mine)
    assert list(queries.list_products(shop)) == [record.product]
    assert list(queries.list_products(mine, state="hidden")) == []
    assert list(queries.list_products(mine, state="shown")) == [record.product]
    assert list(queries.list_products(mine, text="mam ca")) == [record.product]
    assert list(queries.list_products(mine, text="mat ong")) == []


def test_reading_takes_as_many_queries_for_many_as_for_one() -> None:
    mine, record = recorded()
    producer = record.product.producer
    paper(mine, producer, "test_report", issued_on=today())
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            products = list(queries.list_products(mine))
            readiness_of(products, "92")
            list(queries.shown_records())
        counts.append(len(asked))
        for name in ("Mắm ruốc", "Mắm thái"):
            more = product(mine, producer, name)
            actions.show_to_buyers(actions.write_record(more, told(), seen=0, actor=mine), actor=mine)
    assert counts[0] + 3 == counts[1]  # shown records bring their months, tiers and areas, however many they are
    with CaptureQueriesContext(connection) as asked:
        readiness_of(list(queries.list_products(mine)), "92")
        list(queries.shown_records())
    assert len(asked) == counts[1]


def test_readiness_is_read_from_papers_and_the_record() -> None:
    mine, record = recorded()
    producer = record.product.producer
    old = paper(mine, producer, "test_report", issued_on=today() - timedelta(days=500))
    answers = {item.ask.check: item.answer for item in readiness_of([record.product])[record.product_id][0].items}
    assert (answers["test_report"].state, [one.pk for one in answers["test_report"].proof]) == (State.NO, [old.pk])
    assert {name for name, one in answers.items() if one.state == State.YES} == {
        "invoice", "barcode", "capacity_told", "capacity_steady", "credit", "discount", "tiers", "shelf_life",
        "lead_time", "delivery", "terms",
    }  # fmt: skip
    fresh = paper(mine, producer, "test_report", issued_on=today())
    answers = {item.ask.check: item.answer for item in readiness_of([record.product])[record.product_id][0].items}
    assert (answers["test_report"].state, [one.pk for one in answers["test_report"].proof]) == (State.YES, [fresh.pk])


def test_what_waits_on_the_first_screen() -> None:
    mine, producer = owner()
    made = product(mine, producer)
    assert list(todo_for(mine)) == []
    set_star(made, 3, today(), None)
    assert [one.button for one in todo_for(mine)] == ["Khai hồ sơ bán hàng"]
    record = actions.write_record(made, told(), seen=0, actor=mine)
    assert list(todo_for(mine)) == []
    actions.show_to_buyers(record, actor=mine)
    SellingRecord.objects.update(changed_at=timezone.now() - timedelta(days=181))
    assert [one.button for one in todo_for(mine)] == ["Xem lại"]
    assert list(todo_for(owner()[0])) == []
