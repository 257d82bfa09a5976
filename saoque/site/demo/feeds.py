"""Files for channels: the mulberry makers send two, with a price that rises in between; the city prints a catalogue."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from saoque.feeds.actions import Wish, send
from saoque.kernel.calendar import today
from saoque.producers.models import Product
from saoque.selling.models import MonthCapacity, SellingRecord
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "feeds.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    made = {key: _sold(key, dict(row)) for key, row in tale()["records"].items()}
    owner = cast.actor(tale()["owner"])
    own = tuple(
        pk
        for pk in made.values()
        if Product.objects.filter(pk=pk, producer__unit__in=owner.unit_ids("producer")).exists()
    )
    send(Wish("price_list", "prices_xlsx", own), actor=owner)
    send(Wish("marketplace", "xlsx", own), actor=owner)
    _raise_price(made)
    send(Wish("marketplace", "xlsx", own), actor=owner)
    send(Wish("catalogue", "catalogue", tuple(made.values())), actor=cast.actor(tale()["helper"]))


def _sold(key: str, row: dict[str, Any]) -> int:
    """Make the selling record of a product that has none, with this month's capacity; return the product's key."""
    product = Product.objects.get(name=story()["products"][key]["name"])
    amount = row.pop("month")
    record, fresh = SellingRecord.objects.get_or_create(product=product, defaults={**row, "shown_at": timezone.now()})
    if fresh:
        MonthCapacity.objects.create(record=record, month=today().month, amount=amount)
    return product.pk


def _raise_price(made: dict[str, int]) -> None:
    record = SellingRecord.objects.get(product=made[tale()["new_price"]["product"]])
    record.price, record.version = tale()["new_price"]["price"], record.version + 1
    record.save(update_fields=["price", "version", "changed_at"])
