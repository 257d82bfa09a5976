"""Two years of sales of the named producers, written down month by month, so that growth and seasons have figures."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.channels.models import Listing
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.ledger.actions import Sold, name_revenue, record_sale, strike_sale
from saoque.ledger.models import Sale
from saoque.producers.models import Product
from saoque.producers.queries import own_producers
from saoque.site.demo.cast import Cast, place, story

_DATA = Path(__file__).parent / "data" / "ledger.yaml"
_DAY = {Sale.Kind.DIRECT: 8, Sale.Kind.FAIR: 15, Sale.Kind.BUYER: 22, Sale.Kind.CHANNEL: 26}


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    products = {key: _product(key) for key in tale()["books"]}
    for key, row in tale()["books"].items():
        _two_years(products[key], row, cast.actor(row["producer"]))
    wrong = tale()["struck"]
    row, actor = tale()["books"][wrong["product"]], cast.actor(tale()["books"][wrong["product"]]["producer"])
    amount = wrong["quantity"] * row["price"]
    told = Sold(today(), Decimal(wrong["quantity"]), amount, row["unit"])
    strike_sale(record_sale(products[wrong["product"]], told, actor=actor), wrong["reason"], actor=actor)
    for key in tale()["named"]:
        actor = cast.actor(key)
        name_revenue(own_producers(actor).get(), agreed=True, actor=actor)


def _product(key: str) -> Product:
    row = story()["products"][key]
    found = Product.objects.select_related("producer__unit", "producer__commune__parent")
    return found.get(name=row["name"], producer__name=story()["producers"][row["producer"]]["name"])


def _two_years(product: Product, row: dict[str, Any], actor: Actor) -> None:
    """Each month of last year and of this one, until today: some sold by hand, some at a fair, some to a buyer or a channel."""
    now, where = today(), place(row["place"])
    listing = Listing.objects.filter(product=product).select_related("channel").order_by("pk").first()
    for year in (now.year - 1, now.year):
        whole = row["year"] * (100 if year < now.year else 100 + row["growth"])
        for month, share in enumerate(row["months"], start=1):
            for way, part in tale()["ways"].items():
                kind = Sale.Kind.CHANNEL if way == "buyer" and listing else Sale.Kind(way)
                day = date(year, month, _DAY[kind])
                quantity = whole * share * part // 1_000_000
                if day > now or not quantity or (way == "fair" and month not in tale()["fair_months"]):
                    continue
                told = Sold(
                    sold_on=day, quantity=Decimal(quantity), amount=quantity * row["price"], unit=row["unit"], kind=kind,
                    channel=listing.channel if listing and kind == Sale.Kind.CHANNEL else None,
                    place=where, note=tale()["fair"] if kind == Sale.Kind.FAIR else "",
                )  # fmt: skip
                record_sale(product, told, actor=actor)
