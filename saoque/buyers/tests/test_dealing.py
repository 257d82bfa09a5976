"""Quotations, samples, meetings, agreements, messages and contacts between two parties."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from saoque.buyers.actions import agreements, inquiries, meetings, requests, samples
from saoque.buyers.ical import write_meeting
from saoque.buyers.models import Agreement, Entry, Inquiry, MeetingSlot, Quotation, Sample
from saoque.buyers.queries import requests as reading
from saoque.buyers.queries.threads import contacts_of, delivered, get_inquiry, get_slot, waiting_for
from saoque.buyers.supply import free_months
from saoque.buyers.tests import factories
from saoque.buyers.todo import answers_for
from saoque.kernel.access import Actor
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.kernel.tests.hearing import hearing
from saoque.ledger.models import Sale
from saoque.people.phones import normalise_phone, show_phone
from saoque.producers.models import Product
from saoque.producers.tests.factories import pdf

pytestmark = pytest.mark.django_db


def kinds(inquiry: Inquiry) -> list[str]:
    return list(Entry.objects.filter(inquiry=inquiry).order_by("pk").values_list("kind", flat=True))


def terms(per_month: int = 50, **more: Any) -> agreements.Terms:
    return agreements.Terms(per_month, 44_000, factories.soon(1), factories.soon(60), **more)


def agreed(buyer: Actor, owner: Actor, inquiry: Inquiry, per_month: int = 50) -> Agreement:
    agreement = agreements.propose(factories.fresh(buyer, inquiry), terms(per_month), actor=buyer)
    agreement = Agreement.objects.get(pk=agreement.pk)
    agreements.confirm(agreement, actor=owner)
    return agreement


def test_who_waits_hears_that_the_other_side_withdrew_or_has_bought_elsewhere() -> None:
    buyer, (owner, product), (second, other) = factories.shop(), factories.seller(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    waiting = factories.asked(buyer, other, request=inquiry.request)
    with hearing() as heard:
        inquiries.withdraw(waiting, actor=buyer)
    assert [(one.people, one.kind.name, other.name in one.text % one.values) for one in heard] == [
        ((second.user_id,), "buyers.news", True)
    ]
    request = reading.get_request(buyer, inquiry.request_id)
    with hearing() as heard:
        requests.move_request(request, "fulfil_request", actor=buyer)
    assert [(one.people, one.kind.name, one.key.split(":")[1]) for one in heard] == [
        ((owner.user_id,), "buyers.news", "over")
    ]
    Inquiry.objects.filter(pk=inquiry.pk).update(state="silent")
    with pytest.raises(DomainError):
        inquiries.quote(factories.fresh(owner, inquiry), factories.quote(), actor=owner)
    assert Quotation.objects.count() == 1


def test_asking_puts_work_and_a_notice_before_the_producer() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    with hearing() as heard:
        inquiry = factories.asked(buyer, product)
    due = add_working_days(today(), 5)
    assert (inquiry.state, inquiry.waiting_on, inquiry.answer_by) == ("asked", "producer", due)
    [todo] = answers_for(owner)
    assert (todo.due_on, todo.button) == (due, "Mở trao đổi")
    assert list(answers_for(buyer)) == []
    assert [(one.people, one.kind.name, one.due_on) for one in heard] == [((owner.user_id,), "buyers.asked", due)]
    with pytest.raises(DomainError):
        inquiries.ask_for_quotes(inquiry.request, [(product, 1)], actor=buyer)


def test_who_has_not_agreed_cannot_be_asked_nor_offer() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller(shown=False)
    request = factories.opened(buyer)
    with pytest.raises(NotFound):
        inquiries.ask_for_quotes(request, [(product, 1)], actor=buyer)
    with pytest.raises(NotFound):
        inquiries.offer(request, product, factories.quote(), actor=owner)
    assert reading.asked_products(request, [product.pk]) == []


def test_a_quotation_turns_the_wait_and_a_better_one_is_kept_beside_it() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    assert (inquiry.state, inquiry.waiting_on, inquiry.answered_on) == ("quoted", "buyer", today())
    inquiries.quote(factories.fresh(owner, inquiry), factories.quote(40_000), actor=owner)
    assert list(Quotation.objects.values_list("price", flat=True)) == [44_000, 40_000]
    assert kinds(inquiry) == ["asked", "quoted", "quoted"]
    assert [one.pk for one in waiting_for(buyer)] == [inquiry.pk]
    with pytest.raises(Stale):
        inquiries.quote(inquiry, factories.quote(), actor=owner)


def test_a_no_needs_its_reason_and_is_an_answer() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.fresh(owner, factories.asked(buyer, product))
    with pytest.raises(DomainError):
        inquiries.decline(inquiry, " ", actor=owner)
    inquiries.decline(inquiry, "Hết mùa dâu.", actor=owner)
    after = factories.fresh(buyer, inquiry)
    assert (after.state, after.reason, after.waiting_on, after.answered_on) == ("declined", "Hết mùa dâu.", "", today())


def test_an_offer_of_ones_own_obliges_the_buyer_to_answer() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    request = factories.opened(buyer)
    inquiry = inquiries.offer(request, product, factories.quote(), actor=owner)
    assert (inquiry.state, inquiry.waiting_on, inquiry.begun_by, inquiry.answered_on) == (
        "quoted",
        "buyer",
        "producer",
        None,
    )
    with pytest.raises(DomainError):
        inquiries.offer(request, product, factories.quote(), actor=owner)
    inquiries.turn_down(factories.fresh(buyer, inquiry), "Đã mua nơi khác.", actor=buyer)
    after = factories.fresh(owner, inquiry)
    assert (after.state, after.answered_on) == ("turned_down", today())


def test_only_the_parties_read_and_each_does_its_own_part() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    stranger, (other, _theirs) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    for outside in (stranger, other):
        with pytest.raises(NotFound):
            get_inquiry(outside, inquiry.pk)
        with pytest.raises(NotAllowed):
            inquiries.write_message(inquiry, "Xin chào", actor=outside)
    with pytest.raises(NotAllowed):
        inquiries.quote(inquiry, factories.quote(), actor=buyer)
    with pytest.raises(NotAllowed):
        samples.ask_sample(inquiry, "2 hũ", actor=owner)
    with pytest.raises(DomainError):
        inquiries.withdraw(factories.fresh(owner, inquiry), actor=owner)


def test_a_message_of_who_owes_an_answer_shows_a_sign_of_life() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    Inquiry.objects.update(silence_step=1, step_on=today())
    inquiries.write_message(factories.fresh(owner, inquiry), "Chờ em hỏi xưởng.", actor=owner)
    after = factories.fresh(owner, inquiry)
    assert (after.silence_step, after.waiting_on, after.answered_on) == (0, "producer", today())
    inquiries.write_message(after, "x" * 5000, actor=buyer)
    assert [len(one.text) for one in Entry.objects.filter(kind="message").order_by("pk")] == [17, 2000]


def test_a_sample_is_asked_for_sent_received_and_judged() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    sample = samples.ask_sample(inquiry, "2 hũ 250 g", actor=buyer)
    with pytest.raises(DomainError):
        samples.ask_sample(inquiry, "thêm 1 hũ", actor=buyer)

    def again() -> Sample:
        return Sample.objects.select_related("inquiry__request", "inquiry__producer").get(pk=sample.pk)

    assert again().inquiry.waiting_on == "producer"
    samples.send_sample(again(), "Bưu điện", "EB123", actor=owner)
    assert again().inquiry.waiting_on == "buyer"
    with pytest.raises(Stale):
        samples.judge_sample(again(), "good", "", actor=buyer)
    samples.receive_sample(again(), actor=buyer)
    with pytest.raises(DomainError):
        samples.judge_sample(again(), "bad", "", actor=buyer)
    samples.judge_sample(again(), "good", "Ngọt vừa.", actor=buyer)
    one = again()
    assert (one.state, one.verdict, one.tracking, one.inquiry.waiting_on) == ("judged", "good", "EB123", "")
    assert kinds(inquiry)[2:] == ["sample_asked", "sample_sent", "sample_received", "sample_judged"]


def test_of_two_producers_one_gets_the_slot_and_both_can_keep_it_in_the_calendar() -> None:
    buyer, (one, product), (two, second) = factories.shop(), factories.seller(), factories.seller()
    request = factories.opened(buyer)
    first, other = factories.asked(buyer, product, request=request), factories.asked(buyer, second, request=request)
    begins = timezone.now() + timedelta(days=3)
    told = meetings.Meeting("Hội chợ Xuân", "gian A12", begins)
    slot = meetings.offer_slot(request, told, actor=buyer)
    with pytest.raises(DomainError):
        meetings.offer_slot(request, told, actor=buyer)
    late = get_slot(two, slot.pk)
    meetings.take_slot(get_slot(one, slot.pk), first, actor=one)
    with pytest.raises(Stale):
        meetings.take_slot(late, other, actor=two)
    with pytest.raises(NotFound):
        get_slot(two, slot.pk)
    meetings.give_back_slot(get_slot(one, slot.pk), actor=one)
    meetings.take_slot(get_slot(two, slot.pk), other, actor=two)
    meetings.cancel_slot(get_slot(buyer, slot.pk), actor=buyer)
    after = MeetingSlot.objects.get()
    assert (after.state, after.taken_by) == ("cancelled", None)
    assert kinds(first) == ["asked", "meeting", "meeting_back"]


def test_the_calendar_file_is_whole() -> None:
    begins = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    content = write_meeting("a@b", begins, 20, "Mứt, mật; ong\nTết " + "ă" * 60, "gian A12", stamp=begins)
    text = content.decode().replace("\r\n ", "")
    assert "DTSTART:20261201T020000Z\r\nDTEND:20261201T022000Z" in text
    assert "SUMMARY:Mứt\\, mật\\; ong\\nTết " + "ă" * 60 in text
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_an_agreement_stands_when_both_have_confirmed_and_takes_what_it_promises() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller(60)
    inquiry = factories.quoted(buyer, owner, product)
    agreement = agreements.propose(inquiry, terms(), actor=buyer)
    with pytest.raises(DomainError):
        agreements.confirm(agreement, actor=buyer)
    assert free_months(product.selling, today())[1].free == 60
    agreements.confirm(Agreement.objects.get(pk=agreement.pk), actor=owner)
    kept = Agreement.objects.get()
    assert (kept.state, kept.confirmed_by_buyer, kept.confirmed_by_producer) == ("standing", buyer.user, owner.user)
    assert kept.months == agreements.months_between(factories.soon(1), factories.soon(60))
    free = free_months(product.selling, today())
    assert {month: one.free for month, one in free.items()} == {
        month: 10 if month in kept.months else 60 for month in range(1, 13)
    }
    assert (factories.fresh(buyer, inquiry).state, factories.fresh(buyer, inquiry).waiting_on) == ("agreed", "")


def test_what_is_promised_to_one_cannot_be_promised_to_another() -> None:
    (owner, product), buyer, other = factories.seller(60), factories.shop(), factories.shop()
    agreed(buyer, owner, factories.quoted(buyer, owner, product))
    second = factories.quoted(other, owner, product, 20)
    agreement = agreements.propose(second, terms(20), actor=other)
    with pytest.raises(DomainError) as refused:
        agreements.confirm(Agreement.objects.get(pk=agreement.pk), actor=owner)
    assert (refused.value.field, Agreement.objects.get(pk=agreement.pk).state) == ("per_month", "proposed")
    agreements.end(Agreement.objects.get(state="standing"), "Đổi mẫu hộp.", actor=buyer)
    agreements.confirm(Agreement.objects.get(pk=agreement.pk), actor=owner)
    assert sorted(Agreement.objects.values_list("state", flat=True)) == ["ended", "standing"]


def test_one_agreement_at_a_time_and_other_terms_after_dropping_it() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    agreement = agreements.propose(inquiry, terms(), actor=buyer)
    with pytest.raises(DomainError):
        agreements.propose(factories.fresh(owner, inquiry), terms(), actor=owner)
    agreements.drop(Agreement.objects.get(pk=agreement.pk), actor=owner)
    agreements.propose(factories.fresh(owner, inquiry), terms(40), actor=owner)
    assert list(Agreement.objects.order_by("pk").values_list("state", "proposed_by")) == [
        ("dropped", "buyer"), ("proposed", "producer"),
    ]  # fmt: skip


def test_a_delivery_is_one_row_of_the_ledger_and_the_paper_is_kept() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    agreement = agreed(buyer, owner, factories.quoted(buyer, owner, product))
    key = uuid4()
    for _twice in range(2):
        agreements.record_delivery(agreement, today(), Decimal(20), key, actor=owner)
    sale = Sale.objects.get()
    assert (sale.amount, sale.kind, sale.unit, sale.occasion) == (880_000, "buyer", "hũ", "Mứt cho hộp quà Tết")
    assert delivered(agreement) == {"quantity": 20, "amount": 880_000}
    with pytest.raises(NotAllowed):
        agreements.record_delivery(agreement, today(), Decimal(1), uuid4(), actor=buyer)
    agreements.put_file(agreement, pdf("Hợp đồng.pdf"), actor=buyer)
    kept = Agreement.objects.get()
    assert kept.file is not None and kept.file.name == "Hợp đồng.pdf"


def test_contacts_are_read_after_both_have_agreed_and_no_longer_when_one_takes_it_back() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    inquiries.share_contact(inquiry, shared=True, actor=buyer)
    assert contacts_of(factories.fresh(buyer, inquiry)) == {}
    inquiries.share_contact(factories.fresh(owner, inquiry), shared=True, actor=owner)
    both = contacts_of(factories.fresh(buyer, inquiry))
    shown = show_phone(normalise_phone(product.producer.phone))
    assert (both["producer"].phone, both["buyer"].email) == (shown, buyer.user.email)
    inquiries.share_contact(factories.fresh(buyer, inquiry), shared=False, actor=buyer)
    assert contacts_of(factories.fresh(owner, inquiry)) == {}
    assert kinds(inquiry) == ["asked", "contact", "contact", "contact_off"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"price": 0}, "price"), ({"per_month": 0}, "per_month"),
        ({"until_on": today() - timedelta(days=1)}, "until_on"),
        ({"valid_until": today() - timedelta(days=1)}, "valid_until"),
    ],
)  # fmt: skip
def test_a_quotation_that_cannot_be_is_refused(more: dict[str, Any], field: str) -> None:
    told: dict[str, Any] = {"price": 1, "per_month": 1, "from_on": today(), "until_on": today(), "valid_until": today()}
    with pytest.raises(DomainError) as refused:
        inquiries.Quote(**{**told, **more}).check()
    assert refused.value.field == field


def test_notices_hold_no_phone_and_no_address() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    with hearing() as heard:
        inquiry = factories.quoted(buyer, owner, product)
        inquiries.share_contact(inquiry, shared=True, actor=buyer)
        inquiries.write_message(inquiry, "Gọi em nhé.", actor=buyer)
    told = " ".join(f"{one.text} {one.values}" for one in heard)
    assert len(heard) == 4
    assert not re.search(r"\+84|0\d{9}|0\d{3} \d{3} \d{3}|@", told)


def test_what_is_agreed_is_no_longer_looked_for() -> None:
    buyer, (owner, product), (_two, other) = (
        factories.shop(),
        factories.seller(60, 40_000),
        factories.seller(60, 45_000),
    )
    inquiry = factories.quoted(buyer, owner, product)
    agreement = agreed(buyer, owner, inquiry)
    kept = reading.get_request(buyer, inquiry.request_id).kept_match
    assert (kept.wanted, kept.total, kept.covered) == (50, 50, True)
    assert [(one.product_id, one.amount) for one in reading.pool_of(inquiry.request)] == [(other.pk, 50)]
    agreements.end(Agreement.objects.get(pk=agreement.pk), "Hết mùa.", actor=owner)
    assert reading.get_request(buyer, inquiry.request_id).kept_match.wanted == 100


def test_an_agreement_counts_in_the_figures_of_its_province() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    agreed(buyer, owner, factories.quoted(buyer, owner, product))
    figure = find_indicator("buyer_contracts")
    assert figure is not None
    span = Span(today(), today())
    assert figure.by_commune(factories.here().code, span) == {product.producer.commune.code: 1}
    [row] = [figure.row(one) for one in figure.records(factories.here().code, span)]
    assert (row.what, row.detail) == (product.name, inquiry_buyer(product))


def inquiry_buyer(product: Product) -> str:
    return Inquiry.objects.select_related("request__buyer").get(product=product).request.buyer.name
