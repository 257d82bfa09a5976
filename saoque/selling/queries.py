"""What is read of selling records: for the producer, for the offices of its area, for buyers, and for the rooms above.

`record_of`, `capacity_left`, `price_for`, `shown_records` and `public_offer` are the whole interface for rooms above.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import Role
from saoque.producers.models import Product, ProductPhoto
from saoque.producers.queries import visible_to
from saoque.selling.models import DeliveryArea, SellingRecord
from saoque.selling.rules import OFFICES, rules

# How the list of products can be narrowed.
STATES = ("untold", "hidden", "shown")
# Who reads records in full, each for their own or their area.
READERS = (Role.PRODUCER, *OFFICES)
_PLACES = ("product__producer__unit", "product__producer__commune__parent")


def _whole() -> QuerySet[SellingRecord]:
    """Records with product, producer, place and all their parts: four queries however many they are."""
    areas = Prefetch("areas", queryset=DeliveryArea.objects.select_related("province").order_by("province__sort"))
    return SellingRecord.objects.select_related(*_PLACES, "changed_by").prefetch_related("months", "tiers", areas)


def record_of(product: Product) -> SellingRecord | None:
    """Return the product's record with months, tiers and areas fetched, None while nothing is told."""
    return _whole().filter(product=product).first()


def records_of(products: Iterable[int]) -> dict[int, SellingRecord]:
    """Return id of the product → its record, whole. Four queries."""
    return {one.product_id: one for one in _whole().filter(product__in=list(products))}


def shown_records() -> QuerySet[SellingRecord]:
    """Return the records whose producers agreed that buyers see them, whole, by name of the product."""
    return _whole().filter(shown_at__isnull=False).order_by("product__sort", "pk")


def capacity_left(record: SellingRecord) -> dict[int, int]:
    """Return month (1–12) → units not yet promised outside Sao Quê, for the months that are told. No query when fetched.

    What buyers were promised inside Sao Quê is known by the room of buyers alone, which takes it off.
    """
    return {one.month: one.amount - one.promised for one in record.months.all()}


def price_for(record: SellingRecord, amount: int) -> int:
    """Return VND per unit for `amount` units: the lowest tier reached, the price of one below the first."""
    reached = [one.price for one in record.tiers.all() if one.least <= amount]
    return min([record.price, *reached])


@dataclass(frozen=True)
class Offer:
    """What anybody may see of a product that is shown: VND per unit, the unit, what it holds."""

    price: int
    unit: str
    content: str


def public_offer(product: Product) -> Offer | None:
    """Return price and unit for a page of the product, with which «Hỏi mua» may stand; None when it is not shown."""
    found = SellingRecord.objects.filter(product=product, shown_at__isnull=False, product__is_public=True)
    row = found.values_list("price", "unit", "content").first()
    return Offer(*row) if row else None


def visible_products(actor: Actor) -> QuerySet[Product]:
    """Return the products whose sale the actor may read in full: rule "read" as one condition."""
    return Product.objects.filter(producer__in=visible_to(actor))


def is_concerned(actor: Actor) -> bool:
    """Whether there is anything for the person on the pages of this room."""
    return actor.has(Role.BUYER, *READERS)


def list_products(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[Product]:
    """Return products by name with `selling` fetched where there is one; buyers get those that are shown. One query."""
    found = visible_products(actor)
    if actor.has(Role.BUYER):
        found = found | Product.objects.filter(selling__shown_at__isnull=False)
    for word in fold(text).split()[:8]:
        found = found.filter(search__holds=f" {word}")
    narrow = {
        "untold": Q(selling__isnull=True),
        "hidden": Q(selling__isnull=False, selling__shown_at__isnull=True),
        "shown": Q(selling__shown_at__isnull=False),
    }
    found = found.filter(narrow[state]) if state in narrow else found
    photos = ProductPhoto.objects.select_related("small", "large")
    return (
        found.select_related("producer__commune", "selling")
        .prefetch_related(Prefetch("photos", queryset=photos, to_attr="shown_photos"))
        .order_by("sort", "pk")
    )


def get_product(actor: Actor, pk: int, action: str = "read") -> Product:
    """Return the product, for whoever may do `action` with its sale. Raises `NotFound` alike for strange and missing."""
    found = Product.objects.select_related("producer__unit", "producer__commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, action, found):
        raise NotFound()
    return found


def get_offer(actor: Actor, product_pk: int) -> tuple[Product, SellingRecord | None]:
    """Return the product with its record for whoever may see any of it.

    Raises `NotFound` after the same statement for what is strange and for what is not there.
    """
    found = Product.objects.select_related("producer__unit", "producer__commune__parent", "selling")
    product = found.filter(pk=product_pk).first()
    if product is None or not rules.may(actor, "read_offer", getattr(product, "selling", product)):
        raise NotFound()
    return product, record_of(product)


def unsold_stars(unit_ids: list[int], day: Any) -> QuerySet[Product]:
    """Return the products of these units with a star that holds on `day` and nothing told of their sale, by name."""
    told = SellingRecord.objects.filter(product=OuterRef("pk"))
    stars = Product.objects.filter(producer__unit__in=unit_ids, star__gt=0, star_until__gte=day)
    return stars.filter(~Exists(told)).order_by("sort", "pk")


def get_record(actor: Actor, product_pk: int, action: str) -> SellingRecord:
    """Return the product's record for whoever may do `action`. Raises `NotFound`, also while nothing is told."""
    record = record_of(get_product(actor, product_pk, action))
    if record is None:
        raise NotFound()
    return record
