"""Where a person tells what a file lacks."""

from saoque.feeds.fields import FIELDS
from saoque.feeds.goods import Goods
from saoque.kernel.doors import door

# Field group → addresses to try in turn, and which of the product's keys they take.
_PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    "selling": (("selling:record", "pk"), ("selling:edit", "pk"), ("producers:product", "pk")),
    "capacity": (("selling:months", "pk"), ("selling:record", "pk"), ("producers:product", "pk")),
    "product": (("producers:edit_product", "pk"),),
    "story": (("producers:story", "pk"),),
    "photos": (("producers:photos", "pk"),),
    "publish": (("producers:product", "pk"),),
    "star": (("producers:product", "pk"),),
    "producer": (("producers:edit", "producer_pk"),),
    "papers": (("producers:drawer", "producer_pk"),),
}


def door_of(field: str, goods: Goods) -> str:
    """Return the address of the page where `field` of this product is told; empty where nothing is to be told."""
    told = FIELDS[field].told if field in FIELDS else ""
    for name, key in _PLACES.get(told, ()):
        address = door(name, getattr(goods, key))
        if address:
            return address
    return ""
