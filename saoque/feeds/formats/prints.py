"""The catalogue and the price list on paper, and the cards for social media, all drawn by Typst templates."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from saoque.feeds.fitting import Fit
from saoque.feeds.formats.matter import Matter
from saoque.feeds.formats.pictures import first_photos, wrapped
from saoque.kernel.papers import compile_pdf

_HERE = Path(__file__).parent
CARD_SIZES = ((1200, 630), (1080, 1080))  # pixels
_CATALOGUE_PHOTO = (560, 420)


def catalogue_pdf(matter: Matter) -> bytes:
    """Return the catalogue, heads in `matter.language`, with pictures and stars that hold on its day."""
    photos = first_photos(fit.goods.pk for fit in matter.fits)
    with translation.override(matter.language):
        words = {
            # Goods without a star that holds are no OCOP goods, and a paper in a buyer's hand must not call them so.
            "title": _("Sản phẩm OCOP") if all(fit.values["star"] for fit in matter.fits) else _("Sản phẩm của bà con"),
            "made": _("Lập ngày %(day)s") % {"day": day_text(matter)},
            "price": _("Giá lẻ"),
            "made_by": _("Người làm ra"),
            "content": _("Quy cách"),
            "storage": _("Bảo quản"),
            "shelf_life": _("Hạn dùng"),
            "certificate": _("Giấy chứng nhận"),
            "demo": demo_words(),
        }
        goods = [
            _for_catalogue(fit, wrapped(photos[fit.goods.pk], *_CATALOGUE_PHOTO) if fit.goods.pk in photos else "")
            for fit in matter.fits
        ]
    data = {"words": words, "goods": goods, "issuer": matter.issuer, "language": matter.language}
    return compile_pdf(_HERE / "catalogue.typ", data)


def _for_catalogue(fit: Fit, photo: str) -> dict[str, Any]:
    values = dict(fit.values)
    star = int(values["star"]) if values["star"] else 0
    days = values["shelf_life_days"]
    return {
        **values,
        "star": star,
        "star_words": _("%(star)s sao OCOP, có giá trị đến %(day)s") % {"star": star, "day": values["star_until"]} if star else "",
        "price": money(values["price"]) + " / " + values["unit"],
        "shelf_life": _("%(days)s ngày") % {"days": days} if days else "",
        "picture": photo,
    }  # fmt: skip


def prices_pdf(matter: Matter) -> bytes:
    """Return the price list; the last column holds what the producer asks for, or that a product is sold no more."""
    layout = matter.layout
    rows = [[fit.values[head] for head in layout.heads] for fit in matter.fits]
    rows += [[values.get(head, "") for head in layout.heads] for values in matter.ended]
    price = layout.heads.index("Giá lẻ (đồng)")
    for row in rows:
        row[price] = grouped(row[price])
    data = {
        "title": "BẢNG GIÁ",
        "issuer": matter.issuer,
        "made": f"Lập ngày {day_text(matter)}. Giá tính bằng đồng.",
        "heads": list(layout.heads),
        "rows": rows,
        "demo": demo_words(),
    }
    return compile_pdf(_HERE / "prices.typ", data)


def cards_zip(matter: Matter) -> bytes:
    """Return a ZIP with two PNG for each product."""
    photos = first_photos(fit.goods.pk for fit in matter.fits)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for fit in matter.fits:
            for width, height in CARD_SIZES:
                photo = photos.get(fit.goods.pk)
                name = f"{fit.goods.slug}-{width}x{height}.png"
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), card_png(fit, width, height, photo))
    return out.getvalue()


def card_png(fit: Fit, width: int, height: int, photo: Any = None) -> bytes:
    """Return one card. The photo stands left on a wide one, on top of a square one; without a photo the words take all."""
    wide = width > height
    size = (width // 2, height) if wide else (width, height // 2)
    values = fit.values
    star = int(values["star"]) if values["star"] else 0
    data = {
        "width": width,
        "height": height,
        "wide": wide,
        "picture": wrapped(photo, *size) if photo else "",
        "name": values["name"],
        "producer": values["producer"],
        "place": values["province"],
        "price": money(values["price"]) + " / " + (values["content"] or values["unit"]),
        "star": star,
        "star_words": f"{star} sao OCOP, đến {values['star_until']}" if star else "",
        "page": values["page"].partition("://")[2].rstrip("/"),
        "demo": demo_words(),
    }
    made = typst.compile(
        input=str(_HERE / "card.typ"), root=str(_HERE), font_paths=[str(settings.PRINT_FONTS)],
        ignore_system_fonts=True, format="png", ppi=72, sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return bytes(made)


def grouped(digits: str) -> str:
    """Return 1.234.567 of digits; other text as it is."""
    return f"{int(digits):,}".replace(",", ".") if digits.isdigit() else digits


def money(digits: str) -> str:
    return f"{grouped(digits)} đ"


def demo_words() -> str:
    return _("Dữ liệu trình diễn") if settings.DEMO_MODE else ""


def day_text(matter: Matter) -> str:
    return f"{matter.day.day:02d}/{matter.day.month:02d}/{matter.day.year}"
