"""What the figures count of this room: cases, their measured results, and obstacles."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.support.models import Measure, Obstacle, SupportCase
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


def _measured(name: str) -> Callable[[str, Span], QuerySet[Measure]]:
    """Measures at the close of a case, taken within the span, that know this figure."""

    def found(province: str, span: Span) -> QuerySet[Measure]:
        rows = Measure.objects.filter(
            moment=Measure.Moment.CLOSING, taken_on__range=(span.first, span.last),
            case__producer__commune__parent__code=province, **{f"{name}__isnull": False},
        )  # fmt: skip
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
        means=_("Cộng con số ghi lúc khép vụ việc trong kỳ; vụ việc không ghi thì không tính."),
        unit=unit,
        counting=Counting.HAPPENED,
        found=_measured(field),
        commune="case__producer__commune__code",
        row=_measure_row,
        amount="counted",
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
register_indicator(_result("revenue", "revenue", _("Doanh thu một tháng"), _("đồng")))
register_indicator(_result("channels", "channels", _("Kênh tiêu thụ"), _("kênh")))
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
