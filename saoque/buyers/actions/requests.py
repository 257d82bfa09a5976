"""A buying request: written, opened, closed, copied."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.buyers import notices
from saoque.buyers.actions.matching import rematch_soon
from saoque.buyers.actions.thread import MOST_AMOUNT, MOST_PRICE, MOST_TEXT, note, said
from saoque.buyers.flow import inquiry_flow, request_flow
from saoque.buyers.models import BuyingRequest, Entry, Inquiry, Side, WantedSet
from saoque.buyers.rules import rules
from saoque.buyers.terms import at_rest
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text
from saoque.knowledge.papers import find_kind
from saoque.places.models import AdminUnit

MOST_SETS = 26


@dataclass(frozen=True)
class Wanted:
    """What a buyer tells. `per_month` in `unit`, `price_most` VND per unit or None, `months` 1–12 (none: every month),
    `sellers_most` 0 for no bound.
    """

    title: str
    sets: tuple[str, ...]
    per_month: int
    unit: str
    answer_until: date
    star_least: int = 0
    price_most: int | None = None
    province: AdminUnit | None = None
    papers: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    pooling: bool = True
    sellers_most: int = 0
    words: str = field(default="")


@transaction.atomic
def state_request(told: Wanted, *, actor: Actor) -> BuyingRequest:
    """Write a draft for the buyer's unit in which the actor stands."""
    acting = rules.require(actor, "state_request")
    fields = _checked(told)
    assert acting.standing is not None  # noqa: S101 - the table gives this right to standings alone
    request = BuyingRequest.objects.create(buyer_id=acting.standing.unit_id, created_by=acting.user, **fields)
    _put_sets(request, told.sets)
    audit.record(request, "state_request", acting, to_state=request.state, data={"title": request.title})
    return request


@transaction.atomic
def change_request(request: BuyingRequest, told: Wanted, *, actor: Actor) -> None:
    """Change what is wanted, as long as it is not over. What fits is reckoned anew when it is open."""
    acting = rules.require(actor, "edit_request", request)
    if request.state not in (BuyingRequest.State.DRAFT, BuyingRequest.State.OPEN):
        raise DomainError(_("Nhu cầu này đã khép. Hãy chép thành nhu cầu mới rồi sửa."))
    fields = _checked(told)
    search = search_text(fields["title"], fields["words"])
    compare_and_set(request, acting, "change_request", data={"title": fields["title"]}, search=search, **fields)
    request.sets.all().delete()
    _put_sets(request, told.sets)
    if request.state == BuyingRequest.State.OPEN:
        rematch_soon(request)


@transaction.atomic
def move_request(request: BuyingRequest, act: str, *, actor: Actor) -> None:
    """`open_request`, `close_request`, `fulfil_request` or `cancel_request`. Cancelling ends what still waits."""
    acting = rules.require(actor, "edit_request", request)
    if act not in request_flow.transitions:
        raise DomainError(_("Nhu cầu mua không có bước này."))
    if act == "open_request":
        if request.answer_until < today():
            raise DomainError(_("Hạn nhận chào hàng đã qua. Hãy sửa lại ngày rồi mở."), field="answer_until")
        request_flow.apply(request, act, acting, opened_on=request.opened_on or today())
        rematch_soon(request)
        return
    request_flow.apply(request, act, acting)
    if act in ("cancel_request", "fulfil_request"):
        _let_go(request, acting)


@transaction.atomic
def copy_request(request: BuyingRequest, *, actor: Actor) -> BuyingRequest:
    """Make a draft from an old request; the last day for answers is left at today, to be set anew."""
    acting = rules.require(actor, "edit_request", request)
    names = (
        "title", "star_least", "per_month", "unit", "price_most", "province_id", "papers", "months", "pooling",
        "sellers_most", "words",
    )  # fmt: skip
    copied: dict[str, Any] = {name: getattr(request, name) for name in names}
    made = BuyingRequest.objects.create(
        buyer_id=request.buyer_id, created_by=acting.user, answer_until=today(), **copied
    )
    _put_sets(made, tuple(one.scorecard for one in request.sets.all()))
    audit.record(made, "state_request", acting, to_state=made.state, data={"copied_from": request.pk})
    return made


def _let_go(request: BuyingRequest, acting: Actor) -> None:
    """Tell everybody who still waits that nothing more will come."""
    waiting = Inquiry.objects.filter(request=request, state__in=(Inquiry.State.ASKED, Inquiry.State.QUOTED))
    for inquiry in waiting.select_related("request__buyer", "product", "producer").order_by("pk"):
        inquiry_flow.apply(inquiry, "withdraw_inquiry", acting, **at_rest())
        note(inquiry, Entry.Kind.WITHDRAWN, acting, Side.BUYER)
        notices.settle_asked(inquiry)
        notices.tell_news(inquiry, Side.PRODUCER, "over")


def _put_sets(request: BuyingRequest, codes: tuple[str, ...]) -> None:
    WantedSet.objects.bulk_create([WantedSet(request=request, scorecard=code) for code in sorted(set(codes))])


def _checked(told: Wanted) -> dict[str, Any]:
    """Return the fields to store. Raises `DomainError` naming the field."""
    _check_numbers(told)
    known = {one.code for one in rulebook.product_sets()}
    if not told.sets or len(told.sets) > MOST_SETS or not set(told.sets) <= known:
        raise DomainError(_("Hãy chọn ít nhất một nhóm sản phẩm."), field="sets")
    if any(find_kind(code) is None for code in told.papers):
        raise DomainError(_("Có loại giấy không có trong danh mục."), field="papers")
    if told.answer_until < today():
        raise DomainError(_("Hạn nhận chào hàng phải từ hôm nay trở đi."), field="answer_until")
    return {
        "title": said(" ".join(told.title.split()), 160, field="title", least=3, lacks=_("Hãy ghi cần mua gì.")),
        "star_least": told.star_least,
        "per_month": told.per_month,
        "unit": said(told.unit, 20, field="unit", least=1, lacks=_("Hãy ghi tính theo gì: chai, hũ, kg.")),
        "price_most": told.price_most,
        "province": told.province,
        "papers": sorted(set(told.papers)),
        "months": sorted(set(told.months)),
        "pooling": told.pooling,
        "sellers_most": told.sellers_most,
        "words": said(told.words, MOST_TEXT, field="words"),
        "answer_until": told.answer_until,
    }


def _check_numbers(told: Wanted) -> None:
    if not 0 <= told.star_least <= 5:
        raise DomainError(_("Sao từ 0 đến 5."), field="star_least")
    if not 1 <= told.per_month <= MOST_AMOUNT:
        raise DomainError(_("Số lượng mỗi tháng phải từ 1 trở lên."), field="per_month")
    if told.price_most is not None and not 0 < told.price_most <= MOST_PRICE:
        raise DomainError(_("Giá phải lớn hơn 0."), field="price_most")
    if not 0 <= told.sellers_most <= 50:
        raise DomainError(_("Ghép nhiều nhất 50 nơi."), field="sellers_most")
    if not all(1 <= month <= 12 for month in told.months):
        raise DomainError(_("Tháng từ 1 đến 12."), field="months")
