"""What the figures count of this room."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator

_GROUP = _("Thị trường")
_HELD = (Fair.State.RUNNING, Fair.State.ENDED, Fair.State.REPORTED)


def _held(province: str, span: Span) -> QuerySet[Fair]:
    """Fairs that a unit of the province organised or took its producers to, and that began in the span."""
    units = Fair.objects.filter(unit__province__code=province) | Fair.objects.filter(
        unit__commune__parent__code=province
    )
    found = units.filter(first_day__range=(span.first, span.last), state__in=_HELD)
    return found.select_related("commune", "unit").order_by("-first_day", "pk")


def _came(province: str, span: Span) -> QuerySet[Exhibitor]:
    found = Exhibitor.objects.filter(
        state=Exhibitor.State.CAME, producer__commune__parent__code=province,
        fair__first_day__range=(span.first, span.last),
    )  # fmt: skip
    return found.select_related("fair", "producer__commune").order_by("-fair__first_day", "pk")


def _fair_row(one: Fair) -> FigureRow:
    return FigureRow(one.name, one.venue, one.first_day, reverse("fairs:fair", args=[one.slug]))


def _exhibitor_row(one: Exhibitor) -> FigureRow:
    return FigureRow(one.name, one.fair.name, one.fair.first_day)


register_indicator(
    Indicator(
        key="hoi_cho", group=_GROUP, name=_("Hội chợ, triển lãm"), counting=Counting.HAPPENED, unit=_("hội chợ"),
        means=_("Hội chợ đã khai mạc trong kỳ mà đơn vị trong tỉnh, thành phố tổ chức hoặc đưa bà con đi."),
        found=_held, commune="unit__commune__code", row=_fair_row,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        key="luot_du_hoi_cho", group=_GROUP, name=_("Lượt chủ thể dự hội chợ"), counting=Counting.HAPPENED,
        unit=_("lượt"), means=_("Chủ thể của tỉnh, thành phố được ghi là đã dự hội chợ khai mạc trong kỳ."),
        found=_came, commune="producer__commune__code", row=_exhibitor_row,
    )
)  # fmt: skip
