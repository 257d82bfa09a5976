"""Books, tables and neighbours for the tests of this room; everything through actions."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.jobs.work import run
from saoque.kernel.text import fold, sort_key
from saoque.ledger.actions import Sold, record_sale
from saoque.ledger.actions.imports import bring_table
from saoque.ledger.importing import COLUMNS
from saoque.ledger.models import Sale, SaleImport
from saoque.places.models import AdminUnit
from saoque.places.register import get_register
from saoque.producers import actions
from saoque.producers.models import Producer, Product
from saoque.producers.tests.factories import owner, stored
from saoque.selling.models import SellingRecord


def book(name: str = "Mắm cá Bà Đầm", scorecard: str = "QD26-08", **more: Any) -> tuple[Actor, Product]:
    """A producer's person and one of its products, with a selling record: 65.000 đ a jar."""
    actor, producer = owner(**more)
    return actor, another(actor, producer, name, scorecard)


def another(actor: Actor, producer: Producer, name: str, scorecard: str = "QD26-08") -> Product:
    product = actions.add_product(actor, producer, scorecard, actions.ProductData(name=name))
    SellingRecord.objects.create(product=product, unit="hũ", price=65_000)
    return Product.objects.select_related("producer__commune__parent", "producer__unit").get(pk=product.pk)


def sold(product: Product, actor: Actor, amount: int = 130_000, on: date | None = None, **more: Any) -> Sale:
    told = {"quantity": Decimal(2), "unit": "hũ", "key": uuid4(), **more}
    return record_sale(product, Sold(sold_on=on or today(), amount=amount, **told), actor=actor)


def channel(name: str = "Siêu thị Thử", kind: str = Channel.Kind.SUPERMARKET) -> Channel:
    return Channel.objects.create(name=name, kind=kind)


def listed(product: Product, shop: Channel, commune: AdminUnit | None = None, **more: Any) -> Listing:
    point = PointOfSale.objects.create(channel=shop, name=f"Điểm {shop.name}", commune=commune) if commune else None
    return Listing.objects.create(product=product, channel=shop, point=point, since=date(2025, 1, 1), **more)


def commune_of(code: str) -> AdminUnit:
    """A commune in force, by its code."""
    register = get_register()
    return stored(next(unit for unit in register if unit.code == code and unit.until is None))


def province(code: str = "91") -> AdminUnit:
    made, _new = AdminUnit.objects.get_or_create(
        code=code, since=date(2025, 7, 1),
        defaults={
            "level": "province", "kind": "province", "name": "An Giang", "full_name": "Tỉnh An Giang",
            "folded": fold("An Giang"), "sort": sort_key("An Giang"), "source": "thử", "confidence": "O",
        },
    )  # fmt: skip
    return made


HEAD = [str(title) for _name, title, _width in COLUMNS]


def table(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, name: str = "ban-hang.xlsx") -> SimpleUploadedFile:
    """An Excel file as people make it: days as days, numbers as numbers."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = made.add_worksheet()
    for number, row in enumerate([head, *rows]):
        for place, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, place, value)
            else:
                page.write(number, place, value)
    made.close()
    return SimpleUploadedFile(name, out.getvalue())


def row(product: Product, /, **more: Any) -> list[Any]:
    told = {
        "sold_on": date(2026, 3, 8), "product": product.name, "quantity": 2, "unit": "hũ", "amount": 130_000,
        "where": "Bán trực tiếp", "place": "", "note": "", **more,
    }  # fmt: skip
    return [told[name] for name, _title, _width in COLUMNS]


def brought(product: Product, actor: Actor, rows: Sequence[Sequence[Any]], **more: Any) -> SaleImport:
    """A table that was brought and read."""
    batch = bring_table(product.producer, table(rows, **more), actor=actor)
    run.func(str(batch.job_id))
    return fresh(batch)


def fresh(batch: SaleImport) -> SaleImport:
    return SaleImport.objects.select_related("producer__unit", "producer__commune", "file", "job").get(pk=batch.pk)
