"""The table of rights whole, both ways: every role × every action × own, same place, elsewhere."""

import pytest
from django.apps import apps
from django.utils import timezone

from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.errors import NotFound
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.places.register import get_register
from saoque.producers import actions, helping, queries
from saoque.producers.models import Producer, Product
from saoque.producers.rules import rules
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db

WRITING = ["edit", "add_product", "edit_product", "publish", "read_sensitive", "read_drawer", "edit_drawer"]
ALL = ["register", "read", *WRITING, "put_paper"]
OF_COMMUNE = [Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER]
OF_PROVINCE = [Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR]
READING = [*OF_COMMUNE, *OF_PROVINCE, *YOUTH_ROLES]
OTHERS = [role for role in Role if role not in (*READING, Role.PRODUCER)]


def before_ministry(producer: Producer) -> None:
    """Dossiers are a higher room: their table is only written here, never imported."""
    product = Product.objects.create(
        producer=producer, name="Mật ong", slug=f"mat-ong-{producer.pk}", scorecard="QD26-08"
    )
    apps.get_model("dossiers", "Dossier").objects.create(
        product=product,
        producer=producer,
        commune=producer.commune,
        province=producer.commune.parent,
        kind="first",
        scorecard=product.scorecard,
        year=2026,
        level="ministry",
        state="proposed",
        filed_at=timezone.now(),
    )


def allowed(actor: Actor, producer: Producer) -> list[str]:
    return [action for action in ALL if rules.may(actor, action, producer)]


def agree(actor: Actor, producer: Producer) -> bool:
    """Tell whether the actor reads the producer, after checking that rule, list, search and door say the same."""
    may = rules.may(actor, "read", producer)
    assert queries.visible_to(actor).filter(pk=producer.pk).exists() is may
    assert queries.find_producers(actor, "thuan phat").filter(pk=producer.pk).exists() is may
    if may:
        assert queries.get_producer(actor, producer.pk) == producer
    else:
        with pytest.raises(NotFound) as strange:
            queries.get_producer(actor, producer.pk)
        with pytest.raises(NotFound) as missing:
            queries.get_producer(actor, 10**9)
        assert str(strange.value) == str(missing.value)
    return may


def test_the_table_has_no_other_action() -> None:
    assert sorted(rules.table) == sorted(ALL)


def test_owners_may_everything_with_their_own_and_nothing_with_others() -> None:
    actor, own = factories.owner()
    other = factories.owner()[1]
    assert (allowed(actor, own), allowed(actor, other)) == (ALL, ["register"])
    assert (agree(actor, own), agree(actor, other)) == (True, False)


@pytest.mark.parametrize("role", OF_COMMUNE)
def test_a_commune_reads_its_own_producers(role: str) -> None:
    producer = factories.owner()[1]
    here = factories.office(role, producer.commune)
    there = factories.office(role, factories.places("Trường Xuân", "Huyện Thới Lai")[0])
    assert (allowed(here, producer), allowed(there, producer)) == (["register", "read"], ["register"])
    assert (agree(here, producer), agree(there, producer)) == (True, False)


@pytest.mark.parametrize("role", OF_PROVINCE)
def test_an_agency_reads_its_province_and_the_ministry_what_has_come_to_it(role: str) -> None:
    producer = factories.owner()[1]
    elsewhere = next(
        unit for unit in get_register() if unit.level == "province" and unit.name == "Cà Mau" and not unit.until
    )
    proposed = factories.owner()[1]
    before_ministry(proposed)
    ministry = factories.office(role, None)
    assert (allowed(ministry, proposed), agree(ministry, proposed)) == (["register", "read"], True)
    offices = [
        factories.office(role, producer.commune.parent),
        ministry,
        factories.office(role, factories.stored(elsewhere)),
    ]
    assert [allowed(office, producer) for office in offices] == [
        ["register", "read"],
        ["register"],
        ["register"],
    ]
    assert [agree(office, producer) for office in offices] == [True, False, False]


@pytest.mark.parametrize("role", YOUTH_ROLES)
def test_the_youth_union_reads_the_area_of_the_unit(role: str) -> None:
    producer = factories.owner()[1]
    elsewhere = factories.places("Trường Xuân", "Huyện Thới Lai")[0]
    offices = [
        factories.office(role, producer.commune),
        factories.office(role, producer.commune.parent),
        factories.office(role, elsewhere),
        factories.office(role, None),
    ]
    assert [agree(office, producer) for office in offices] == [True, True, False, False]
    assert [allowed(office, producer) for office in offices[:1]] == [["register", "read"]]


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_see_no_producer(role: str) -> None:
    producer = factories.owner()[1]
    actor = factories.office(role, producer.commune)
    assert (allowed(actor, producer), agree(actor, producer)) == (["register"], False)


def test_who_helps_may_put_papers_in_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room above keeps consents: its door alone opens the drawer, and only to the roles that may help."""
    producer = factories.owner()[1]
    monkeypatch.setattr(helping, "_doors", [lambda actor, standing, found: found == producer])
    others = factories.owner()[1]
    helpers = {*YOUTH_ROLES, Role.COMMUNE_OFFICER}
    for role in Role:
        actor = factories.office(role, producer.commune)
        found = allowed(actor, producer)
        assert ("put_paper" in found) is (role in helpers), role
        assert not {*found} & {*WRITING}, role
        assert rules.may(actor, "put_paper", others) is False


def test_visitors_may_nothing() -> None:
    producer = factories.owner()[1]
    assert (allowed(NOBODY, producer), agree(NOBODY, producer)) == ([], False)


def test_the_rights_on_a_product_are_those_on_its_producer() -> None:
    actor, product = factories.owned_product()
    clerk = factories.office(Role.AGENCY_CLERK, product.producer.commune.parent)
    stranger = factories.owner()[0]
    for who in (actor, clerk, stranger, NOBODY):
        for action in ALL:
            assert rules.may(who, action, product) is rules.may(who, action, product.producer)
    with pytest.raises(NotFound):
        queries.get_product(stranger, product.pk)
    assert queries.get_product(clerk, product.pk) == product


def test_a_photo_is_public_with_its_product_alone() -> None:
    actor, product = factories.owned_product(summary="Hũ 500 g")
    photo = actions.add_photo(actor, product, factories.picture(60, 40))
    clerk = factories.office(Role.AGENCY_CLERK, product.producer.commune.parent)

    def who_sees() -> list[bool]:
        seen = []
        for who in (actor, clerk, NOBODY):
            try:
                seen.append(queries.get_photo(who, photo.pk) == photo)
            except NotFound:
                seen.append(False)
        return seen

    assert who_sees() == [True, False, False]
    actions.publish_product(actor, Product.objects.select_related("producer").get(pk=product.pk))
    assert who_sees() == [True, True, True]
    actions.remove_photo(actor, photo)
    assert who_sees() == [True, False, False]
