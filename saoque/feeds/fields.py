"""The closed list of what a column of a file may hold, and where a person tells it. Pure apart from the words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saoque.feeds.goods import Goods
from saoque.feeds.measures import read_content

# What a value is: text as it stands, a whole number, g or mm that may be converted, several addresses, a day.
TEXT, NUMBER, MEASURE, LIST, DAY = "text", "number", "measure", "list", "day"


@dataclass(frozen=True)
class Field:
    """One named value of a product. `told` names the page where it is told, see `doors.PLACES`."""

    label: Any
    told: str
    read: Callable[[Goods], Any]
    kind: str = TEXT
    why: Any = ""


def _availability(goods: Goods) -> str | None:
    if goods.left is None:
        return None
    return "in_stock" if goods.left > 0 else "out_of_stock"


def _content_part(place: int) -> Callable[[Goods], Any]:
    def read(goods: Goods) -> Any:
        found = read_content(goods.content)
        return found[place] if found else None

    return read


def _tiers(goods: Goods) -> str:
    """«từ 50: 80.000 đ»: files tell it in Vietnamese, as the rest of what the producer wrote."""
    return "; ".join(f"từ {least}: {price:,} đ".replace(",", ".") for least, price in goods.tiers)


def _title(goods: Goods) -> str:
    return f"{goods.name} {goods.content}".strip()


_SELLING, _NAME, _STORY, _PHOTO, _PUBLIC, _STAR, _PRODUCER, _PAPERS, _CAPACITY = (
    "selling", "product", "story", "photos", "publish", "star", "producer", "papers", "capacity",
)  # fmt: skip

FIELDS: Mapping[str, Field] = {
    "code": Field(_("Mã sản phẩm"), "", lambda g: f"SQ-{g.pk}"),
    "name": Field(_("Tên sản phẩm"), _NAME, lambda g: g.name),
    "title": Field(_("Tên kèm khối lượng"), _NAME, _title),
    "summary": Field(_("Mô tả"), _NAME, lambda g: g.summary),
    "story": Field(_("Câu chuyện sản phẩm"), _STORY, lambda g: g.story),
    "set_name": Field(_("Bộ sản phẩm"), "", lambda g: g.set_name),
    "producer": Field(_("Tên chủ thể"), _PRODUCER, lambda g: g.producer),
    "address": Field(_("Địa chỉ"), _PRODUCER, lambda g: g.address),
    "province": Field(_("Tỉnh, thành phố"), _PRODUCER, lambda g: g.province),
    "phone": Field(_("Điện thoại"), _PRODUCER, lambda g: g.phone),
    "email": Field(_("Thư điện tử"), _PRODUCER, lambda g: g.email),
    "page": Field(_("Trang sản phẩm"), _PUBLIC, lambda g: g.page, why=_("Sản phẩm chưa lên danh mục công khai.")),
    "photo": Field(
        _("Ảnh chính"), _PHOTO, lambda g: g.photos[0] if g.photos else None, why=_("Chưa có ảnh ai cũng xem được.")
    ),
    "photos": Field(_("Ảnh"), _PHOTO, lambda g: g.photos, LIST),
    "more_photos": Field(_("Ảnh khác"), _PHOTO, lambda g: g.photos[1:], LIST),
    "star": Field(_("Số sao"), _STAR, lambda g: g.star, NUMBER, _("Chưa có ngôi sao còn hiệu lực.")),
    "star_until": Field(_("Sao có giá trị đến"), _STAR, lambda g: g.star_until, DAY),
    "star_until_iso": Field(
        _("Sao có giá trị đến"), _STAR, lambda g: g.star_until.isoformat() if g.star_until else None
    ),
    "certificate": Field(_("Số giấy chứng nhận"), _STAR, lambda g: g.certificate),
    "certificate_page": Field(_("Trang xác minh"), _STAR, lambda g: g.certificate_page),
    "declaration": Field(_("Số bản tự công bố"), _PAPERS, lambda g: g.declaration),
    "unit": Field(_("Bán theo"), _SELLING, lambda g: g.unit),
    "content": Field(_("Khối lượng, thể tích tịnh"), _SELLING, lambda g: g.content),
    "content_amount": Field(
        _("Lượng tịnh, bằng số"), _SELLING, _content_part(0), NUMBER, _("Hãy ghi một số và một đơn vị, như 500 ml.")
    ),
    "content_unit": Field(_("Đơn vị của lượng tịnh"), _SELLING, _content_part(1)),
    "price": Field(_("Giá bán lẻ"), _SELLING, lambda g: g.price, NUMBER, _("Chưa có giá bán.")),
    "tiers": Field(_("Giá theo lượng"), _SELLING, _tiers),
    "gtin": Field(_("Mã vạch"), _SELLING, lambda g: g.gtin),
    "gtin14": Field(_("Mã vạch, đủ 14 số"), _SELLING, lambda g: g.gtin.zfill(14) if g.gtin else None),
    "has_gtin": Field(_("Có mã vạch"), "", lambda g: "yes" if g.gtin else "no"),
    "ingredients": Field(_("Thành phần"), _SELLING, lambda g: g.ingredients),
    "storage": Field(_("Bảo quản"), _SELLING, lambda g: g.storage),
    "shelf_life_days": Field(_("Hạn dùng (ngày)"), _SELLING, lambda g: g.shelf_life_days, NUMBER),
    "lead_days": Field(_("Đặt trước (ngày)"), _SELLING, lambda g: g.lead_days, NUMBER),
    "min_order": Field(_("Đặt ít nhất"), _SELLING, lambda g: g.min_order, NUMBER),
    "length": Field(_("Dài"), _SELLING, lambda g: g.length_mm, MEASURE),
    "width": Field(_("Rộng"), _SELLING, lambda g: g.width_mm, MEASURE),
    "height": Field(_("Cao"), _SELLING, lambda g: g.height_mm, MEASURE),
    "weight": Field(_("Nặng cả bao bì"), _SELLING, lambda g: g.weight_g, MEASURE),
    "weight_unit": Field(_("Đơn vị cân nặng"), _SELLING, lambda g: "GRM" if g.weight_g else None),
    "length_unit": Field(_("Đơn vị dài"), _SELLING, lambda g: "MMT" if g.length_mm else None),
    "width_unit": Field(_("Đơn vị rộng"), _SELLING, lambda g: "MMT" if g.width_mm else None),
    "height_unit": Field(_("Đơn vị cao"), _SELLING, lambda g: "MMT" if g.height_mm else None),
    "invoice": Field(_("Hóa đơn"), _SELLING, lambda g: g.invoice),
    "payment_days": Field(_("Cho nợ (ngày)"), _SELLING, lambda g: g.payment_days, NUMBER),
    "discount_most": Field(_("Chiết khấu nhiều nhất (%)"), _SELLING, lambda g: g.discount_most, NUMBER),
    "terms": Field(_("Điều kiện bán"), _SELLING, lambda g: g.terms),
    "areas": Field(_("Nơi giao"), _SELLING, lambda g: g.areas),
    "left": Field(_("Còn giao được tháng này"), _CAPACITY, lambda g: g.left, NUMBER),
    "availability": Field(
        _("Còn hàng hay không"), _CAPACITY, _availability, why=_("Chưa ghi tháng này làm ra được bao nhiêu.")
    ),
}
