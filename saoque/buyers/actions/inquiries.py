"""Asking for a price, offering, answering, writing to one another, sharing contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.buyers import notices
from saoque.buyers.actions.thread import MOST_AMOUNT, MOST_PRICE, MOST_TEXT, need, note, other, said, side_of
from saoque.buyers.flow import OVER, inquiry_flow
from saoque.buyers.models import BuyingRequest, Entry, Inquiry, Quotation, Side
from saoque.buyers.rules import rules
from saoque.buyers.terms import at_rest, waiting
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.producers.models import Product

MOST_ASKED = 30
_LIVING = (Inquiry.State.ASKED, Inquiry.State.QUOTED, Inquiry.State.AGREED, Inquiry.State.SILENT)


@dataclass(frozen=True)
class Quote:
    """`price` VND per unit of the request, `per_month` units; delivered from one day to another."""

    price: int
    per_month: int
    from_on: date
    until_on: date
    valid_until: date
    terms: str = ""

    def check(self) -> None:
        """Raise `DomainError` naming the field that is wrong."""
        if not 0 < self.price <= MOST_PRICE:
            raise DomainError(_("Giá phải lớn hơn 0."), field="price")
        if not 1 <= self.per_month <= MOST_AMOUNT:
            raise DomainError(_("Số lượng mỗi tháng phải từ 1 trở lên."), field="per_month")
        if self.until_on < self.from_on:
            raise DomainError(_("Ngày kết thúc phải sau ngày bắt đầu giao."), field="until_on")
        if self.valid_until < today():
            raise DomainError(_("Báo giá phải còn giá trị ít nhất hết hôm nay."), field="valid_until")


@transaction.atomic
def ask_for_quotes(
    request: BuyingRequest, amounts: Iterable[tuple[Product, int]], words: str = "", *, actor: Actor
) -> list[Inquiry]:
    """Ask producers who agreed to be shown for a price, each for an amount a month. Who was asked already is left out."""
    acting = rules.require(actor, "edit_request", request)
    _check_open(request)
    wanted = list(amounts)
    if not wanted or len(wanted) > MOST_ASKED:
        raise DomainError(_("Hãy chọn từ 1 đến %(most)d nơi để hỏi giá.") % {"most": MOST_ASKED})
    asked = set(Inquiry.objects.filter(request=request).values_list("product", flat=True))
    text = said(words, MOST_TEXT, field="words")
    made = []
    for product, amount in wanted:
        if product.pk in asked:
            continue
        _check_shown(request, product)
        inquiry = _begin(request, product, amount, Side.BUYER, acting)
        note(inquiry, Entry.Kind.ASKED, acting, Side.BUYER, text)
        notices.tell_asked(inquiry)
        made.append(inquiry)
    if not made:
        raise DomainError(_("Các nơi này đã được hỏi giá rồi."))
    return made


@transaction.atomic
def offer(request: BuyingRequest, product: Product, told: Quote, *, actor: Actor) -> Inquiry:
    """Offer one's own product to a buyer who has not asked. The buyer owes an answer from today."""
    acting = rules.require(actor, "offer", product.producer)
    _check_open(request)
    _check_shown(request, product)
    told.check()
    inquiry = _begin(request, product, told.per_month, Side.PRODUCER, acting)
    _write_quote(inquiry, told, acting, Entry.Kind.OFFERED)
    return inquiry


@transaction.atomic
def quote(inquiry: Inquiry, told: Quote, *, actor: Actor) -> Quotation:
    """Answer with a price, or with a better one than the last."""
    acting = rules.require(actor, "quote", inquiry)
    if inquiry.request.state in OVER:
        raise DomainError(_("Nhu cầu này không còn nhận chào hàng."))
    told.check()
    first = inquiry.answered_on or (today() if inquiry.begun_by == Side.BUYER else None)
    inquiry_flow.apply(
        inquiry, "quote", acting, data={"price": told.price, "per_month": told.per_month},
        answered_on=first, silent_side="", **waiting(Side.BUYER),
    )  # fmt: skip
    notices.settle_asked(inquiry)
    return _write_quote(inquiry, told, acting, Entry.Kind.QUOTED)


@transaction.atomic
def decline(inquiry: Inquiry, reason: str, *, actor: Actor) -> None:
    """Say no to being asked, with the reason; a no is an answer."""
    acting = rules.require(actor, "quote", inquiry)
    why = said(reason, 300, field="reason", least=3, lacks=_("Hãy ghi vì sao không báo giá được."))
    inquiry_flow.apply(
        inquiry, "decline_quote", acting, data={"reason": why}, reason=why,
        answered_on=inquiry.answered_on or today(), **at_rest(),
    )  # fmt: skip
    note(inquiry, Entry.Kind.DECLINED, acting, Side.PRODUCER, why)
    notices.settle_asked(inquiry)
    notices.tell_news(inquiry, Side.BUYER, "declined")


@transaction.atomic
def turn_down(inquiry: Inquiry, reason: str, *, actor: Actor) -> None:
    """The buyer does not take the offer, and says why."""
    acting = rules.require(actor, "choose", inquiry)
    why = said(reason, 300, field="reason", least=3, lacks=_("Hãy ghi vì sao chưa chọn, để bà con biết mà chỉnh."))
    inquiry_flow.apply(
        inquiry,
        "turn_down",
        acting,
        data={"reason": why},
        reason=why,
        answered_on=_answered(inquiry, acting),
        **at_rest(),
    )
    note(inquiry, Entry.Kind.TURNED_DOWN, acting, Side.BUYER, why)
    notices.tell_news(inquiry, Side.PRODUCER, "turned_down")


@transaction.atomic
def withdraw(inquiry: Inquiry, *, actor: Actor) -> None:
    """Take back what one has begun oneself: the buyer its question, the producer its offer."""
    acting = rules.require(actor, "write", inquiry)
    if side_of(acting) != inquiry.begun_by:
        raise DomainError(_("Chỉ bên bắt đầu mới rút lại được."))
    inquiry_flow.apply(inquiry, "withdraw_inquiry", acting, **at_rest())
    note(inquiry, Entry.Kind.WITHDRAWN, acting, inquiry.begun_by)
    notices.settle_asked(inquiry)
    notices.tell_news(inquiry, other(inquiry.begun_by), "withdrawn")


@transaction.atomic
def write_message(inquiry: Inquiry, text: str, *, actor: Actor) -> Entry:
    """Write to the other side. Whoever owed an answer has shown to be there: the term begins anew."""
    acting = rules.require(actor, "write", inquiry)
    need(inquiry, *_LIVING)
    words = said(text, MOST_TEXT, field="text", least=1, lacks=_("Hãy viết vài chữ rồi gửi."))
    side = side_of(acting)
    if inquiry.waiting_on == side and inquiry.state != Inquiry.State.SILENT:
        compare_and_set(inquiry, acting, "write_message", answered_on=_answered(inquiry, acting), **waiting(side))
    else:
        audit.record(inquiry, "write_message", acting, from_state=inquiry.state, to_state=inquiry.state)
    entry = note(inquiry, Entry.Kind.MESSAGE, acting, side, words)
    notices.tell_news(inquiry, other(side), "message", key=entry.pk)
    return entry


@transaction.atomic
def share_contact(inquiry: Inquiry, *, shared: bool, actor: Actor) -> None:
    """Agree that the other side sees one's phone and email, or no longer. They are shown once both have agreed."""
    acting = rules.require(actor, "share_contact", inquiry)
    side = side_of(acting)
    act = "share_contact" if shared else "hide_contact"
    compare_and_set(inquiry, acting, act, **{f"{side}_contact": acting.user if shared else None})
    note(inquiry, Entry.Kind.CONTACT if shared else Entry.Kind.CONTACT_OFF, acting, side)
    notices.tell_news(inquiry, other(side), "contact")


def _begin(request: BuyingRequest, product: Product, amount: int, side: Side, acting: Actor) -> Inquiry:
    if not 1 <= amount <= MOST_AMOUNT:
        raise DomainError(_("Số lượng mỗi tháng phải từ 1 trở lên."), field="per_month")
    asked = side == Side.BUYER
    try:
        with transaction.atomic():
            inquiry = Inquiry.objects.create(
                request=request, product=product, producer=product.producer, begun_by=side, per_month=amount,
                state=Inquiry.State.ASKED if asked else Inquiry.State.QUOTED, sent_on=today(),
                **waiting(Side.PRODUCER if asked else Side.BUYER),
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(_("Sản phẩm này đã có trao đổi với nhu cầu này. Hãy mở trao đổi đó.")) from None
    act = "ask_quote" if asked else "offer"
    audit.record(inquiry, act, acting, to_state=inquiry.state, data={"product": product.pk, "per_month": amount})
    return inquiry


def _write_quote(inquiry: Inquiry, told: Quote, acting: Actor, kind: str) -> Quotation:
    terms = said(told.terms, MOST_TEXT, field="terms")
    made = Quotation.objects.create(
        inquiry=inquiry, price=told.price, per_month=told.per_month, from_on=told.from_on, until_on=told.until_on,
        valid_until=told.valid_until, terms=terms, by=acting.user,
    )  # fmt: skip
    note(inquiry, kind, acting, Side.PRODUCER, terms)
    notices.tell_news(inquiry, Side.BUYER, "quoted")
    return made


def _answered(inquiry: Inquiry, acting: Actor) -> date | None:
    """The day of the first answer: today, when the side that was addressed has not answered before."""
    if inquiry.answered_on is None and side_of(acting) == other(inquiry.begun_by):
        return today()
    return inquiry.answered_on


def _check_open(request: BuyingRequest) -> None:
    if request.state != BuyingRequest.State.OPEN or request.answer_until < today():
        raise DomainError(_("Nhu cầu này không còn nhận chào hàng."))


def _check_shown(request: BuyingRequest, product: Product) -> None:
    """Only products of the sets asked for, whose producers agreed that buyers see them."""
    record = getattr(product, "selling", None)
    fitting = any(one.scorecard == product.scorecard for one in request.sets.all())
    if record is None or record.shown_at is None or not fitting:
        raise NotFound()
