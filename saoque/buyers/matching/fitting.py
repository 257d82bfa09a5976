"""Whether one offer fits one request, in words that a producer and a buyer understand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from saoque.buyers.matching.shapes import Offer, Reason, Request, Verdict

ALL_YEAR = frozenset(range(1, 13))


def judge(offer: Offer, request: Request, on: date) -> Verdict:
    """Return the verdict on the day `on`: every reason against it, or the reasons for it."""
    against = tuple(_against(offer, request, on))
    return Verdict(offer, not against, against or tuple(_in_favour(offer, request)))


def _against(offer: Offer, request: Request, on: date) -> Iterator[Reason]:
    if not offer.agreed:
        yield Reason("agreed", "Chủ thể chưa đồng ý cho người mua thấy sản phẩm này.")
    if request.min_star:
        yield from _star(offer, request, on)
    if offer.unit != request.unit:
        yield Reason("unit", f"Bán theo {offer.unit}, người mua hỏi theo {request.unit}.")
    elif request.max_price is not None and offer.price > request.max_price:
        over = offer.price - request.max_price
        yield Reason("price", f"Giá {vnd(offer.price)} một {offer.unit}, cao hơn mức trả {vnd(over)}.")
    if request.area and offer.areas and request.area not in offer.areas:
        yield Reason("area", f"Không giao đến {_place(request)}.")
    lacking = (request.months or ALL_YEAR) - (offer.months or ALL_YEAR)
    if lacking:
        yield Reason("months", f"Không có hàng vào tháng {', '.join(map(str, sorted(lacking)))}.")
    missing = request.papers - offer.papers
    if missing:
        yield Reason("papers", f"Còn thiếu giấy: {', '.join(sorted(missing))}.")
    if offer.per_month == 0:
        yield Reason("capacity", "Chưa ghi mỗi tháng giao được bao nhiêu.")
    elif offer.free == 0:
        yield Reason("promised", f"Đã hứa hết {number(offer.per_month)} {offer.unit} mỗi tháng cho nơi khác.")


def _star(offer: Offer, request: Request, on: date) -> Iterator[Reason]:
    if offer.star < request.min_star:
        now = f"đang có {offer.star} sao" if offer.star else "chưa có sao"
        yield Reason("star", f"Cần từ {request.min_star} sao, sản phẩm {now}.")
    elif offer.star_until is None or offer.star_until < on:
        yield Reason("star", "Giấy chứng nhận sao đã hết hiệu lực.")


def _in_favour(offer: Offer, request: Request) -> Iterator[Reason]:
    if request.min_star and offer.star_until is not None:
        yield Reason("star", f"{offer.star} sao, giấy chứng nhận còn hiệu lực đến {offer.star_until:%d/%m/%Y}.")
    said = f"Giá {vnd(offer.price)} một {offer.unit}"
    bound = f", không quá mức trả {vnd(request.max_price)}." if request.max_price is not None else "."
    yield Reason("price", said + bound)
    yield Reason("capacity", f"Còn giao được {number(offer.free)} {offer.unit} mỗi tháng.")
    if request.area:
        yield Reason("area", f"Giao được đến {_place(request)}.")
    if request.months:
        yield Reason("months", f"Có hàng vào tháng {', '.join(map(str, sorted(request.months)))}.")
    if request.papers:
        yield Reason("papers", f"Đủ giấy: {', '.join(sorted(request.papers))}.")


def _place(request: Request) -> str:
    return request.place or f"nơi có mã {request.area}"


def number(value: int) -> str:
    """1.234: dots between thousands."""
    return f"{value:,}".replace(",", ".")


def vnd(value: int) -> str:
    return f"{number(value)} đồng"
