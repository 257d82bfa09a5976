"""Requests, and what of the database fits them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.buyers.actions import matching, requests
from saoque.buyers.advice import advice_for
from saoque.buyers.models import BuyingRequest, Inquiry, KeptMatch
from saoque.buyers.queries import requests as queries
from saoque.buyers.supply import names_for
from saoque.buyers.tests import factories
from saoque.buyers.tests.factories import soon
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.jobs.models import Job
from saoque.producers.actions import put_paper
from saoque.producers.models import Paper
from saoque.producers.tests.factories import pdf
from saoque.selling.models import MonthCapacity, SellingRecord

pytestmark = pytest.mark.django_db


def test_a_request_goes_from_draft_to_fulfilled() -> None:
    buyer = factories.shop()
    made = requests.state_request(factories.told(papers=("test_report",), months=(1, 12)), actor=buyer)
    assert (made.state, [one.scorecard for one in made.sets.all()], made.months) == ("draft", ["QD26-07"], [1, 12])
    for act, state in (
        ("open_request", "open"), ("close_request", "closed"), ("open_request", "open"), ("fulfil_request", "fulfilled"),
    ):  # fmt: skip
        requests.move_request(made, act, actor=buyer)
        assert made.state == state
    with pytest.raises(Stale):
        requests.move_request(made, "open_request", actor=buyer)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "M"}, "title"), ({"sets": ()}, "sets"), ({"sets": ("QD26-99",)}, "sets"),
        ({"per_month": 0}, "per_month"), ({"unit": " "}, "unit"), ({"price_most": 0}, "price_most"),
        ({"star_least": 6}, "star_least"), ({"months": (13,)}, "months"), ({"papers": ("nothing",)}, "papers"),
        ({"sellers_most": 99}, "sellers_most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_written(more: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        requests.state_request(factories.told(**more), actor=factories.shop())
    assert (refused.value.field, BuyingRequest.objects.count()) == (field, 0)


def test_only_its_buyer_changes_and_reads_a_request() -> None:
    buyer, other = factories.shop(), factories.shop()
    request = factories.opened(buyer)
    with pytest.raises(NotAllowed):
        requests.change_request(request, factories.told(title="Khác"), actor=other)
    with pytest.raises(NotFound):
        queries.get_request(other, request.pk)
    requests.change_request(request, factories.told(title="Mứt dâu", sets=("QD26-04",)), actor=buyer)
    again = queries.get_request(buyer, request.pk)
    assert (again.title, [one.scorecard for one in again.sets.all()]) == ("Mứt dâu", ["QD26-04"])


def test_an_old_request_is_copied_as_a_draft() -> None:
    buyer = factories.shop()
    old = factories.opened(buyer, price_most=50_000, months=(12,))
    made = requests.copy_request(old, actor=buyer)
    assert (made.state, made.title, made.price_most, made.months) == ("draft", old.title, 50_000, [12])
    assert [one.scorecard for one in made.sets.all()] == ["QD26-07"]


def test_requests_are_found_by_words_without_marks() -> None:
    buyer = factories.shop()
    factories.opened(buyer)
    factories.opened(buyer, title="Mật ong cho nhà hàng")
    assert [one.title for one in queries.my_requests(buyer, "mat ong")] == ["Mật ong cho nhà hàng"]
    assert queries.my_requests(buyer, "", "draft").count() == 0
    assert queries.my_requests(factories.shop()).count() == 0


def test_two_producers_are_pooled_and_the_cheaper_gives_all_it_has() -> None:
    buyer = factories.shop()
    _one, cheap = factories.seller(60, 40_000)
    _two, dear = factories.seller(70, 45_000)
    request = factories.opened(buyer)
    kept = request.kept_match
    assert (kept.covered, kept.total, kept.cost, kept.on) == (True, 100, 60 * 40_000 + 40 * 45_000, today())
    assert [(one.product_id, one.amount) for one in queries.pool_of(request)] == [(cheap.pk, 60), (dear.pk, 40)]


def test_who_has_not_agreed_is_counted_and_never_named() -> None:
    buyer = factories.shop()
    _actor, shown = factories.seller()
    factories.seller(shown=False)
    request = factories.opened(buyer)
    assert [one.product_id for one in queries.verdicts_of(request)] == [shown.pk]
    assert request.kept_match.hidden == 1
    SellingRecord.objects.filter(product=shown).update(shown_at=None)
    assert queries.verdicts_of(request).count() == 0


def test_capacity_is_that_of_the_tightest_month_wanted_less_what_is_promised() -> None:
    buyer = factories.shop()
    _actor, product = factories.seller(60)
    MonthCapacity.objects.filter(record=product.selling, month=12).update(promised=25)
    MonthCapacity.objects.filter(record=product.selling, month=6).update(amount=10)
    request = factories.opened(buyer, months=(1, 12))
    assert [one.free for one in queries.verdicts_of(request)] == [35]
    requests.change_request(request, factories.told(months=()), actor=buyer)
    assert [one.free for one in queries.verdicts_of(request)] == [10]


def test_every_no_is_told_in_words() -> None:
    buyer = factories.shop()
    factories.seller(unit="chai", star=0, everywhere=False)
    request = factories.opened(buyer, star_least=3, papers=("test_report",))
    [verdict] = queries.verdicts_of(request)
    assert (verdict.fits, verdict.reasons) == (
        False,
        [
            "Cần từ 3 sao, sản phẩm chưa có sao.",
            "Bán theo chai, người mua hỏi theo hũ.",
            f"Không giao đến {factories.here().full_name}.",
            "Còn thiếu giấy: Phiếu kết quả thử nghiệm, kiểm nghiệm.",
        ],
    )


def test_a_producer_delivers_where_it_says() -> None:
    buyer = factories.shop()
    _actor, product = factories.seller(everywhere=False)
    factories.delivers_to(product, factories.here())
    assert [one.fits for one in queries.verdicts_of(factories.opened(buyer))] == [True]


def test_a_producer_reads_why_its_own_product_does_not_fit_and_what_to_do() -> None:
    buyer = factories.shop()
    actor, product = factories.seller(shown=False, price=90_000)
    factories.seller()
    request = factories.opened(buyer, price_most=50_000)
    [answer] = queries.own_answers(actor, queries.get_wanted(actor, request.pk))
    assert answer.verdict is not None
    assert (answer.product, answer.may_offer, answer.verdict.fits) == (product, False, False)
    lines = advice_for(product, answer.verdict.reasons)
    assert [line.reason for line in lines] == [
        "Chủ thể chưa đồng ý cho người mua thấy sản phẩm này.",
        "Giá 90.000 đồng một hũ, cao hơn mức trả 40.000 đồng.",
    ]
    assert all(line.to_do and line.url for line in lines)


def test_a_draft_is_wanted_by_nobody_and_others_sets_do_not_concern() -> None:
    buyer = factories.shop()
    actor, _product = factories.seller()
    draft = requests.state_request(factories.told(), actor=buyer)
    with pytest.raises(NotFound):
        queries.get_wanted(actor, draft.pk)
    factories.opened(buyer, sets=("QD26-04",), title="Mật ong")
    mine = factories.opened(buyer)
    assert [one.pk for one in queries.wanted_list(actor)] == [mine.pk]
    assert queries.wanted_list(actor, mine=False).count() == 2


def test_a_late_request_takes_no_offers_and_is_not_opened() -> None:
    buyer = factories.shop()
    request = factories.opened(buyer)
    requests.move_request(request, "close_request", actor=buyer)
    BuyingRequest.objects.filter(pk=request.pk).update(answer_until=today() - timedelta(days=1))
    with pytest.raises(DomainError):
        requests.move_request(queries.get_request(buyer, request.pk), "open_request", actor=buyer)


def test_cancelling_lets_go_of_everybody_who_waits() -> None:
    buyer = factories.shop()
    _actor, product = factories.seller()
    inquiry = factories.asked(buyer, product)
    requests.move_request(queries.get_request(buyer, inquiry.request_id), "cancel_request", actor=buyer)
    assert list(Inquiry.objects.values_list("state", "waiting_on")) == [("withdrawn", "")]


def test_the_match_reads_as_much_for_many_products_as_for_one() -> None:
    buyer = factories.shop()
    factories.seller()
    request = factories.opened(buyer)
    with CaptureQueriesContext(connection) as few:
        matching.rematch(queries.get_request(buyer, request.pk))
    for _n in range(4):
        factories.seller()
    with CaptureQueriesContext(connection) as many:
        matching.rematch(queries.get_request(buyer, request.pk))
    assert len(many) == len(few)


def test_many_products_are_reckoned_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "AT_ONCE", 1)
    buyer = factories.shop()
    factories.seller()
    factories.seller()
    request = factories.opened(buyer)
    assert (KeptMatch.objects.count(), Job.objects.get(kind=matching.REMATCH).key) == (0, str(request.pk))


def test_a_paper_told_only_by_its_row_stands_for_the_papers_of_that_row() -> None:
    assert "Phiếu kết quả thử nghiệm, kiểm nghiệm" in names_for("E12")
    assert "Phiếu kết quả thử nghiệm, kiểm nghiệm" not in names_for("haccp")


def test_a_paper_whose_term_is_over_is_none_though_no_last_day_was_written_down() -> None:
    buyer = factories.shop()
    maker, product = factories.seller()
    test = put_paper(maker, product.producer, pdf(), {"kind": "test_report", "issued_on": soon(-300)})
    request = factories.opened(buyer, papers=("test_report",))
    assert [one.fits for one in queries.verdicts_of(request)] == [True]
    Paper.objects.filter(pk=test.pk).update(issued_on=soon(-400))  # a test is good for a year
    matching.rematch(request)
    assert [one.reasons for one in queries.verdicts_of(request)] == [
        ["Còn thiếu giấy: Phiếu kết quả thử nghiệm, kiểm nghiệm."]
    ]


def test_a_request_without_a_place_asks_nobody_to_deliver() -> None:
    buyer = factories.shop()
    factories.seller(everywhere=False)
    request = factories.opened(buyer, province=None)
    assert [one.fits for one in queries.verdicts_of(request)] == [True]
