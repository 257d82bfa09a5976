"""What is known of one product for sale, as plain values: the one record that every file is filled from."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Goods:
    """One product on one day. Money in VND, lengths in mm, weights in g, spans in days; None or "" is not told.

    `star` and what belongs to it are there only while the star holds. `left` is what can still be delivered this
    month (units), None when no capacity was told. `photos` and `page` are whole addresses that anybody can open.
    """

    pk: int
    name: str
    producer: str
    on: date
    slug: str = ""
    producer_pk: int = 0
    address: str = ""
    province: str = ""
    phone: str = ""
    email: str = ""
    set_name: str = ""
    summary: str = ""
    story: str = ""
    page: str = ""
    photos: tuple[str, ...] = ()
    star: int | None = None
    star_until: date | None = None
    certificate: str = ""
    certificate_page: str = ""
    declaration: str = ""
    agreed: bool = False
    on_sale: bool = False
    unit: str = ""
    content: str = ""
    price: int | None = None
    gtin: str = ""
    ingredients: str = ""
    storage: str = ""
    shelf_life_days: int | None = None
    lead_days: int | None = None
    min_order: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    weight_g: int | None = None
    invoice: str = ""
    payment_days: int | None = None
    discount_most: int | None = None
    terms: str = ""
    areas: str = ""
    tiers: tuple[tuple[int, int], ...] = field(default=())
    left: int | None = None
