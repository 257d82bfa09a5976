"""The rule's reasons as sentences, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saoque.producers.kinds import kind_words


@dataclass(frozen=True)
class Sentence:
    """One reason: `good` speaks for the application."""

    good: bool
    text: str


def sentences(reasons: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """Return what the stored reasons say. A code of a later version is left out."""
    return [Sentence(bool(one["good"]), _text(one)) for one in reasons if one.get("code") in _SAY]


def _text(one: Mapping[str, Any]) -> str:
    return _SAY[one["code"]](one)


def _star(one: Mapping[str, Any]) -> str:
    if one["good"]:
        return _("Có sản phẩm %(has)d sao còn hạn đến hết hội chợ (cần từ %(least)d sao).") % one
    if one["has"]:
        return _("Sản phẩm cao nhất %(has)d sao, cần từ %(least)d sao còn hạn đến hết hội chợ.") % one
    return _("Không có sản phẩm nào còn sao đến hết hội chợ, cần từ %(least)d sao.") % one


def _paper(one: Mapping[str, Any]) -> str:
    named = {"paper": kind_words(one["kind"]) or one["kind"]}
    if one["good"]:
        return _("Có giấy còn hạn: %(paper)s.") % named
    return _("Thiếu giấy còn hạn đến hết hội chợ: %(paper)s.") % named


def _goods(one: Mapping[str, Any]) -> str:
    if one["good"]:
        return _("Đủ hàng: %(has)d đơn vị một ngày (cần từ %(least)d).") % one
    return _("Chưa đủ hàng: %(has)d đơn vị một ngày, cần từ %(least)d.") % one


_SAY = {
    "star": _star,
    "paper": _paper,
    "papers_unseen": lambda _one: _("Khách mời: giấy tờ không giữ ở đây, ban tổ chức xem tại chỗ."),
    "goods": _goods,
    "absent": lambda one: _("Từng vắng không báo %(times)d lần nên xếp sau.") % one,
    "rank": lambda one: _("Xếp thứ %(rank)d trong %(of)d đơn vị đủ điều kiện.") % one,
    "full": lambda one: _("Đến lượt chỉ còn %(left)d gian, đơn vị xin %(wants)d gian.") % one,
}
