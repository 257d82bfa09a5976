"""What four products cost, how much there is of them each month, and which of them buyers may see."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.places.queries import provinces
from saoque.producers.models import Product
from saoque.selling.actions import show_to_buyers, write_record
from saoque.selling.told import Month, Told
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "selling.yaml"


@lru_cache(maxsize=1)
def tale() -> list[dict[str, Any]]:
    """Return the records as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return list(read["records"])


def tell(cast: Cast) -> None:
    codes = dict(provinces().values_list("code", "pk"))
    for row in tale():
        made = story()["products"][row["product"]]
        product = Product.objects.select_related("producer__commune__parent").get(name=made["name"])
        owner = cast.actor(made["producer"])
        record = write_record(product, _told(row, codes), seen=0, actor=owner)
        if row["show"]:
            show_to_buyers(record, actor=owner)


def _told(row: dict[str, Any], codes: dict[str, int]) -> Told:
    return Told(
        **row["told"],
        tiers=tuple((least, price) for least, price in row["tiers"]),
        months={n: Month(amount, promised) for n, (amount, promised) in enumerate(row["months"], start=1)},
        areas=frozenset(codes[code] for code in row.get("areas", ())),
    )
