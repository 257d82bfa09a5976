"""What the figures count of this room: revenue, of those producers only who agreed to be read by name."""

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.ledger.models import NamedRevenue, Sale


def _revenue(province: str, span: Span) -> QuerySet[NamedRevenue]:
    """One record for each producer; `sold` is its whole of the span, never a single sale."""
    mine = Sale.objects.filter(
        producer=OuterRef("producer"), struck_at__isnull=True, sold_on__range=(span.first, span.last)
    )
    whole = mine.order_by().values("producer").annotate(whole=Sum("amount")).values("whole")
    agreed = NamedRevenue.objects.filter(agreed_at__isnull=False, producer__commune__parent__code=province)
    found = agreed.annotate(sold=Subquery(whole)).filter(sold__isnull=False)
    return found.select_related("producer__commune").order_by("-sold", "pk")


def _row(one: NamedRevenue) -> FigureRow:
    return FigureRow(one.producer.name, one.producer.commune.full_name, amount=one.sold)  # type: ignore[attr-defined]


register_indicator(
    Indicator(
        key="revenue",
        group=_("Tiêu thụ sản phẩm"),
        name=_("Doanh thu"),
        means=_("Tiền bán ghi trong sổ bán hàng, chỉ của các cơ sở cho nêu tên; dòng đã gạch không tính."),
        unit=_("đồng"),
        counting=Counting.HAPPENED,
        found=_revenue,
        commune="producer__commune__code",
        row=_row,
        amount="sold",
    )
)
