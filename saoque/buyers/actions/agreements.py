"""What both sides confirm, what it promises, and what is delivered under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.buyers import notices
from saoque.buyers.actions.matching import rematch_soon
from saoque.buyers.actions.thread import MOST_AMOUNT, MOST_PRICE, MOST_TEXT, need, note, other, said, side_of
from saoque.buyers.flow import agreement_flow, inquiry_flow
from saoque.buyers.models import Agreement, BuyingRequest, Entry, Inquiry, Side
from saoque.buyers.rules import rules
from saoque.buyers.supply import free_months
from saoque.buyers.terms import at_rest, waiting
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep
from saoque.kernel.flow import compare_and_set
from saoque.ledger.actions import Sold, record_at_occasion
from saoque.ledger.models import Sale
from saoque.selling.models import SellingRecord


@dataclass(frozen=True)
class Terms:
    """`per_month` units of the request, `price` VND per unit, `months` 1–12 (none: every month of the time)."""

    per_month: int
    price: int
    from_on: date
    until_on: date
    months: tuple[int, ...] = ()
    words: str = ""


def months_between(first: date, last: date) -> list[int]:
    """Return the months of the year that a stretch of days touches, 1–12."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return sorted({(first.month - 1 + step) % 12 + 1 for step in range(min(max(count, 0), 12))})


@transaction.atomic
def propose(inquiry: Inquiry, told: Terms, *, actor: Actor) -> Agreement:
    """Write down what was agreed; who proposes has confirmed. Nothing is promised before the other side confirms."""
    acting = rules.require(actor, "propose", inquiry)
    need(inquiry, Inquiry.State.QUOTED, Inquiry.State.AGREED)
    months = _checked_months(told)
    side = side_of(acting)
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                inquiry=inquiry, product=inquiry.product, per_month=told.per_month, unit=inquiry.request.unit,
                price=told.price, months=months, from_on=told.from_on, until_on=told.until_on,
                terms=said(told.words, MOST_TEXT, field="words"), proposed_by=side,
                **{f"confirmed_by_{side}": acting.user},
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(_("Đã có một thỏa thuận đang chờ hoặc đang hiệu lực. Hãy kết thúc nó trước.")) from None
    audit.record(agreement, "propose_agreement", acting, to_state=agreement.state, data={"per_month": told.per_month})
    answered = inquiry.answered_on or (today() if side != inquiry.begun_by else None)
    compare_and_set(inquiry, acting, "propose_agreement", answered_on=answered, **waiting(other(side)))
    note(inquiry, Entry.Kind.PROPOSED, acting, side, agreement.terms)
    notices.tell_news(inquiry, other(side), "proposed")
    return agreement


@transaction.atomic
def confirm(agreement: Agreement, *, actor: Actor) -> None:
    """The other side says yes. Raises `DomainError` when less is free in some month than it promises.

    The selling record is locked meanwhile, so that two agreements cannot promise the same goods.
    """
    inquiry = agreement.inquiry
    acting = rules.require(actor, "propose", inquiry)
    side = side_of(acting)
    if side == agreement.proposed_by:
        raise DomainError(_("Bên bạn đã xác nhận rồi, đang chờ bên kia."))
    _check_free(agreement)
    agreement_flow.apply(
        agreement, "confirm_agreement", acting, agreed_on=today(), **{f"confirmed_by_{side}": acting.user}
    )
    if inquiry.state == Inquiry.State.QUOTED:
        inquiry_flow.apply(inquiry, "agree", acting, **at_rest())
    else:
        compare_and_set(inquiry, acting, "agree", **at_rest())
    note(inquiry, Entry.Kind.AGREED, acting, side)
    _rematch(inquiry)
    notices.tell_news(inquiry, agreement.proposed_by, "agreed")


@transaction.atomic
def drop(agreement: Agreement, *, actor: Actor) -> None:
    """Either side lets go of what is not confirmed; then other terms can be proposed."""
    inquiry = agreement.inquiry
    acting = rules.require(actor, "propose", inquiry)
    agreement_flow.apply(agreement, "drop_agreement", acting)
    compare_and_set(inquiry, acting, "drop_agreement", **at_rest())
    side = side_of(acting)
    note(inquiry, Entry.Kind.DROPPED, acting, side)
    notices.tell_news(inquiry, other(side), "dropped")


@transaction.atomic
def end(agreement: Agreement, why: str, *, actor: Actor) -> None:
    """End what stands; what it promised is free again."""
    inquiry = agreement.inquiry
    acting = rules.require(actor, "propose", inquiry)
    reason = said(why, 300, field="why", least=3, lacks=_("Hãy ghi vì sao kết thúc."))
    agreement_flow.apply(agreement, "end_agreement", acting, data={"why": reason}, ended_on=today(), ended_why=reason)
    side = side_of(acting)
    note(inquiry, Entry.Kind.ENDED, acting, side, reason)
    _rematch(inquiry)
    notices.tell_news(inquiry, other(side), "ended")


@transaction.atomic
def put_file(agreement: Agreement, upload: UploadedFile, *, actor: Actor) -> None:
    """Keep the signed paper; a new one takes the place of the one before, which stays in the audit."""
    acting = rules.require(actor, "propose", agreement.inquiry)
    if agreement.state not in (Agreement.State.PROPOSED, Agreement.State.STANDING):
        raise DomainError(_("Thỏa thuận này đã khép nên không nhận tệp nữa."))
    stored = keep(upload, acting.user)
    compare_and_set(agreement, acting, "put_agreement_file", data={"sha256": stored.sha256}, file=stored)


@transaction.atomic
def record_delivery(
    agreement: Agreement, sold_on: date, quantity: Decimal, key: UUID | None = None, *, actor: Actor
) -> Sale:
    """Write a delivery into the producer's ledger, at the price agreed. The same `key` twice is written once."""
    inquiry = agreement.inquiry
    acting = rules.require(actor, "record_sale", inquiry)
    if agreement.state not in (Agreement.State.STANDING, Agreement.State.ENDED):
        raise DomainError(_("Thỏa thuận chưa được hai bên xác nhận."))
    if sold_on < (agreement.agreed_on or sold_on):
        raise DomainError(_("Ngày giao phải từ ngày hai bên xác nhận."), field="sold_on")
    told = Sold(
        sold_on=sold_on, quantity=quantity, amount=int(quantity * agreement.price), unit=agreement.unit,
        kind=Sale.Kind.BUYER, place=inquiry.request.province, key=key,
    )  # fmt: skip
    known = key is not None and Sale.objects.filter(key=key).exists()
    sale = record_at_occasion(
        agreement.product, told, inquiry.request.title, f"buyers.Agreement:{agreement.pk}", actor=acting
    )
    if not known:
        note(
            inquiry, Entry.Kind.SOLD, acting, Side.PRODUCER, f"{sold_on:%d/%m/%Y}: {_whole(quantity)} {agreement.unit}"
        )
    return sale


def _whole(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}".replace(".", ",")


def _checked_months(told: Terms) -> list[int]:
    if not 1 <= told.per_month <= MOST_AMOUNT:
        raise DomainError(_("Số lượng mỗi tháng phải từ 1 trở lên."), field="per_month")
    if not 0 < told.price <= MOST_PRICE:
        raise DomainError(_("Giá phải lớn hơn 0."), field="price")
    if told.until_on < told.from_on or told.until_on < today():
        raise DomainError(_("Ngày kết thúc phải sau ngày bắt đầu và chưa qua."), field="until_on")
    reached = months_between(told.from_on, told.until_on)
    months = [month for month in reached if not told.months or month in told.months]
    if not months:
        raise DomainError(_("Thời gian này không có tháng nào đã chọn."), field="months")
    return months


def _rematch(inquiry: Inquiry) -> None:
    """What the buyer still looks for, and what is free, has changed. Other requests learn of it at night."""
    if inquiry.request.state == BuyingRequest.State.OPEN:
        rematch_soon(inquiry.request)


def _check_free(agreement: Agreement) -> None:
    record = SellingRecord.objects.select_for_update().filter(product=agreement.product_id).first()
    if record is None or record.unit != agreement.unit:
        raise DomainError(_("Sản phẩm chưa có hồ sơ bán hàng tính theo %(unit)s.") % {"unit": agreement.unit})
    months = free_months(record, today())
    short = [one for one in agreement.months if one not in months or months[one].free < agreement.per_month]
    if short:
        raise DomainError(
            _("Tháng %(months)s không còn đủ %(amount)d %(unit)s: phần còn lại đã hứa nơi khác hoặc chưa có hàng.")
            % {"months": _listed(short), "amount": agreement.per_month, "unit": agreement.unit},
            field="per_month",
        )


def _listed(months: Iterable[int]) -> str:
    return ", ".join(map(str, months))
