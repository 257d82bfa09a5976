"""The whole table of rights, both ways; the list to choose from is the rule as one query."""

import pytest
from django.utils import timezone

from saoque.dossiers.models import Consent
from saoque.feeds import queries
from saoque.feeds.rules import rules
from saoque.feeds.tests.factories import sent, stocked
from saoque.kernel.access import NOBODY, Actor
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, places

pytestmark = pytest.mark.django_db
WORKERS = (Role.PRODUCER, Role.COMMUNE_OFFICER, *YOUTH_ROLES)


def may_send(actor: Actor, product: Product) -> bool:
    (known,) = queries.shown_products([product.pk])
    listed = queries.sendable(actor).filter(pk=product.pk).exists()
    assert listed == rules.may(actor, "send", known)
    return listed


def test_the_table_is_walked_whole() -> None:
    assert set(rules.table) == {"send", "work", "read", "see_layouts", "put_in_outbox"}
    for action in ("send", "work", "read"):
        assert set(rules.table[action]) == set(WORKERS)


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_what_a_role_alone_gives(role: Role) -> None:
    actor = office(role, places()[0])
    assert rules.may(actor, "see_layouts")
    assert (rules.may(actor, "work"), rules.may(actor, "put_in_outbox")) == (role in WORKERS, role in YOUTH_ROLES)


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_beside_a_product_that_buyers_may_see_and_one_that_they_may_not(role: Role) -> None:
    shown, silent = stocked()[1], stocked("Mật ong", agreed=False)[1]
    commune = shown.producer.commune
    elsewhere = places("Trường Xuân", "Huyện Thới Lai")[0]
    youth = role in YOUTH_ROLES
    for place, near in ((commune, True), (commune.parent, True), (elsewhere, False)):
        actor = office(role, place)
        assert may_send(actor, shown) == (youth and near)
        assert not may_send(actor, silent)
    Product.objects.filter(pk=shown.pk).update(is_public=False)
    assert not may_send(office(role, commune.parent), shown)


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, *YOUTH_ROLES], ids=str)
def test_a_helper_with_consent(role: Role) -> None:
    owner, product = stocked(agreed=False)
    helper = office(role, product.producer.commune)
    dispatch = sent(owner, "marketplace", "csv", product)
    assert (may_send(helper, product), rules.may(helper, "read", dispatch)) == (False, False)
    Consent.objects.create(
        producer=product.producer, helper=helper.user, unit_id=helper.standings[0].unit_id, role=role, state="given",
        given_at=timezone.now(), given_by=owner.user,
    )  # fmt: skip
    assert (may_send(helper, product), rules.may(helper, "read", dispatch)) == (True, True)
    assert list(queries.dispatches_of(helper)) == [dispatch]
    Product.objects.update(is_public=False)
    assert not may_send(helper, product)


def test_owners_and_strangers() -> None:
    owner, product = stocked()
    stranger, _other = stocked("Mật ong")
    dispatch = sent(owner, "marketplace", "csv", product)
    assert [may_send(who, product) for who in (owner, stranger, NOBODY)] == [True, False, False]
    assert [rules.may(who, "read", dispatch) for who in (owner, stranger, NOBODY)] == [True, False, False]
    assert [rules.may(NOBODY, name) for name in ("work", "see_layouts", "put_in_outbox")] == [False] * 3
    assert [list(queries.dispatches_of(who)) for who in (owner, stranger)] == [[dispatch], []]


def test_colleagues_read_what_their_unit_made_and_others_do_not() -> None:
    product = stocked()[1]
    one, other = (office(Role.YOUTH_HELPER, product.producer.commune.parent) for _one in range(2))
    dispatch = sent(one, "catalogue", "catalogue", product)
    assert [rules.may(who, "read", dispatch) for who in (one, other)] == [True, False]
