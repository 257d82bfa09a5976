"""A product with its selling record and papers for the tests of this room; everything through actions."""

from typing import Any

from saoque.kernel.access import Actor
from saoque.producers.actions import ProductData, add_product
from saoque.producers.actions.papers import PaperData, put_paper
from saoque.producers.models import Paper, Producer, Product
from saoque.producers.tests import factories
from saoque.producers.tests.factories import pdf
from saoque.selling import actions
from saoque.selling.models import SellingRecord
from saoque.selling.told import Month, Told

GTIN = "8931234567897"


def told(**more: Any) -> Told:
    """Fish sauce in jars, steady all the year, with two tiers."""
    return Told(**{
        "unit": "hũ", "content": "400 g", "price": 95_000, "gtin": GTIN, "ingredients": "Cá, muối, thính",
        "storage": "Nơi khô, mát", "shelf_life_days": 365, "lead_days": 3, "min_order": 6, "invoice": "sales",
        "payment_days": 15, "discount_most": 12, "terms": "Đổi hũ vỡ.", "everywhere": True,
        "pack_length_mm": 90, "pack_width_mm": 90, "pack_height_mm": 120, "pack_weight_g": 650,
        "months": {n: Month(100, 20) for n in range(1, 13)}, "tiers": ((24, 90_000), (120, 85_000)), **more,
    })  # fmt: skip


def producer(**more: Any) -> tuple[Actor, Producer]:
    return factories.owner(**more)


def product(owner: Actor, made_by: Producer, name: str = "Mắm cá Bà Đầm", scorecard: str = "QD26-08") -> Product:
    return add_product(owner, made_by, scorecard, ProductData(name=name, summary="Mắm cá đồng.", story=""))


def recorded(name: str = "Mắm cá Bà Đầm", **more: Any) -> tuple[Actor, SellingRecord]:
    """Return an owner and the record of a new product of a new producer."""
    owner, made_by = producer()
    return owner, actions.write_record(product(owner, made_by, name), told(**more), seen=0, actor=owner)


def paper(owner: Actor, made_by: Producer, kind: str, **more: Any) -> Paper:
    """Put a paper of a kind into the drawer; `more`: number, issued_on, expires_on, title."""
    return put_paper(
        owner, made_by, pdf(f"{kind}.pdf", pages=1), PaperData(kind=kind, **{"title": f"Giấy {kind}", **more})
    )
