"""Single sales: who may tell, what cannot be, telling twice, striking out, taking back, naming."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from saoque.dossiers.actions.consents import give_consent
from saoque.kernel.access import Actor
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.ledger.actions import Sold, name_revenue, record_sale, strike_sale, undo_sale
from saoque.ledger.forms import read_number
from saoque.ledger.models import NamedRevenue, Sale
from saoque.ledger.queries.books import my_books
from saoque.ledger.queries.sums import sums_of
from saoque.ledger.rules import AREA_ROLES, rules
from saoque.ledger.tests import factories
from saoque.people.models import Membership
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.tests.factories import office, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]


def test_a_sale_is_written_once_for_a_key_and_another_sale_under_it_is_refused() -> None:
    actor, product = factories.book()
    key = uuid4()
    first = factories.sold(product, actor, key=key)
    assert factories.sold(product, actor, key=key) == first
    with pytest.raises(DomainError, match="đã dùng cho một lần bán khác"):
        factories.sold(product, actor, amount=1, key=key)
    assert list(Sale.objects.values_list("amount", flat=True)) == [130_000]
    assert [one.action for one in history(first)] == ["record_sale"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sold_on": date(2999, 1, 1)}, "sold_on"),
        ({"sold_on": date(1999, 12, 31)}, "sold_on"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal(-2)}, "quantity"),
        ({"amount": -1}, "amount"),
        ({"amount": 10**12 + 1}, "amount"),
        ({"unit": " "}, "unit"),
        ({"kind": "channel"}, "channel"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong: dict[str, Any], field: str) -> None:
    actor, product = factories.book()
    told = {"sold_on": today(), "quantity": Decimal(1), "amount": 1, "unit": "hũ", **wrong}
    with pytest.raises(DomainError) as error:
        record_sale(product, Sold(**told), actor=actor)
    assert (error.value.field, Sale.objects.count()) == (field, 0)


def everybody(mine: Actor) -> dict[str, Actor]:
    """The owner, a stranger of the same role, and somebody of every other role in the same place."""
    place = factories.Producer.objects.get(unit__in=mine.unit_ids(Role.PRODUCER)).commune
    roles = [role for role in Role if role not in (Role.PRODUCER, Role.BUYER, Role.PARTNER, Role.ADMIN)]
    others = {str(role): office(role, place) for role in roles}
    return {"owner": mine, "stranger": factories.book("Khác")[0], "visitor": person(), **others}


def test_only_the_owner_may_and_offices_have_a_right_to_sums_alone() -> None:
    mine, product = factories.book()
    people = everybody(mine)
    for act in (
        "record_sale",
        "undo_sale",
        "strike_sale",
        "read_sales",
        "import_sales",
        "make_statement",
        "name_revenue",
    ):
        may = {name for name, actor in people.items() if rules.may(actor, act, product.producer)}
        assert may == {"owner"}, act
    assert {name for name, actor in people.items() if rules.may(actor, "read_area")} == {
        str(role) for role in AREA_ROLES
    }


def test_a_helper_under_consent_writes_and_takes_back_and_strikes_nothing() -> None:
    mine, product = factories.book()
    helper = office(YOUTH_ROLES[0], product.producer.commune)
    assert my_books(helper) == []
    give_consent(product.producer, Membership.objects.get(user=helper.user), None, None, mine)
    assert my_books(helper) == [product.producer]
    allowed = {act for act in rules.table if act != "read_area" and rules.may(helper, act, product.producer)}
    assert allowed == {"record_sale", "undo_sale", "read_sales", "make_statement"}
    sale = factories.sold(product, helper)
    with pytest.raises(NotAllowed):
        strike_sale(sale, "Ghi nhầm", actor=helper)
    undo_sale(sale, actor=helper)
    assert Sale.objects.get().struck_reason == "Hoàn tác ngay sau khi ghi"


def test_a_struck_line_stays_with_its_reason_and_counts_nowhere() -> None:
    actor, product = factories.book()
    kept, wrong = factories.sold(product, actor), factories.sold(product, actor, 999)
    with pytest.raises(DomainError, match="vì sao"):
        strike_sale(wrong, " ", actor=actor)
    strike_sale(wrong, "Ghi nhầm số", actor=actor)
    with pytest.raises(DomainError, match="đã gạch rồi"):
        strike_sale(wrong, "Lần nữa", actor=actor)
    read_before = Sale.objects.get(pk=kept.pk)
    Sale.objects.filter(pk=kept.pk).update(version=2)
    with pytest.raises(Stale):
        strike_sale(read_before, "Trang cũ", actor=actor)
    assert Sale.objects.get(pk=wrong.pk).struck_reason == "Ghi nhầm số"
    told = sums_of(product.producer, today().year)
    assert (told.whole.now, told.count) == (kept.amount, 1)


def test_taking_back_is_for_who_wrote_it_and_only_for_a_while() -> None:
    actor, product = factories.book()
    sale = factories.sold(product, actor)
    Sale.objects.filter(pk=sale.pk).update(entered_at=timezone.now() - timedelta(minutes=31))
    late = Sale.objects.get(pk=sale.pk)
    with pytest.raises(DomainError, match="đã lâu"):
        undo_sale(late, actor=actor)
    now = factories.sold(product, actor)
    undo_sale(now, actor=actor)
    undo_sale(Sale.objects.get(pk=now.pk), actor=actor)
    assert Sale.objects.filter(struck_at__isnull=True).count() == 1


def test_a_producer_agrees_to_be_named_and_takes_it_back() -> None:
    actor, product = factories.book()
    for agreed in (True, True, False):
        name_revenue(product.producer, agreed=agreed, actor=actor)
    kept = NamedRevenue.objects.get()
    assert (kept.agreed_at, [one.action for one in history(kept)]) == (None, ["name_revenue", "unname_revenue"])
    with pytest.raises(NotAllowed):
        name_revenue(product.producer, agreed=True, actor=person())


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_numbers_are_read_as_people_write_them(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert Decimal(read_number(f"{grouped},{cents:02d}")) == Decimal(f"{whole}.{cents:02d}")
    assert int(read_number(grouped)) == whole
    assert read_number("2.5") == "2.5"
