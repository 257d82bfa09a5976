"""What the figures count of this room."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saoque.buyers.models import Agreement
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator


def _agreed(province: str, span: Span) -> QuerySet[Agreement]:
    found = Agreement.objects.filter(
        agreed_on__range=(span.first, span.last), inquiry__producer__commune__parent__code=province
    )
    return found.select_related("product", "inquiry__request__buyer").order_by("-agreed_on", "pk")


def _row(one: Agreement) -> FigureRow:
    return FigureRow(one.product.name, one.inquiry.request.buyer.name, one.agreed_on)


# Fairs count their own contracts: another key, so that neither takes the other's place.
register_indicator(
    Indicator(
        key="buyer_contracts", group=_("Thị trường"), name=_("Thỏa thuận mua bán với người mua"),
        means=_("Thỏa thuận trên Sao Quê mà cả người mua và chủ thể xác nhận trong kỳ; không tính ở hội chợ."),
        unit=_("thỏa thuận"), counting=Counting.HAPPENED, found=_agreed, commune="inquiry__producer__commune__code",
        row=_row,
    )
)  # fmt: skip
