"""What the figures count of this room: what was founded here, its members and its capital; of no member by name."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries.figures import founded, with_capital, with_members
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator


def _founded(kind: str) -> Callable[[str, Span], QuerySet[Cooperative]]:
    def found(province: str, span: Span) -> QuerySet[Cooperative]:
        here = founded(span.first, span.last).filter(kind=kind, commune__parent__code=province)
        return here.select_related("commune").order_by("-registered_on", "pk")

    return found


def _standing(counted: Callable[[date], QuerySet[Any]]) -> Callable[[str, Span], QuerySet[Any]]:
    def found(province: str, span: Span) -> QuerySet[Any]:
        here = counted(span.last).filter(commune__parent__code=province)
        return here.select_related("commune").order_by("-counted", "pk")

    return found


def _counted_row(one: Any) -> FigureRow:
    return FigureRow(one.name, one.commune.full_name, one.registered_on, amount=one.counted)


def _row(one: Cooperative) -> FigureRow:
    """The founding's own pages belong to its founders, so the row leads nowhere."""
    return FigureRow(one.name, one.commune.full_name, one.registered_on)


for _key, _name, _kind in (
    ("cooperatives_founded", _("Hợp tác xã thành lập"), Kind.COOPERATIVE),
    ("groups_founded", _("Tổ hợp tác thành lập"), Kind.GROUP),
):
    register_indicator(
        Indicator(
            key=_key,
            group=_("Hợp tác xã, tổ hợp tác"),
            name=_name,
            means=_("Lập cùng Sao Quê và được cấp giấy đăng ký trong kỳ."),
            unit=_("đơn vị"),
            counting=Counting.HAPPENED,
            found=_founded(_kind),
            commune="commune__code",
            row=_row,
        )
    )
for _key, _name, _means, _unit, _counted in (
    (
        "cooperative_members",
        _("Thành viên"),
        _("Thành viên của hợp tác xã, tổ hợp tác đã đăng ký, theo sổ thành viên vào ngày cuối kỳ."),
        _("thành viên"),
        with_members,
    ),
    (
        "cooperative_capital",
        _("Vốn đã góp"),
        _("Vốn thành viên đã góp đến ngày cuối kỳ, theo sổ vốn."),
        _("đồng"),
        with_capital,
    ),
):
    register_indicator(
        Indicator(
            key=_key,
            group=_("Hợp tác xã, tổ hợp tác"),
            name=_name,
            means=_means,
            unit=_unit,
            counting=Counting.STOOD,
            found=_standing(_counted),
            commune="commune__code",
            row=_counted_row,
            amount="counted",
        )
    )
