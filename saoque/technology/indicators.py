"""What the figures count of this room."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.technology.models import Transfer


def _finished(province: str, span: Span) -> QuerySet[Transfer]:
    return (
        Transfer.objects.filter(
            state=Transfer.State.DONE, ended_on__range=(span.first, span.last),
            producer__commune__parent__code=province,
        )
        .select_related("producer")
        .order_by("-ended_on", "pk")
    )  # fmt: skip


def _row(one: Transfer) -> FigureRow:
    return FigureRow(one.title, one.producer.name, one.ended_on, reverse("technology:transfer", args=[one.pk]))


register_indicator(
    Indicator(
        key="transfers",
        group=_("Kỹ thuật, số hóa"),
        name=_("Chuyển giao khoa học kỹ thuật"),
        means=_("Lần chuyển giao đã xong trong kỳ, có số đo trước và sau."),
        unit=_("lần"),
        counting=Counting.HAPPENED,
        found=_finished,
        commune="producer__commune__code",
        row=_row,
    )
)
