"""What the figures count of this room: cases, their measured results, and obstacles."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.support.models import CaseMoney, Measure, Obstacle, SupportCase
from saoque.support.queries import figures

_CASES, _RESULTS, _OBSTACLES = _("Vụ việc hỗ trợ"), _("Kết quả đo được"), _("Vướng mắc")


def _case_row(one: SupportCase) -> FigureRow:
    return FigureRow(
        one.title, one.producer.name, one.closed_on or one.asked_on, reverse("support:case", args=[one.pk])
    )


def _obstacle_row(one: Obstacle) -> FigureRow:
    return FigureRow(
        one.case.title, one.case.producer.name, one.closed_on or one.opened_on,
        reverse("support:case", args=[one.case_id]),
    )  # fmt: skip


def _cases(kind: Callable[..., QuerySet[SupportCase]]) -> Callable[[str, Span], QuerySet[SupportCase]]:
    def found(province: str, span: Span) -> QuerySet[SupportCase]:
        here = kind(span.first, span.last).filter(producer__commune__parent__code=province)
        return here.select_related("producer").order_by("-asked_on", "pk")

    return found


def _obstacles(kind: Callable[..., QuerySet[Obstacle]]) -> Callable[[str, Span], QuerySet[Obstacle]]:
    def found(province: str, span: Span) -> QuerySet[Obstacle]:
        here = kind(span.first, span.last).filter(case__producer__commune__parent__code=province)
        return here.select_related("case__producer").order_by("-opened_on", "pk")

    return found


def _latest(name: str) -> Callable[[str, Span], QuerySet[Measure]]:
    """The newest measure of each producer that knows this figure, taken by the last day: nobody counts twice."""

    def found(province: str, span: Span) -> QuerySet[Measure]:
        taken = Measure.objects.filter(taken_on__lte=span.last, **{f"{name}__isnull": False})
        taken = taken.exclude(moment=Measure.Moment.BEFORE)
        newest = taken.filter(case__producer=OuterRef("case__producer")).order_by("-taken_on", "-pk").values("pk")[:1]
        rows = taken.filter(pk=Subquery(newest), case__producer__commune__parent__code=province)
        return rows.annotate(counted=F(name)).select_related("case__producer").order_by("-taken_on", "pk")

    return found


def _measure_row(one: Any) -> FigureRow:
    return FigureRow(
        one.case.title, one.case.producer.name, one.taken_on, reverse("support:case", args=[one.case_id]), one.counted
    )


def _result(key: str, field: str, name: Any, unit: Any) -> Indicator:
    return Indicator(
        key=key,
        group=_RESULTS,
        name=name,
        means=_("Số đo mới nhất của mỗi chủ thể đến ngày cuối kỳ, lúc khép vụ việc hoặc sau 3, 12 tháng."),
        unit=unit,
        counting=Counting.STOOD,
        found=_latest(field),
        commune="case__producer__commune__code",
        row=_measure_row,
        amount="counted",
    )


def _own_money(province: str, span: Span) -> QuerySet[CaseMoney]:
    found = CaseMoney.objects.filter(
        source=CaseMoney.Source.YOUTH, paid__gt=0, paid_on__range=(span.first, span.last),
        case__producer__commune__parent__code=province,
    )  # fmt: skip
    return found.select_related("case__producer").order_by("-paid_on", "pk")


def _money_row(one: CaseMoney) -> FigureRow:
    url = reverse("support:case", args=[one.case_id])
    return FigureRow(one.what, one.case.producer.name, one.paid_on, url, one.paid)


register_indicator(
    Indicator(
        key="own_capital_disbursed",
        group=_("Vốn"),
        name=_("Vốn tự có đã giải ngân"),
        means=_("Tiền từ quỹ của Đoàn đã chi trong kỳ, ghi ở các vụ việc."),
        unit=_("đồng"),
        counting=Counting.HAPPENED,
        found=_own_money,
        commune="case__producer__commune__code",
        row=_money_row,
        amount="paid",
    )
)
for _key, _name, _means, _kind in (
    ("cases_opened", _("Nhu cầu được nêu"), _("Vụ việc mở trong kỳ, kể cả ghi giúp."), figures.opened_cases),
    ("cases_closed", _("Vụ việc xong có kết quả"), _("Vụ việc khép với kết quả trong kỳ."), figures.closed_cases),
):
    register_indicator(
        Indicator(
            key=_key,
            group=_CASES,
            name=_name,
            means=_means,
            unit=_("vụ việc"),
            counting=Counting.HAPPENED,
            found=_cases(_kind),
            commune="producer__commune__code",
            row=_case_row,
        )
    )
register_indicator(_result("jobs_regular", "jobs_regular", _("Việc làm thường xuyên"), _("người")))
register_indicator(_result("jobs_seasonal", "jobs_seasonal", _("Việc làm thời vụ"), _("người")))
# Not "revenue", "channels": those are the ledger's and the shelves', of everybody and not only of who was helped.
register_indicator(_result("revenue_of_helped", "revenue", _("Doanh thu một tháng của nơi được giúp"), _("đồng")))
register_indicator(_result("channels_of_helped", "channels", _("Kênh tiêu thụ của nơi được giúp"), _("kênh")))
for _key, _name, _means, _rows, _counting in (
    (
        "obstacles_opened",
        _("Vướng mắc được nêu"),
        _("Vướng mắc với cơ quan mở trong kỳ."),
        figures.opened_obstacles,
        Counting.HAPPENED,
    ),
    (
        "obstacles_open",
        _("Vướng mắc đang mở"),
        _("Vướng mắc với cơ quan chưa đóng vào ngày cuối kỳ."),
        figures.open_obstacles,
        Counting.STOOD,
    ),
    (
        "obstacles_closed",
        _("Vướng mắc được gỡ"),
        _("Vướng mắc đóng trong kỳ, vụ việc xong."),
        figures.closed_obstacles,
        Counting.HAPPENED,
    ),
):
    register_indicator(
        Indicator(
            key=_key,
            group=_OBSTACLES,
            name=_name,
            means=_means,
            unit=_("vướng mắc"),
            counting=_counting,
            found=_obstacles(_rows),
            commune="case__producer__commune__code",
            row=_obstacle_row,
        )
    )
