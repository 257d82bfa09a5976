"""Readiness and what is told, without a database: more evidence never makes an answer worse."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st

from saoque.kernel.errors import DomainError
from saoque.knowledge import record
from saoque.knowledge.labels.gtin import check_digit
from saoque.producers.models import LegalForm
from saoque.selling.models import SellingRecord
from saoque.selling.readiness import (
    Evidence,
    LabelState,
    PaperProof,
    State,
    answer,
    buyer_type,
    buyer_types,
    check_words,
    readiness,
)
from saoque.selling.readiness.checks import names, steadiness
from saoque.selling.told import Month, Told, checked_gtin, columns_of, months_of, tiers_of

DAY = dt.date(2026, 11, 25)
KINDS = (
    "test_report", "self_declaration", "declaration_receipt", "food_commitment", "food_certificate_nlts",
    "traceability_paper", "barcode_certificate", "sales_contract", "household_registration", "member_list",
    "E01", "E02", "E08", "E11", "E12", "E13",
)  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(DAY - dt.timedelta(days=900), DAY + dt.timedelta(days=900)))
PAPERS = st.builds(
    PaperProof, kind=st.sampled_from(KINDS), title=st.just("Giấy"), issued_on=DAYS, ends_on=DAYS, dated=st.booleans(),
    pk=st.integers(1, 9),
)  # fmt: skip
EVIDENCE = st.builds(
    Evidence,
    day=st.just(DAY),
    goods=st.sampled_from(("food", "craft", "service")),
    legal_form=st.sampled_from(LegalForm.values),
    registration_number=st.sampled_from(("", "57A8")),
    star=st.integers(0, 5),
    papers=st.lists(PAPERS, max_size=4).map(tuple),
    photos=st.integers(0, 3),
    label=st.sampled_from(list(LabelState)),
    summary=st.booleans(),
    price=st.sampled_from((0, 95_000)),
    gtin=st.sampled_from(("", "8931234567897", "123")),
    ingredients=st.booleans(),
    storage=st.booleans(),
    shelf_life_days=st.sampled_from((None, 365)),
    lead_days=st.sampled_from((None, 0, 3)),
    invoice=st.sampled_from(SellingRecord.Invoice.values),
    payment_days=st.sampled_from((None, 0, 15)),
    discount_most=st.sampled_from((None, 0, 12)),
    terms=st.booleans(),
    tiers=st.integers(0, 3),
    capacity=st.dictionaries(st.integers(1, 12), st.integers(0, 500)),
    delivers=st.sampled_from(("", "cả nước")),
    packed=st.booleans(),
)
# What one more piece of evidence can be: a field told that was not, in the values that a person may tell.
MORE: dict[str, tuple[Any, ...]] = {
    "registration_number": ("57A8",), "star": (3, 4, 5), "photos": (1, 2), "label": (LabelState.FAULTY, LabelState.GOOD),
    "summary": (True,), "price": (95_000,), "gtin": ("8931234567897", "123"), "ingredients": (True,), "storage": (True,),
    "shelf_life_days": (365,), "lead_days": (0, 3), "invoice": ("sales", "vat"), "payment_days": (0, 15),
    "discount_most": (0, 12), "terms": (True,), "tiers": (1, 3), "delivers": ("cả nước",), "packed": (True,),
}  # fmt: skip


@given(EVIDENCE, st.data())
def test_one_more_thing_told_never_makes_an_answer_worse(evidence: Evidence, data: st.DataObject) -> None:
    empty = [name for name in MORE if getattr(evidence, name) in ("", None, 0, False, "none", LabelState.NONE)]
    assume(empty)
    untold = {"payment_days", "discount_most", "lead_days", "shelf_life_days"}
    name = data.draw(st.sampled_from(empty))
    assume(name not in untold or getattr(evidence, name) is None)
    richer = replace(evidence, **{name: data.draw(st.sampled_from(MORE[name]))})
    assert [one for one in names() if answer(one, richer).state < answer(one, evidence).state] == []


@given(EVIDENCE, PAPERS)
def test_one_more_paper_never_makes_an_answer_worse(evidence: Evidence, paper: PaperProof) -> None:
    richer = replace(evidence, papers=(*evidence.papers, paper))
    assert [one for one in names() if answer(one, richer).state < answer(one, evidence).state] == []


@given(EVIDENCE, st.integers(1, 12), st.integers(0, 500))
def test_one_more_month_never_makes_an_answer_worse(evidence: Evidence, month: int, amount: int) -> None:
    assume(month not in evidence.capacity)
    richer = replace(evidence, capacity={**evidence.capacity, month: amount})
    assert [one for one in names() if answer(one, richer).state < answer(one, evidence).state] == []


@given(EVIDENCE)
def test_every_answer_has_words_in_both_languages(evidence: Evidence) -> None:
    for name in names():
        said = check_words()[name].why[answer(name, evidence).reason]
        assert said.vi != said.en
        assert ("{figure}" in said.vi) == ("{figure}" in said.en)
        assert answer(name, evidence).figure or "{figure}" not in said.vi
        assert said.vi
        assert said.en


@given(EVIDENCE)
def test_a_list_counts_each_line_once_and_is_ready_without_a_no(evidence: Evidence) -> None:
    for buyer in buyer_types():
        found = readiness(buyer, evidence, {})
        assert found.yes + found.unknown + found.no == found.total
        assert found.ready == (State.NO not in {one.answer.state for one in found.items})


def test_the_checks_are_those_of_the_data_and_lead_somewhere() -> None:
    assert names() == set(check_words())
    assert names() == {ask.check for buyer in buyer_types() for ask in buyer.asks}
    places = {words.address: words.place for words in check_words().values() if words.address}
    assert [address for address, place in places.items() if place not in ("product", "producer")] == []
    assert all(reverse(address, args=[1]) for address in places)


def test_six_types_of_buyers_whose_lines_tell_where_they_come_from() -> None:
    assert [one.code for one in buyer_types()] == [
        "sieu-thi", "cua-hang-sach", "diem-ocop", "nha-hang", "san-dien-tu", "qua-tang",
    ]  # fmt: skip
    for buyer in buyer_types():
        for ask in buyer.asks:
            assert bool(ask.item) != bool(ask.sources), (buyer.code, ask.check)
            assert ask.c in "OSB"
            assert not (ask.item and not buyer.record)


@pytest.mark.parametrize(
    ("code", "names_of"),
    [
        ("sieu-thi", lambda facts: {one["item"] for one in facts["checklist"]}),
        ("san-dien-tu", lambda facts: {one["item"] for one in facts["rules"]}),
        ("diem-ocop", lambda facts: {*facts["goods_any_of"], *facts["goods_all"]}),
    ],
)
def test_lines_of_a_record_are_that_records_own(code: str, names_of: Any) -> None:
    buyer = buyer_type(code)
    assert buyer is not None
    asked = {ask.item for ask in buyer.asks if ask.item}
    held = names_of(record(buyer.record).facts)
    assert asked <= held
    assert held - asked == ({"sản phẩm chủ lực của tỉnh", "sản phẩm công nghiệp nông thôn tiêu biểu",
                             "đặc sản tiềm năng", "đáp ứng thị trường"} if code == "diem-ocop" else set())  # fmt: skip


def test_a_record_gives_its_sources_and_its_doubt() -> None:
    buyer = buyer_type("diem-ocop")
    assert buyer is not None
    base = record(buyer.record)
    star = readiness(buyer, Evidence(DAY), {base.key: base}).items[0]
    assert (star.sources, star.verify) == (base.sources, True)


@pytest.mark.parametrize(
    ("paper", "state", "reason"),
    [
        (None, State.NO, "missing"),
        (PaperProof("test_report", "Phiếu", issued_on=DAY, ends_on=DAY), State.YES, "held"),
        (PaperProof("test_report", "Phiếu", ends_on=DAY - dt.timedelta(days=1)), State.NO, "over"),
        (PaperProof("test_report", "Phiếu", dated=False), State.UNKNOWN, "undated"),
        (PaperProof("E12", "Phiếu"), State.UNKNOWN, "general"),
        (PaperProof("member_list", "Danh sách"), State.NO, "missing"),
    ],
)
def test_a_test_report_is_judged_by_its_age(paper: PaperProof | None, state: State, reason: str) -> None:
    found = answer("test_report", Evidence(DAY, papers=(paper,) if paper else ()))
    assert (found.state, found.reason) == (state, reason)
    assert found.proof == ((paper,) if paper and reason != "missing" else ())


@pytest.mark.parametrize(
    ("form", "state"),
    [("cooperative", State.YES), ("registered_household", State.UNKNOWN), ("cooperative_group", State.UNKNOWN),
     ("producing_household", State.UNKNOWN)],
)  # fmt: skip
def test_who_can_issue_invoices(form: str, state: State) -> None:
    assert answer("invoice", Evidence(DAY, legal_form=form, invoice="vat")).state == state
    assert answer("invoice", Evidence(DAY, legal_form=form)).state == State.NO


def test_steady_is_the_lowest_month_against_the_mean() -> None:
    even = dict.fromkeys(range(1, 13), 100)
    assert steadiness(Evidence(DAY, capacity=even)) == 100
    half = {**dict.fromkeys(range(1, 13), 110), 1: 50}  # mean 105, so 47 %
    assert steadiness(Evidence(DAY, capacity=half)) == 47
    assert answer("capacity_steady", Evidence(DAY, capacity=half)).state == State.NO
    assert answer("capacity_steady", Evidence(DAY, capacity={**half, 1: 60})).state == State.YES
    assert steadiness(Evidence(DAY, capacity={1: 100})) is None


def test_crafts_and_services_need_no_food_papers() -> None:
    buyer = buyer_type("sieu-thi")
    assert buyer is not None
    asked = {goods: {one.ask.check for one in readiness(buyer, Evidence(DAY, goods=goods), {}).items}
             for goods in ("food", "craft", "service")}  # fmt: skip
    assert asked["food"] - asked["craft"] == {"declaration", "test_report", "food_safety", "shelf_life"}
    assert asked["craft"] - asked["service"] == {"traceability", "delivery"}


def told(**more: Any) -> Told:
    return Told(**{"unit": "hũ", "price": 95_000, **more})


@given(st.text("0123456789", min_size=7, max_size=13).filter(lambda body: len(body) in (7, 11, 12, 13)))
def test_a_barcode_with_its_check_digit_is_kept_and_any_other_last_digit_refused(body: str) -> None:
    right = check_digit(body)
    assert checked_gtin(f" {body[:3]}-{body[3:]}{right} ") == f"{body}{right}"
    for wrong in set(range(10)) - {right}:
        with pytest.raises(DomainError, match=str(right)):
            checked_gtin(f"{body}{wrong}")


@pytest.mark.parametrize("typed", ["12345", "893abc4567892", "٨٩٣١٢٣٤٥٦٧٨٩٢"])
def test_what_is_no_barcode_is_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        checked_gtin(typed)
    assert refused.value.field == "gtin"


@given(st.lists(st.tuples(st.integers(2, 50), st.integers(1, 200)), max_size=5))
def test_tiers_fall_strictly_with_the_amount_or_are_refused(tiers: list[tuple[int, int]]) -> None:
    try:
        kept = tiers_of(told(price=100, tiers=tuple(tiers)))
    except DomainError as error:
        prices = [100, *(price for _least, price in sorted(tiers))]
        amounts = [least for least, _price in sorted(tiers)]
        falls = all(after < before for before, after in pairwise(prices))
        assert not falls or len(set(amounts)) < len(amounts)
        assert (error.field or "").startswith("tier_")
    else:
        assert kept == sorted(tiers)
        prices = [100, *(price for _least, price in kept)]
        assert prices == sorted(set(prices), reverse=True)


def test_a_tier_begins_above_the_least_order() -> None:
    with pytest.raises(DomainError, match="đặt ít nhất"):
        tiers_of(told(min_order=24, tiers=((24, 90_000),)))


@pytest.mark.parametrize(
    ("months", "field"),
    [({1: Month(10, 11)}, "promised_1"), ({3: Month(-1)}, "month_3"), ({13: Month(1)}, "month_1")],
)
def test_a_month_promises_no_more_than_it_holds(months: dict[int, Month], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        months_of(told(months=months))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "value"),
    [("unit", " "), ("unit", "x" * 21), ("price", 0), ("min_order", 0), ("shelf_life_days", 0), ("discount_most", 100),
     ("lead_days", -1), ("pack_weight_g", 0), ("content", "x" * 41)],
)  # fmt: skip
def test_what_cannot_be_is_named_at_its_field(name: str, value: object) -> None:
    with pytest.raises(DomainError) as refused:
        columns_of(told(**{name: value}))
    assert refused.value.field == name
