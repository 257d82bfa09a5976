"""What a producer can do about each no of the matcher."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from saoque.buyers.matching import Reason
from saoque.producers.models import Product

_TO_DO: dict[str, Any] = {
    "agreed": _("Mở hồ sơ bán hàng, đồng ý cho người mua thấy sản phẩm."),
    "star": _("Làm hồ sơ lên sao, hoặc đề nghị đánh giá lại trước khi giấy hết hạn."),
    "unit": _("Nếu bán được theo cách tính này thì sửa ở hồ sơ bán hàng, hoặc chào hàng và nói rõ quy đổi."),
    "price": _("Tính lại giá khi mua nhiều. Nếu bớt được, cứ chào hàng với giá mới."),
    "area": _("Nếu gửi tới nơi đó được thì thêm nơi giao ở hồ sơ bán hàng."),
    "months": _("Nếu có hàng vào tháng đó thì ghi sản lượng tháng ở hồ sơ bán hàng."),
    "papers": _("Nếu đã có giấy thì bỏ vào tủ giấy tờ; chưa có thì nhờ Đoàn giúp làm."),
    "capacity": _("Ghi mỗi tháng giao được bao nhiêu ở hồ sơ bán hàng."),
    "promised": _("Nếu làm thêm được thì nâng sản lượng tháng, hoặc rủ cơ sở khác cùng giao."),
}
_IN_SELLING = ("agreed", "unit", "price", "area", "months", "capacity", "promised")


@dataclass(frozen=True)
class Advice:
    """One reason against, what to do about it, and where ("" when there is no page)."""

    reason: str
    to_do: Any
    url: str


def advice_for(product: Product, reasons: tuple[Reason, ...]) -> list[Advice]:
    return [Advice(str(one), _TO_DO.get(one.code, ""), _where(product, one.code)) for one in reasons]


def _where(product: Product, code: str) -> str:
    if code == "papers":
        return reverse("producers:drawer", args=[product.producer_id])
    return selling_page(product) if code in _IN_SELLING else reverse("producers:product", args=[product.pk])


def selling_page(product: Product) -> str:
    """Where the selling record is written; the product's own page on a site without that page."""
    try:
        return reverse("selling:edit", args=[product.pk])
    except NoReverseMatch:
        return reverse("producers:product", args=[product.pk])
