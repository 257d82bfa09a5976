"""From what a producer did to money on the account."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from saoque.capital.actions import claims, support
from saoque.capital.match import RegisterPlaces
from saoque.capital.models import Claim, Told
from saoque.capital.papers.bundle import bundle
from saoque.capital.papers.letters import claim_letter
from saoque.capital.queries.claims import ClaimFilter, find_claims, get_claim, sums_by_payer
from saoque.capital.queries.support import facts_of, match_for, matches_for
from saoque.capital.queries.todos import todo_for
from saoque.capital.tests.factories import (
    CAN_THO,
    MILLION,
    Scene,
    draft_claim,
    drawer_paper,
    pay_for_packaging,
    promised_claim,
    scene,
)
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.invariants import faults
from saoque.knowledge import record
from saoque.knowledge.policies import Answer, Event, Facts, match, policy_of
from saoque.producers.actions import add_product
from saoque.producers.tests.factories import owner, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def s() -> Iterator[Scene]:
    yield scene()
    assert [line for line in faults() if line.startswith(("claim", "loan", "officers"))] == []


def spent(s: Scene, cost: int = 18_500_000, days_ago: int = 3) -> None:
    product = s.producer.products.first()
    support.add_work(
        s.producer,
        "packaging_story",
        actor=s.owner,
        done_on=today() - timedelta(days=days_ago),
        product=product,
        cost=cost,
    )


def test_the_records_tell_the_facts(s: Scene) -> None:
    spent(s)
    drawer_paper(s, "Hóa đơn in", "E08")
    facts = facts_of(s.producer)
    assert (facts.place, facts.former_place) == (s.producer.commune.code, s.producer.old_place.code)  # type: ignore[union-attr]
    assert (facts.legal_form, facts.papers, facts.received) == ("cooperative", frozenset({"E08"}), None)
    assert facts.events is not None
    assert [(e.trigger, e.cost) for e in facts.events] == [("packaging_story", 18_500_000)]


def test_what_is_not_told_stays_unknown_until_it_is_told(s: Scene) -> None:
    pay_for_packaging(s)
    assert s.match().answer == Answer.UNKNOWN
    spent(s)
    assert s.match().answer == Answer.UNKNOWN  # whether money came before is not told
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    found = s.match()
    assert (found.answer, found.amount) == (Answer.YES, 9_250_000)
    assert matches_for(s.producer)[0].record.key == CAN_THO


def test_all_told_and_nothing_done_is_no(s: Scene) -> None:
    pay_for_packaging(s)
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    assert s.match().answer == Answer.NO
    with pytest.raises(DomainError):
        claims.begin_claim(s.producer, s.match(), actor=s.owner)
    assert Claim.objects.count() == 0


def test_matching_costs_the_same_however_much_was_done(s: Scene) -> None:
    counts = []
    for _n in range(2):
        spent(s)
        with CaptureQueriesContext(connection) as queries:
            matches_for(s.producer)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_works_are_told_by_the_producer_alone_and_taken_back_once(s: Scene) -> None:
    with pytest.raises(NotAllowed):
        support.add_work(s.producer, "mark", actor=s.city, done_on=today())
    with pytest.raises(DomainError):
        support.add_work(s.producer, "mark", actor=s.owner, done_on=today() + timedelta(days=1))
    other, strange = owner(name="Khác")
    product = add_product(other, strange, "QD26-08", {"name": "Mắm lạ"})
    with pytest.raises(DomainError):
        support.add_work(s.producer, "mark", actor=s.owner, done_on=today(), product=product)
    work = support.add_work(s.producer, "mark", actor=s.owner, done_on=today(), cost=1)
    support.remove_work(work, actor=s.owner)
    with pytest.raises(Stale):
        support.remove_work(work, actor=s.owner)
    assert facts_of(s.producer).events == ()


def test_telling_counts_up_and_two_at_once_are_one(s: Scene) -> None:
    support.tell(s.producer, actor=s.owner, works=True, received=False)
    told = Told.objects.get()
    assert (told.works, told.received, told.version) == (True, False, 2)


def test_a_claim_takes_the_newest_papers_of_the_drawer_that_stand_for_what_is_asked(s: Scene) -> None:
    """A policy asks for a row of the annex (E07); the drawer knows the very paper."""
    drawer_paper(s, "Đơn cũ", "trademark_application")
    newest = drawer_paper(s, "Giấy chứng nhận nhãn hiệu", "trademark_certificate")
    drawer_paper(s, "Giấy khác", "barcode_certificate")
    found = match(policy_of(record("support-policies#nat_mark")), _marked(s), RegisterPlaces())
    assert (found.answer, found.missing) == (Answer.YES, ("Hóa đơn, chứng từ chi tiền",))
    claim = claims.begin_claim(s.producer, found, actor=s.owner)
    assert [(need.kind, need.paper) for need in claim.needs.all()] == [("E08", None), ("E07", newest)]


def _marked(s: Scene) -> Facts:
    """The producer's facts on a day on which the nation still paid for marks."""
    mark = Event("mark", on=date(2025, 3, 1), cost=MILLION)
    return replace(facts_of(s.producer), on=date(2025, 6, 1), events=(mark,), received=(), received_known=True)


def test_money_that_came_does_not_say_that_nothing_else_came(s: Scene) -> None:
    pay_for_packaging(s)
    spent(s)
    support.tell(s.producer, actor=s.owner, works=True, received=False)
    claims.record_payment(promised_claim(s, 2 * MILLION), picture(), actor=s.city, amount=MILLION, on=today())
    assert s.match().answer == Answer.UNKNOWN
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    assert (s.match().answer, s.match().amount) == (Answer.YES, 9_250_000)


def test_a_claim_asks_for_what_was_computed_and_is_begun_once(s: Scene) -> None:
    pay_for_packaging(s)
    spent(s)
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    claim = claims.begin_claim(s.producer, s.match(), actor=s.owner)
    assert (claim.amount_asked, claim.state, claim.record["answer"]) == (9_250_000, "draft", "yes")
    with pytest.raises(DomainError, match="đang làm dở"):
        claims.begin_claim(s.producer, s.match(), actor=s.owner)


def test_no_more_is_asked_than_the_policy_gives(s: Scene) -> None:
    pay_for_packaging(s)
    spent(s)
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    with pytest.raises(DomainError) as error:
        claims.begin_claim(s.producer, s.match(), actor=s.owner, amount=9_250_001)
    assert error.value.field == "amount"


def test_a_claim_is_handed_over_with_every_paper(s: Scene) -> None:
    claim = draft_claim(s)
    need = claims.add_need(claim, "Báo giá in bao bì", actor=s.owner)
    with pytest.raises(DomainError, match="Báo giá in bao bì"):
        claims.hand_over(claim, actor=s.owner, to="UBND xã", on=today())
    stranger, strange = owner(name="Khác")
    with pytest.raises(DomainError):
        claims.put_paper(
            need, drawer_paper(Scene(strange, stranger, s.city, s.commune, s.city_unit, s.commune_unit)), actor=s.owner
        )
    claims.put_paper(need, drawer_paper(s), actor=s.owner)
    claim.refresh_from_db()
    for wrong in ({"on": today() + timedelta(days=1), "to": "x"}, {"on": today(), "to": " "}):
        with pytest.raises(DomainError):
            claims.hand_over(claim, actor=s.owner, **wrong)  # type: ignore[arg-type]
    claims.hand_over(claim, actor=s.owner, to="UBND xã", on=today())
    assert (claim.state, claim.handed_to) == ("handed_over", "UBND xã")
    with pytest.raises(Stale):
        claims.put_paper(need, None, actor=s.owner)
    with pytest.raises(Stale):
        claims.add_need(claim, "Thêm", actor=s.owner)


def test_money_comes_in_parts_until_all_is_there(s: Scene) -> None:
    claim = promised_claim(s, 20 * MILLION)
    claims.record_payment(claim, picture(), actor=s.owner, amount=8 * MILLION, on=today())
    assert (claim.state, claim.paid_amount) == ("promised", 8 * MILLION)
    with pytest.raises(DomainError) as error:
        claims.record_payment(claim, picture(), actor=s.city, amount=12 * MILLION + 1, on=today())
    assert error.value.field == "amount"
    with pytest.raises(DomainError) as error:
        claims.record_payment(claim, None, actor=s.city, amount=1, on=today())
    assert error.value.field == "proof"
    claims.record_payment(claim, picture(), actor=s.city, amount=12 * MILLION, on=today())
    assert (claim.state, claim.payments.count()) == ("paid", 2)
    claims.close(claim, actor=s.owner)
    assert claim.state == "closed"
    acts = AuditRecord.objects.filter(subject_type="capital.Claim", subject_id=str(claim.pk)).order_by("sequence")
    assert list(acts.values_list("action", flat=True)) == [
        "begin", "hand_over", "promise", "pay_in_part", "pay_in_full", "close",
    ]  # fmt: skip


def test_what_came_counts_against_the_cap(s: Scene) -> None:
    pay_for_packaging(s, cap=10 * MILLION)
    spent(s, cost=100 * MILLION)
    support.tell(s.producer, actor=s.owner, works=True, received=True)
    claim = promised_claim(s, 4 * MILLION)
    claims.record_payment(claim, picture(), actor=s.owner, amount=4 * MILLION, on=today())
    assert s.match().amount == 6 * MILLION


def test_the_rest_is_given_up_only_with_a_word(s: Scene) -> None:
    claim = promised_claim(s)
    with pytest.raises(DomainError) as error:
        claims.close(claim, actor=s.city)
    assert error.value.field == "note"
    claims.close(claim, actor=s.city, note="Hết kinh phí năm nay.")
    assert (claim.state, claim.note) == ("closed", "Hết kinh phí năm nay.")


def test_a_refusal_needs_a_reason_and_no_money(s: Scene) -> None:
    claim = promised_claim(s)
    with pytest.raises(DomainError):
        claims.refuse(claim, actor=s.city, why=" ")
    claims.record_payment(claim, picture(), actor=s.owner, amount=1, on=today())
    with pytest.raises(DomainError):
        claims.refuse(claim, actor=s.city, why="Sai hồ sơ")
    assert claim.state == "promised"


def test_a_refused_claim_says_why(s: Scene) -> None:
    claim = promised_claim(s)
    claims.refuse(claim, actor=s.city, why="Hết kinh phí")
    assert (claim.state, claim.refusal) == ("refused", "Hết kinh phí")


def test_withdrawn_before_an_answer_and_not_after(s: Scene) -> None:
    claim = draft_claim(s)
    claims.withdraw(claim, actor=s.owner)
    assert claim.state == "withdrawn"
    late = promised_claim(s)
    with pytest.raises(Stale):
        claims.withdraw(late, actor=s.owner)


def test_the_youth_union_records_but_does_not_prepare(s: Scene) -> None:
    with pytest.raises(NotAllowed):
        claims.begin_claim(s.producer, s.match(), actor=s.commune)
    claim = draft_claim(s)
    for act in (
        lambda: claims.hand_over(claim, actor=s.city, to="x", on=today()),
        lambda: claims.add_need(claim, "x", actor=s.city),
        lambda: claims.withdraw(claim, actor=s.city),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_stale_page_changes_nothing(s: Scene) -> None:
    claim = promised_claim(s)
    twin = Claim.objects.select_related("producer__commune__parent").get(pk=claim.pk)
    claims.record_payment(claim, picture(), actor=s.owner, amount=MILLION, on=today())
    with pytest.raises(Stale):
        claims.record_payment(twin, picture(), actor=s.city, amount=MILLION, on=today())
    assert claim.payments.count() == 1


def test_claims_of_the_area_and_their_sums(s: Scene) -> None:
    claim = promised_claim(s, 20 * MILLION)
    claims.record_payment(claim, picture(), actor=s.owner, amount=5 * MILLION, on=today())
    stranger, _producer = owner(name="Khác")
    assert [list(find_claims(who)) for who in (s.owner, s.city, s.commune, stranger)] == [[claim], [claim], [claim], []]
    assert sums_by_payer(find_claims(s.city)) == [
        {
            "payer": "Ngân sách thành phố",
            "count": 1,
            "promised": 20 * MILLION,
            "paid": 5 * MILLION,
            "left": 15 * MILLION,
        }
    ]
    later = ClaimFilter(since=today() + timedelta(days=1))
    assert list(find_claims(s.city, later)) == []
    named = ClaimFilter(text="dau tam", state="promised", payer="Ngân sách thành phố", until=today())
    assert list(find_claims(s.city, named)) == [claim]
    with pytest.raises(NotFound):
        get_claim(stranger, claim.pk)


def test_the_list_costs_the_same_with_one_and_many(s: Scene) -> None:
    counts = []
    for _n in range(2):
        claim = draft_claim(s)
        claims.withdraw(claim, actor=s.owner)
        with CaptureQueriesContext(connection) as queries:
            [(one.producer.commune.full_name, one.name) for one in find_claims(s.city)]
        counts.append(len(queries))
    assert counts == [1, 1]


def test_money_that_is_late_is_asked_for(s: Scene) -> None:
    claim = draft_claim(s)
    claims.hand_over(claim, actor=s.owner, to="UBND xã", on=today() - timedelta(days=9))
    week = today() - timedelta(days=7)
    claims.promise(claim, actor=s.city, payer="Ngân sách", amount=1, on=week, due=today() - timedelta(days=1))
    assert [one.title for one in todo_for(s.owner)] == ["Hỏi tiền hỗ trợ: Hỗ trợ sản phẩm OCOP của Cần Thơ"]


def test_the_letter_reads_back_as_word_and_pdf_and_the_bundle_holds_every_paper(s: Scene) -> None:
    claim = draft_claim(s)
    need = claims.add_need(claim, "Báo giá in bao bì", actor=s.owner)
    paper = drawer_paper(s, "Báo giá của nhà in")
    claims.put_paper(need, paper, actor=s.owner)
    claim.refresh_from_db()
    claims.hand_over(claim, actor=s.owner, to="UBND xã Trung Hưng", on=today())
    letter = claim_letter(claim)
    word = Document(io.BytesIO(draw_word(letter, today())))
    said = "\n".join(p.text for p in word.paragraphs)
    for words in (
        "Kính gửi: UBND xã Trung Hưng",
        "Hỗ trợ sản phẩm OCOP của Cần Thơ",
        "20.000.000 đồng",
        s.producer.name,
    ):
        assert words in said
    assert [[c.text for c in row.cells] for row in word.tables[1].rows][1:] == [
        ["1", "Báo giá in bao bì", "Báo giá của nhà in"]
    ]
    with pikepdf.open(io.BytesIO(draw_pdf(letter, today()))) as pdf:
        assert len(pdf.pages) == 1
    with zipfile.ZipFile(io.BytesIO(bundle(letter, [paper, paper], today()))) as archive:
        assert archive.namelist() == ["00-thu-de-nghi.pdf", "00-thu-de-nghi.docx", "01-bao-gia-cua-nha-in.jpg"]
        assert archive.read("01-bao-gia-cua-nha-in.jpg")[:2] == b"\xff\xd8"


def test_an_unknown_policy_is_not_found(s: Scene) -> None:
    for key in ("support-policies#none", "capital-and-startups#loan_job_creation"):
        with pytest.raises(NotFound):
            match_for(s.producer, key)
