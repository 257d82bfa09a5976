"""A gift for Tết and one for offices, composed of what the named producers have on sale."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.gifts import actions
from saoque.gifts.queries import goods
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "gifts.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    """Compose each set of what may be given today: a star, a price and the producer's consent come from earlier chapters."""
    names = {key: row["name"] for key, row in story()["products"].items()}
    on_sale = dict(goods().filter(name__in=names.values()).values_list("name", "pk"))
    for row in tale()["sets"]:
        items = {on_sale[names[key]]: number for key, number in row["items"].items() if names[key] in on_sale}
        if not items:
            continue
        actor = cast.actor(row["who"])
        told = {key: row[key] for key in ("name", "about", "season", "wrapping", "wrapping_price")}
        gift = actions.compose(actions.Words(**told), actor=actor)
        for pk, number in items.items():
            actions.put_in(gift, pk, number, actor=actor)
        actions.show(gift, actor=actor)
