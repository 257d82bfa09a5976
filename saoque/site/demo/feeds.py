"""Files for channels: the mulberry makers send two, with a price that rises in between; the city prints a catalogue."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.feeds.actions import Wish, send
from saoque.kernel.access import Actor
from saoque.producers.models import Product
from saoque.selling.actions import write_record
from saoque.selling.queries import record_of
from saoque.selling.reading import told_of
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "feeds.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    names = {key: story()["products"][key]["name"] for key in tale()["products"]}
    made = {one.name: one for one in Product.objects.filter(name__in=names.values()).select_related("producer")}
    owner = cast.actor(tale()["owner"])
    own = tuple(made[name].pk for name in names.values() if made[name].producer.unit_id in owner.unit_ids("producer"))
    send(Wish("price_list", "prices_xlsx", own), actor=owner)
    send(Wish("marketplace", "xlsx", own), actor=owner)
    _raise_price(made[names[tale()["new_price"]["product"]]], owner)
    send(Wish("marketplace", "xlsx", own), actor=owner)
    every = tuple(made[name].pk for name in names.values())
    send(Wish("catalogue", "catalogue", every), actor=cast.actor(tale()["helper"]))


def _raise_price(product: Product, owner: Actor) -> None:
    record = record_of(product)
    if record is None:
        raise LookupError(f"no selling record of {product}")
    told = replace(told_of(record), price=tale()["new_price"]["price"])
    write_record(product, told, seen=record.version, actor=owner)
