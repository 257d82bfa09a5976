"""A product has exactly one set, which stands still while a filed dossier uses it."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from saoque import rulebook
from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.kernel.events import subscribe
from saoque.knowledge import record
from saoque.knowledge.papers import TERMS
from saoque.producers import actions, guidance, kinds, legal_forms, sets
from saoque.producers.events import SetChosen
from saoque.producers.models import LegalForm, Product
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db


def test_a_product_is_added_with_its_set() -> None:
    product = factories.owned_product()[1]
    assert (product.slug, product.scorecard, product.star, product.is_public) == ("mam-ca-ba-dam", "QD26-08", 0, False)
    assert product.search.startswith(" mam ca ba dam hop tac xa")
    assert [r.action for r in history(product)] == ["add"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_wrong_name_adds_nothing(name: str) -> None:
    actor, producer = factories.owner()
    with pytest.raises(DomainError) as error:
        actions.add_product(actor, producer, "QD26-08", {"name": name})
    assert (error.value.field, Product.objects.count()) == ("name", 0)


@pytest.mark.parametrize("code", ["", "QD26-27", "QD9-01", "../etc"])
def test_an_unknown_set_adds_nothing(code: str) -> None:
    actor, producer = factories.owner()
    with pytest.raises(DomainError) as error:
        actions.add_product(actor, producer, code, {"name": "Mắm"})
    assert (error.value.field, Product.objects.count()) == ("scorecard", 0)


@pytest.mark.parametrize("form", ["association", "federation", "operating_centre"])
def test_associations_may_only_apply_for_tourism(form: str) -> None:
    actor, producer = factories.owner(legal_form=form)
    with pytest.raises(DomainError):
        actions.add_product(actor, producer, "QD26-08", {"name": "Mắm"})
    assert actions.add_product(actor, producer, "QD26-26", {"name": "Vườn"}).scorecard == "QD26-26"


def test_the_set_moves_until_it_is_locked() -> None:
    actor, product = factories.owned_product()
    moved: list[tuple[str, str]] = []
    subscribe(SetChosen)(lambda event: moved.append((event.before, event.product.scorecard)))
    actions.choose_set(actor, product, "QD26-09")
    actions.choose_set(actor, product, "QD26-09")
    assert moved == [("QD26-08", "QD26-09")]
    actions.lock_set(actor, product)
    actions.lock_set(actor, product)
    with pytest.raises(DomainError) as error:
        actions.choose_set(actor, product, "QD26-08")
    assert error.value.field == "scorecard"
    actions.unlock_set(actor, product)
    actions.choose_set(actor, product, "QD26-08")
    stored = Product.objects.get(pk=product.pk)
    assert (stored.scorecard, stored.set_locked) == ("QD26-08", False)
    assert [r.action for r in history(product)] == ["add", "choose_set", "lock_set", "unlock_set", "choose_set"]


def test_a_lock_between_reading_and_choosing_wins() -> None:
    actor, product = factories.owned_product()
    actions.lock_set(actor, Product.objects.get(pk=product.pk))
    with pytest.raises(Stale):
        actions.choose_set(actor, product, "QD26-09")
    assert Product.objects.get(pk=product.pk).scorecard == "QD26-08"


def test_words_change_and_the_address_stays() -> None:
    actor, product = factories.owned_product()
    actions.update_product(actor, product, {"name": "Mắm cá linh", "story": "Mùa nước nổi năm ấy…"})
    stored = Product.objects.get(pk=product.pk)
    assert (stored.name, stored.slug) == ("Mắm cá linh", "mam-ca-ba-dam")
    assert " mua nuoc noi" in stored.search


def test_publishing_needs_words_and_can_be_taken_back() -> None:
    actor, product = factories.owned_product()
    with pytest.raises(DomainError):
        actions.publish_product(actor, product)
    actions.update_product(actor, product, {"summary": "Hũ 500 g"})
    actions.publish_product(actor, product)
    assert Product.objects.get(pk=product.pk).is_public is True
    actions.unpublish_product(actor, product)
    assert Product.objects.get(pk=product.pk).is_public is False


def test_the_star_is_kept_with_its_last_day() -> None:
    actor, product = factories.owned_product()
    actions.set_star(product, 4, date(2029, 11, 23), actor)
    stored = Product.objects.get(pk=product.pk)
    assert (stored.star, stored.star_until) == (4, date(2029, 11, 23))
    actions.set_star(product, 0, None, None)
    assert Product.objects.get(pk=product.pk).star == 0
    for star, until in ((6, date(2029, 1, 1)), (3, None), (0, date(2029, 1, 1))):
        with pytest.raises(ValueError, match="star"):
            actions.set_star(product, star, until, actor)


def test_strangers_may_not_touch_a_product() -> None:
    product = factories.owned_product()[1]
    stranger = factories.owner()[0]
    for act in (
        lambda: actions.update_product(stranger, product, {"name": "Của tôi"}),
        lambda: actions.choose_set(stranger, product, "QD26-09"),
        lambda: actions.publish_product(stranger, product),
        lambda: actions.unpublish_product(stranger, product),
        lambda: actions.add_product(stranger, product.producer, "QD26-09", {"name": "Mắm"}),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert history(product).count() == 1


def test_the_choice_shows_all_sets_once() -> None:
    sectors = sets.browse("QD26-08")
    shown = [card.code for sector in sectors for group in sector.groups for card in group.sets]
    assert (len(sectors), sum(len(s.groups) for s in sectors), len(shown)) == (6, 17, 26)
    assert shown == [found.code for found in rulebook.product_sets()]
    assert [sector.open for sector in sectors] == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [("mam ca linh", "QD26-08"), ("Mật ong", "QD26-04"), ("chiếu lác", "QD26-21"), ("ruou nep", "QD26-14")],
)
def test_everyday_words_find_their_set(text: str, code: str) -> None:
    assert sets.suggest(text)[0].code == code


def test_nothing_is_suggested_for_nothing() -> None:
    assert (sets.suggest(""), sets.suggest("zzzz")) == ([], [])


@pytest.mark.parametrize("found", rulebook.product_sets(), ids=lambda found: found.code)
def test_every_sheet_tells_what_it_asks(found: rulebook.shapes.ProductSet) -> None:
    facts = sets.facts(found.code)
    assert sum(part.max for part in facts.sheet.parts) == 100
    assert dict(facts.marks) == {star: count for star, count in found.marks.items() if count}
    assert len(guidance.story_advice(found.code)) == len([c for c in facts.sheet.criteria if c.group == "5"])


def test_legal_forms_tell_the_points_of_the_scorecards() -> None:
    assert [card.value for card in legal_forms.cards()] == LegalForm.values
    assert {form: legal_forms.points_of(form)[0] for form in LegalForm.values} == {
        "cooperative": 3, "cooperative_group": 1, "small_medium_enterprise": 2, "farm": 1, "producing_household": 0,
        "registered_household": 1, "association": 3, "federation": 3, "operating_centre": 3,
    }  # fmt: skip


def test_kinds_of_papers_are_the_evidence_codes() -> None:
    codes = [code for code in rulebook.decision("qd26").evidence_codes if code.startswith("E")]
    groups = kinds.kind_groups()
    assert [label.split(" · ")[0] for label, _options in groups if " · " in label] == codes
    assert [options[0][0] for label, options in groups if " · " in label] == codes
    assert {kinds.kind_words(code) for _label, options in groups for code, _words in options}.isdisjoint(codes)
    with override("en"):
        assert kinds.kind_words("trademark_certificate") == "Trademark registration certificate"
    assert kinds.kind_words("chưa biết") == "chưa biết"


def test_a_kind_tells_who_gives_it_and_how_long_it_holds(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = kinds.facts_of(["test_report", "vietgap", "cooperative_registration", "none"])
    assert list(found) == ["test_report", "vietgap", "cooperative_registration"]
    assert found["test_report"].ends_after(date(2026, 1, 31)) == date(2027, 1, 30)
    vietgap, registration = found["vietgap"], found["cooperative_registration"]
    assert (vietgap.ends_after(date(2026, 1, 31)), vietgap.term and vietgap.term.verify) == (None, True)
    assert (registration.term, registration.issuer and registration.issuer.c) == (None, "O")
    assert vietgap.sources == record(TERMS).sources
    assert found["test_report"].sources == record("food-safety-papers#self_declaration").sources
    assert registration.sources == ()
    with django_assert_num_queries(0):
        assert kinds.facts_of(["E01"])["E01"].term is None
