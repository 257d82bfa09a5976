"""Products ready for sale, through the actions of the rooms below; the selling record as its room keeps it."""

import io
from datetime import date
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from django.utils import timezone

from saoque.feeds.actions import Wish, send
from saoque.feeds.goods import Goods
from saoque.feeds.models import Dispatch
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.producers import actions as producing
from saoque.producers.models import Producer, Product
from saoque.producers.tests.factories import owner, picture
from saoque.selling.models import MonthCapacity, PriceTier, SellingRecord

GTIN = "8934567890120"
SUMMARY = "Mắm cá đồng ủ thính, hũ thủy tinh 400 g. Ủ ít nhất chín tháng."
STORY = "Mùa nước nổi, cá linh theo con nước lên đồng."
RECORD: dict[str, Any] = {
    "unit": "hũ", "content": "400 g", "price": 85_000, "gtin": GTIN, "ingredients": "Cá linh, muối, thính",
    "storage": "Nơi khô mát", "shelf_life_days": 365, "lead_days": 5, "min_order": 12, "pack_length_mm": 90,
    "pack_width_mm": 90, "pack_height_mm": 110, "pack_weight_g": 720, "invoice": "sales", "payment_days": 30,
    "discount_most": 15, "terms": "Giao trong tuần", "everywhere": True,
}  # fmt: skip


def stocked(
    name: str = "Mắm cá Bà Đầm", *, of: tuple[Actor, Producer] | None = None, agreed: bool = True, photo: bool = True,
    **record: Any,
) -> tuple[Actor, Product]:  # fmt: skip
    """Return the owner and a public product with all that a shelf asks for."""
    actor, producer = of or owner()
    product = producing.add_product(actor, producer, "QD26-08", {"name": name, "summary": SUMMARY, "story": STORY})
    producing.publish_product(actor, product)
    if photo:
        producing.add_photo(actor, product, picture(), "Hũ mắm")
    kept = SellingRecord.objects.create(
        product=product, shown_at=timezone.now() if agreed else None, **{**RECORD, **record}
    )
    MonthCapacity.objects.create(record=kept, month=today().month, amount=300, promised=40)
    PriceTier.objects.create(record=kept, least=50, price=80_000)
    return actor, Product.objects.select_related("producer__unit").get(pk=product.pk)


def starred(product: Product, star: int, until: date) -> Product:
    producing.set_star(product, star, until, None)
    return product


def repriced(product: Product, price: int) -> None:
    """The price changes as its room changes it: the record is saved anew."""
    record = SellingRecord.objects.get(product=product)
    record.price, record.version = price, record.version + 1
    record.save()


def sent(actor: Actor, layout: str, form: str, *products: Product, **more: Any) -> Dispatch:
    return send(Wish(layout, form, tuple(one.pk for one in products), **more), actor=actor)


def sheet_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of an Excel file by head, empty cells left out."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    rows = [
        {(cell.get("r") or "").rstrip("0123456789"): "".join(cell.itertext()) for cell in row.iter(f"{space}c")}
        for row in sheet.iter(f"{space}row")
    ]
    head = rows[0]
    return [{head[column]: text for column, text in row.items() if text} for row in rows[1:]]


def goods(**more: Any) -> Goods:
    """Plain values of a product that every layout takes."""
    told: dict[str, Any] = {
        "pk": 7, "name": "Mắm cá Bà Đầm", "producer": "Hộ Bà Đầm", "on": date(2026, 11, 25), "slug": "mam-ca-ba-dam",
        "producer_pk": 3, "address": "Ấp Trường Thọ, Xã Trường Xuân, Thành phố Cần Thơ", "province": "Thành phố Cần Thơ",
        "phone": "0912345678", "set_name": "Mắm", "summary": SUMMARY, "story": STORY,
        "page": "http://127.0.0.1:8000/san-pham/mam-ca-ba-dam/",
        "photos": ("http://127.0.0.1:8000/chu-the/anh/1/lon/", "http://127.0.0.1:8000/chu-the/anh/2/lon/"),
        "star": 4, "star_until": date(2029, 11, 24), "certificate": "92-31294-07-2026",
        "certificate_page": "http://127.0.0.1:8000/xac-minh/abc/", "declaration": "01/2026/BĐ", "agreed": True,
        "on_sale": True, "unit": "hũ", "content": "400 g", "price": 85_000, "gtin": GTIN, "ingredients": "Cá linh, muối",
        "storage": "Nơi khô mát", "shelf_life_days": 365, "lead_days": 5, "min_order": 12, "length_mm": 90,
        "width_mm": 95, "height_mm": 110, "weight_g": 720, "invoice": "sales", "payment_days": 30, "discount_most": 15,
        "terms": "Giao trong tuần", "areas": "Cả nước", "tiers": ((50, 80_000),), "left": 260,
    }  # fmt: skip
    return Goods(**{**told, **more})
