"""What the figures count of this room: products on shelves, and the shelves."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.channels.models import Listing, PointOfSale
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.producers.models import Product


def _standing(span: Span) -> QuerySet[Listing]:
    """What stood on the span's last day."""
    return Listing.objects.filter(Q(until=None) | Q(until__gt=span.last), since__lte=span.last)


def _products(province: str, span: Span) -> QuerySet[Product]:
    on_sale = _standing(span).filter(product=OuterRef("pk"))
    found = Product.objects.filter(Exists(on_sale), producer__commune__parent__code=province)
    return found.select_related("producer").order_by("sort", "pk")


def _points(province: str, span: Span) -> QuerySet[PointOfSale]:
    here = _standing(span).filter(Q(point=OuterRef("pk")) | Q(point=None, channel=OuterRef("channel")))
    found = PointOfSale.objects.filter(Exists(here), commune__parent__code=province)
    still = found.filter(Q(closed_on=None) | Q(closed_on__gt=span.last))
    return still.select_related("channel", "commune").order_by("search", "pk")


def _product_row(one: Product) -> FigureRow:
    return FigureRow(one.name, one.producer.name, None, reverse("channels:product", args=[one.pk]))


def _point_row(one: PointOfSale) -> FigureRow:
    detail = f"{one.channel.name} · {one.commune.full_name}"
    return FigureRow(one.name, detail, one.opened_on, reverse("channels:point", args=[one.pk]))


_GROUP = _("Kênh tiêu thụ")
register_indicator(
    Indicator(
        key="products_in_channels", group=_GROUP, name=_("Sản phẩm có kênh tiêu thụ"),
        means=_("Sản phẩm của chủ thể trong địa bàn đang bán ở ít nhất một kênh vào ngày cuối kỳ."), unit=_("sản phẩm"),
        counting=Counting.STOOD, found=_products, commune="producer__commune__code", row=_product_row,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        key="points_of_sale", group=_GROUP, name=_("Điểm bán sản phẩm"),
        means=_("Điểm bán trong địa bàn còn mở và có sản phẩm đang bán vào ngày cuối kỳ."), unit=_("điểm"),
        counting=Counting.STOOD, found=_points, commune="commune__code", row=_point_row,
    )
)  # fmt: skip
