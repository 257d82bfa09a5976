"""The whole table of rights, both ways: who stands where, and what that gives."""

import pytest

from saoque.buyers.actions import requests
from saoque.buyers.rules import OFFICES, rules
from saoque.buyers.tests import factories
from saoque.kernel.access import NOBODY, Actor
from saoque.people.roles import Role, UnitKind
from saoque.producers.tests.factories import office, person, places

pytestmark = pytest.mark.django_db
ALONE = ("list_wanted", "see_figures", "see_silences", "state_request")
OF_REQUEST = ("edit_request", "read_request", "see_wanted")
OF_INQUIRY = (
    "choose", "hear_of_silence", "propose", "quote", "read_inquiry", "record_sale", "send_sample", "share_contact",
    "take_slot", "write",
)  # fmt: skip
BOTH = ["propose", "read_inquiry", "share_contact", "write"]
KIND = {Role.BUYER: UnitKind.BUYER, Role.PRODUCER: UnitKind.PRODUCER}


def given(actor: Actor, names: tuple[str, ...], subject: object = None) -> list[str]:
    return [name for name in names if rules.may(actor, name, subject)]


def somebody(role: Role) -> Actor:
    place = places()[0]
    return person(role, KIND[role], place) if role in KIND else office(role, place)


def test_the_table_is_walked_whole() -> None:
    assert set(rules.table) == {*ALONE, *OF_REQUEST, *OF_INQUIRY, "offer"}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_alone_and_beside_what_others_have(role: Role) -> None:
    buyer, (_owner, product) = factories.shop(), factories.seller()
    draft = requests.state_request(factories.told(), actor=buyer)
    inquiry = factories.asked(buyer, product)
    stranger, maker = somebody(role), role == Role.PRODUCER
    alone = {
        "list_wanted": maker,
        "see_figures": role in (Role.BUYER, Role.PRODUCER, *OFFICES),
        "see_silences": role in OFFICES,
        "state_request": role == Role.BUYER,
    }
    assert given(stranger, ALONE) == [name for name, right in alone.items() if right]
    assert given(stranger, OF_REQUEST, inquiry.request) == (["see_wanted"] if maker else [])
    assert given(stranger, OF_REQUEST, draft) == []
    assert given(stranger, OF_INQUIRY, inquiry) == (["hear_of_silence"] if role in OFFICES else [])
    assert not rules.may(stranger, "offer", product.producer)


def test_the_two_parties() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    assert given(buyer, OF_REQUEST, inquiry.request) == ["edit_request", "read_request"]
    assert given(owner, OF_REQUEST, inquiry.request) == ["see_wanted"]
    assert given(buyer, OF_INQUIRY, inquiry) == sorted([*BOTH, "choose"])
    assert given(owner, OF_INQUIRY, inquiry) == sorted([*BOTH, "quote", "record_sale", "send_sample", "take_slot"])
    assert rules.may(owner, "offer", product.producer)


def test_offices_hear_of_silence_in_their_own_area_alone() -> None:
    inquiry = factories.asked(factories.shop(), factories.seller()[1])
    here, elsewhere = places()[0], places("Trường Xuân", "Huyện Thới Lai")[0]
    heard = [
        rules.may(office(role, place), "hear_of_silence", inquiry)
        for role, place in (
            (Role.YOUTH_HELPER, here), (Role.YOUTH_LEADER, here.parent), (Role.AGENCY_CLERK, here.parent),
            (Role.YOUTH_HELPER, elsewhere), (Role.AGENCY_HEAD, None),
        )
    ]  # fmt: skip
    assert heard == [True, True, True, False, False]


def test_a_visitor_has_nothing() -> None:
    inquiry = factories.asked(factories.shop(), factories.seller()[1])
    assert given(NOBODY, ALONE) == []
    assert given(NOBODY, OF_REQUEST, inquiry.request) == []
    assert given(NOBODY, OF_INQUIRY, inquiry) == []
