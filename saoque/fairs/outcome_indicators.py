"""Memoranda and contracts signed at fairs, as the figures count them: by the producer's commune."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.fairs.models import Deal
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator


def _signed(kind: str, province: str, span: Span) -> QuerySet[Deal]:
    found = Deal.objects.filter(
        kind=kind, signed_on__range=(span.first, span.last), exhibitor__producer__commune__parent__code=province
    ).exclude(state=Deal.State.STRUCK)
    return found.select_related("exhibitor__fair").order_by("-signed_on", "-pk")


def _memoranda(province: str, span: Span) -> QuerySet[Deal]:
    return _signed(Deal.Kind.MEMORANDUM, province, span)


def _contracts(province: str, span: Span) -> QuerySet[Deal]:
    return _signed(Deal.Kind.CONTRACT, province, span)


def _row(one: Deal) -> FigureRow:
    detail = f"{one.partner} · {one.exhibitor.fair.name}"
    return FigureRow(one.exhibitor.name, detail, one.signed_on, reverse("fairs:fair", args=[one.exhibitor.fair.slug]))


def _money(one: Deal) -> FigureRow:
    plain = _row(one)
    return FigureRow(plain.what, plain.detail, plain.day, plain.url, one.value)


_GROUP = _("Thị trường")
for _key, _name, _means, _unit, _found, _tell, _amount in (
    (
        "mou_hoi_cho", _("Biên bản ghi nhớ tại hội chợ"), _("Biên bản ghi nhớ chủ thể ký tại hội chợ trong kỳ, trừ bản đã gạch."),
        _("biên bản"), _memoranda, _row, None,
    ),
    (
        "hop_dong_hoi_cho", _("Hợp đồng tại hội chợ"), _("Hợp đồng chủ thể ký tại hội chợ trong kỳ, trừ bản đã gạch."),
        _("hợp đồng"), _contracts, _row, None,
    ),
    (
        "gia_tri_hop_dong_hoi_cho", _("Giá trị hợp đồng tại hội chợ"), _("Tổng giá trị các hợp đồng ấy."),
        _("đồng"), _contracts, _money, "value",
    ),
):  # fmt: skip
    register_indicator(
        Indicator(
            key=_key, group=_GROUP, name=_name, means=_means, unit=_unit, counting=Counting.HAPPENED, found=_found,
            commune="exhibitor__producer__commune__code", row=_tell, amount=_amount,
        )
    )  # fmt: skip
