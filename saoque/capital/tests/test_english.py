"""What the policy matcher says, on English pages and on Vietnamese ones."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from saoque.capital.actions import claims, support
from saoque.capital.match import RegisterPlaces
from saoque.capital.models import Claim
from saoque.capital.tests.factories import CAN_THO, Scene, pay_for_packaging, scene
from saoque.capital.tests.test_match import EXAMPLES, MILLION
from saoque.capital.wording import in_words, on_page
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.text.catalogues import PACKAGE, catalogue_of
from saoque.knowledge import records
from saoque.knowledge.policies import Event, Facts, Match, Received, Sentence, match, policy_of

VIETNAMESE_LETTER = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
MARKED = re.compile(r'<span lang="vi">[^<]*</span>')
NAME = "Mật ong Đất Mũi"


def said_by_us() -> dict[str, str]:
    with catalogue_of(PACKAGE / "knowledge").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="en") if one.id}


def fixed_words(template: str) -> list[str]:
    """The words of a template around its braces, those with a Vietnamese letter."""
    parts = (words.strip(" ,;:.()") for words, *_field in Formatter().parse(template))
    return [one for one in parts if VIETNAMESE_LETTER.search(one)]


def answers() -> Iterator[Match]:
    """Every policy asked about each worked example of its own, and about what lacks something or does not fit."""
    places = RegisterPlaces()
    examples = {key: (event, on, place) for key, event, on, place, _millions in EXAMPLES}
    other = Event("recognition", product=NAME, star=3, star_before=0), date(2026, 3, 1), "92"
    for text in records("policy"):
        event, on, place = examples.get(text.id, other)
        for facts in _situations(event, on, place, text.id):
            yield match(policy_of(text), facts, places)
            yield match(policy_of(replace(text, verify=False)), facts, places)


def _situations(event: Event, on: date, place: str, key: str) -> Iterator[Facts]:
    """Producers of whom everything, something or nothing is known."""
    known = Facts(on, place, legal_form="cooperative", events=(event,), received=(), commune_counts={key: 0})
    yield known
    yield Facts(on)
    for day in (date(2018, 1, 1), date(2026, 3, 1), date(2032, 1, 1)):
        yield replace(known, on=day)
    yield replace(known, place="01")
    for form in ("farm", None):
        yield replace(known, legal_form=form)
    for events in (None, ()):
        yield replace(known, events=events)
        yield replace(known, events=events, works_known=False)
    yield replace(known, events=(replace(event, product=NAME), replace(event, product="Mắm")), commune_counts={key: 2})
    for counts in ({}, {key: 3}):
        yield replace(known, commune_counts=counts)
    for received in (None, (Received(key, None, 900 * MILLION),), (Received(key, "Khác", None),)):
        yield replace(known, received=received)
        yield replace(known, received=received, events=(replace(event, product=NAME),))
    yield replace(known, received=(Received(key, "Khác", 900 * MILLION),), events=(replace(event, product=NAME),))
    for change in (
        {"cost": None, "area_m2": None, "persons": None, "star": None},
        {"cost": 0, "area_m2": 1, "persons": 0},
        {"star": 5, "star_before": None},
        {"star": 5, "star_before": 4},
        {"star": 3, "star_before": 3},
        {"on": date(2015, 1, 1)},
        {"on": date(2031, 1, 1)},
        {"star": 2},
    ):
        yield replace(known, events=(replace(event, **change),))  # type: ignore[arg-type]
    yield replace(known, events=(Event("mark" if event.trigger != "mark" else "shop", area_m2=20, cost=1),))


def words_of(found: Match) -> list[str]:
    """What the matcher says itself: names of papers are the record's."""
    return [one for one in (found.reason, *found.warnings, *found.missing) if one not in found.papers]


def test_no_policy_leaves_a_vietnamese_sentence_on_an_english_page() -> None:
    said = {words: words for found in answers() for words in words_of(found)}
    assert [words for words in said.values() if not isinstance(words, Sentence)] == []
    ours = sorted({words for template in said_by_us() for words in fixed_words(template)})
    found_there = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in ours))
    with override("en"):
        pages = {MARKED.sub("", on_page(words)) for words in said.values()}
    assert sorted(page for page in pages if VIETNAMESE_LETTER.search(page) or found_there.search(page)) == []
    assert len(said) > 250


def test_the_english_of_a_template_is_english_with_the_same_places_to_fill() -> None:
    def fields(template: str) -> list[str]:
        return sorted(field for _words, field, *_rest in Formatter().parse(template) if field is not None)

    assert [one for one, english in said_by_us().items() if fields(one) != fields(english)] == []
    assert [english for english in said_by_us().values() if VIETNAMESE_LETTER.search(english)] == []


def test_names_stay_and_are_marked_and_markup_in_them_is_text() -> None:
    event = Event("packaging_story", product="<b>Mắm</b>", star_before=0, cost=14 * MILLION)
    text = next(one for one in records("policy") if one.id == "hd_pack")
    facts = Facts(date(2022, 3, 1), "30", events=(event,), received=(), commune_counts={"hd_pack": 0})
    found = match(policy_of(replace(text, verify=False)), facts, RegisterPlaces())
    with override("en"):
        assert on_page(found.reason) == (
            'Yes: the text is in force; the producer is in <span lang="vi">Tỉnh Hải Dương</span>; the producer made '
            'packaging, labels or a product story (<span lang="vi">&lt;b&gt;Mắm&lt;/b&gt;</span>). '
            "Amount: 100% of 14.000.000 VND, at most 10.000.000 VND: 10.000.000 VND."
        )
        assert on_page("Hóa đơn") == '<span lang="vi">Hóa đơn</span>'
    assert on_page(found.reason) == found.reason == in_words(found.reason)


@pytest.fixture
def s() -> Scene:
    return scene()


def page(s: Scene, language: str, name: str, pk: int) -> str:
    client = Client()
    client.force_login(s.owner.user, "allauth.account.auth_backends.AuthenticationBackend")
    with override(language):
        address = reverse(f"capital:{name}", args=[pk])
    assert address.startswith("/en/") == (language == "en")
    return client.get(address).content.decode()


def entitled_to_packaging(s: Scene) -> None:
    pay_for_packaging(s)
    product = s.producer.products.first()
    support.add_work(s.producer, "packaging_story", actor=s.owner, done_on=today(), product=product, cost=18_500_000)
    support.tell(s.producer, actor=s.owner, works=True, received=True)


@pytest.mark.django_db
def test_what_one_may_have_is_said_in_the_language_of_the_page(s: Scene) -> None:
    entitled_to_packaging(s)
    spoken = "Amount: 50% of 18.500.000 VND, at most 20.000.000 VND: 9.250.000 VND."
    vietnamese = "Số tiền: 50% của 18.500.000 đồng, tối đa 20.000.000 đồng: 9.250.000 đồng."
    for _again in range(2):  # neither language is remembered for the other
        english, own = (page(s, language, "entitled", s.producer.pk) for language in ("en", "vi"))
        assert (english.count(spoken), english.count(vietnamese)) == (1, 0)
        assert (own.count(spoken), own.count(vietnamese)) == (0, 1)
    ours = {words for template in said_by_us() for words in fixed_words(template) if " " in words}
    spoken_there = MARKED.sub("", english)
    assert sorted(words for words in ours if words in spoken_there) == []
    assert english.count("Made packaging, labels or a product story") == 1


@pytest.mark.django_db
def test_a_claim_keeps_its_reason_in_both_languages_whatever_the_page_was(s: Scene) -> None:
    entitled_to_packaging(s)
    found = s.match()
    with override("en"):
        claim = claims.begin_claim(s.producer, found, actor=s.owner)
    claim.refresh_from_db()
    assert claim.record["reason"] == str(found.reason)
    assert claim.record["warnings"] == list(found.warnings)
    english = claim.record["english"]["reason"]
    assert english.startswith("Yes: the text is in force; ")
    for language, there, elsewhere in (("en", english, found.reason), ("vi", found.reason, english)):
        body = page(s, language, "claim", claim.pk)
        assert (body.count(there), body.count(elsewhere)) == (1, 0)


@pytest.mark.django_db
def test_a_claim_of_before_shows_its_vietnamese_marked_as_such(s: Scene) -> None:
    entitled_to_packaging(s)
    claim = claims.begin_claim(s.producer, s.match(), actor=s.owner)
    Claim.objects.filter(pk=claim.pk).update(record={k: v for k, v in claim.record.items() if k != "english"})
    body = page(s, "en", "claim", claim.pk)
    assert body.count(f'<span lang="vi">{claim.record["reason"]}</span>') == 1


@pytest.mark.django_db
def test_a_refusal_says_why_in_the_language_in_use(s: Scene) -> None:
    pay_for_packaging(s)
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    with override("en"), pytest.raises(DomainError) as refused:
        claims.begin_claim(s.producer, s.match(CAN_THO), actor=s.owner)
    assert VIETNAMESE_LETTER.findall(str(refused.value)) == []
