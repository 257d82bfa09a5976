"""The words of two labels: one that is in order but for what only the maker knows, one that forgets a good deal."""

from pathlib import Path

import yaml

from saoque.people.roles import Role
from saoque.producers.actions import keep_label
from saoque.producers.models import Product
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "labels.yaml"


def tell(cast: Cast) -> None:
    """Keep each label for the story's product of that key."""
    for row in yaml.safe_load(_DATA.read_text(encoding="utf-8")):
        told = story()["products"][row["product"]]
        actor = cast.actor(told["producer"])
        product = Product.objects.get(name=told["name"], producer__unit__in=actor.unit_ids(Role.PRODUCER))
        keep_label(actor, product, row["text"], row["kind"], gtin=row.get("gtin", ""))
