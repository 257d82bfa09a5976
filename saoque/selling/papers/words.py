"""What stands in the buyer's PDF, as data in one language. What the producer typed stays as it was typed."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image

from saoque.certificates.models import Certificate
from saoque.certificates.paper import verify_address
from saoque.kernel.calendar import today
from saoque.kernel.files import open_stored
from saoque.kernel.papers import qr_svg
from saoque.producers.models import Paper, Product, ProductPhoto
from saoque.selling.gathering import delivers_to
from saoque.selling.models import SellingRecord
from saoque.selling.queries import capacity_left

LANGUAGES = ("vi", "en")
PICTURE = 480  # pixels, longest side


@dataclass(frozen=True)
class Choice:
    """What the producer chose to tell this buyer besides the record: papers, contact, the largest discount."""

    papers: tuple[Paper, ...] = ()
    contact: bool = False
    discount: bool = False


def number(value: int) -> str:
    """1.234 in Vietnamese, 1,234 in English: a buyer abroad would read the other as a decimal."""
    said = f"{value:,}"
    return said if (get_language() or "").startswith("en") else said.replace(",", ".")


def valid_certificate(product: Product, day: date | None = None) -> Certificate | None:
    """Return the certificate that holds on a day, today when none is named."""
    held = Certificate.objects.filter(product=product, state=Certificate.State.VALID, valid_until__gte=day or today())
    return held.first()


def words_of(record: SellingRecord, choice: Choice, language: str) -> dict[str, Any]:
    """Return the data of the template, everything in words of the language. Four queries."""
    product = record.product
    with translation.override(language):
        return {
            "lang": language,
            "title": _("Hồ sơ chào hàng"),
            "made": _("Lập ngày %(day)s trên Sao Quê") % {"day": f"{today():%d/%m/%Y}"},
            "product": product.name,
            "star": product.star if product.star_until and product.star_until >= today() else 0,
            "star_words": _star(product),
            "producer": product.producer.name,
            "summary": product.summary,
            "picture": _picture(product),
            "certificate": _certificate(product),
            "blocks": [
                {"title": _("Về chủ thể"), "rows": _producer(product, choice)},
                {"title": _("Về sản phẩm"), "rows": _goods(record)},
                {"title": _("Giá và điều kiện"), "rows": _terms(record, choice)},
            ],
            "tiers": _tiers(record),
            "months": _months(record),
            "papers": _papers(choice),
        }


def _star(product: Product) -> str:
    if not product.star or product.star_until is None or product.star_until < today():
        return _("Chưa có sao OCOP còn hạn")
    return _("%(star)d sao OCOP, đến hết ngày %(day)s") % {
        "star": product.star, "day": f"{product.star_until:%d/%m/%Y}",
    }  # fmt: skip


def _picture(product: Product) -> list[int]:
    """The first photo as a small JPEG, byte by byte; empty when there is none."""
    photo = ProductPhoto.objects.select_related("small", "file").filter(product=product).first()
    if photo is None:
        return []
    with open_stored(photo.small or photo.file) as content, Image.open(content) as picture:
        picture.thumbnail((PICTURE, PICTURE))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=78)
    return list(out.getvalue())


def _certificate(product: Product) -> dict[str, str]:
    held = valid_certificate(product)
    if held is None:
        return {}
    words = {"number": held.number, "day": f"{held.valid_until:%d/%m/%Y}"}
    return {
        "words": _("Giấy chứng nhận số %(number)s, có giá trị đến hết ngày %(day)s") % words,
        "scan": _("Quét mã để kiểm giấy còn hiệu lực."),
        "qr": qr_svg(verify_address(held)),
    }


def _told(rows: list[tuple[str, Any]]) -> list[list[str]]:
    """The rows that hold something."""
    return [[name, str(value)] for name, value in rows if value not in ("", None)]


def _producer(product: Product, choice: Choice) -> list[list[str]]:
    producer = product.producer
    rows = [
        (_("Tên"), producer.name), (_("Loại hình"), producer.get_legal_form_display()),
        (_("Số giấy đăng ký"), producer.registration_number), (_("Địa chỉ"), producer.address),
    ]  # fmt: skip
    if choice.contact:
        rows += [(_("Người đại diện"), producer.representative_name), (_("Điện thoại"), producer.phone),
                 (_("Thư điện tử"), producer.email)]  # fmt: skip
    return _told([*rows, (_("Giới thiệu"), producer.about)])


def _goods(record: SellingRecord) -> list[list[str]]:
    sizes = (record.pack_length_mm, record.pack_width_mm, record.pack_height_mm)
    pack = " × ".join(number(size) for size in sizes if size) + " mm" if all(sizes) else ""
    return _told([
        (_("Bán theo"), record.unit), (_("Khối lượng, thể tích tịnh"), record.content), (_("Mã vạch"), record.gtin),
        (_("Nguyên liệu, thành phần"), record.ingredients), (_("Bảo quản"), record.storage), (_("Hạn dùng"), _days(record.shelf_life_days)),
        (_("Kích thước gói"), pack),
        (_("Nặng cả bao bì"), f"{number(record.pack_weight_g)} g" if record.pack_weight_g else ""),
    ])  # fmt: skip


def _terms(record: SellingRecord, choice: Choice) -> list[list[str]]:
    delivers = delivers_to(record)
    if not record.everywhere and len(record.areas.all()) > 3:
        delivers = ", ".join(one.province.name for one in record.areas.all())
    rows = [
        (_("Giá bán lẻ"), _price(record.price, record.unit)),
        (_("Đặt ít nhất"), f"{number(record.min_order)} {record.unit}"), (_("Đặt trước"), _days(record.lead_days)),
        (_("Giao hàng"), delivers), (_("Hóa đơn"), record.get_invoice_display()),
        (_("Cho nợ"), _days(record.payment_days)),
    ]  # fmt: skip
    if choice.discount and record.discount_most is not None:
        rows.append((_("Chiết khấu nhiều nhất"), f"{record.discount_most} %"))
    return _told([*rows, (_("Điều kiện bán"), record.terms)])


def _days(count: int | None) -> str:
    return "" if count is None else _("%(n)s ngày") % {"n": number(count)}


def _price(price: int, unit: str) -> str:
    return _("%(price)s đồng một %(unit)s") % {"price": number(price), "unit": unit}


def _tiers(record: SellingRecord) -> dict[str, Any]:
    rows = [[_("từ %(n)s %(unit)s") % {"n": number(one.least), "unit": record.unit}, _price(one.price, record.unit)]
            for one in record.tiers.all()]  # fmt: skip
    return {"title": _("Giá theo số lượng"), "rows": rows}


def _months(record: SellingRecord) -> dict[str, Any]:
    left = capacity_left(record)
    return {
        "title": _("Còn nhận giao mỗi tháng (%(unit)s)") % {"unit": record.unit},
        "names": [_("T%(n)d") % {"n": month} for month in range(1, 13)],
        "left": [number(left[month]) if month in left else "–" for month in range(1, 13)],
        "any": bool(left),
        "total": _("Cả năm: %(n)s %(unit)s") % {"n": number(sum(left.values())), "unit": record.unit},
    }


def _papers(choice: Choice) -> dict[str, Any]:
    rows = [
        [paper.title, paper.number, f"{paper.issued_on:%d/%m/%Y}" if paper.issued_on else "",
         f"{paper.expires_on:%d/%m/%Y}" if paper.expires_on else ""]
        for paper in choice.papers
    ]  # fmt: skip
    return {
        "title": _("Giấy tờ kèm theo"), "head": [_("Tên giấy"), _("Số giấy"), _("Ngày cấp"), _("Hết hạn ngày")],
        "rows": rows, "demo": _("TRÌNH DIỄN") if settings.DEMO_MODE else "",
    }  # fmt: skip
