"""«Mua ở đâu»: where everybody can buy. Only products that their producers show, only what stands in open places."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from saoque.channels.map import Frame, Mark
from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.channels.queries.channels import Wish
from saoque.places.models import AdminUnit, Level
from saoque.producers.models import Product

MOST_MARKS = 1000
MOST_NAMES = 150
GOODS_SHOWN = 6
_ISLANDS = "Đặc khu"


def shown_listings() -> QuerySet[Listing]:
    return Listing.objects.filter(until=None, channel__closed_on=None, product__is_public=True)


@dataclass
class Outlet:
    """A point with the first goods that stand there."""

    channel: Channel
    point: PointOfSale
    goods: list[Listing] = field(default_factory=list)


def find_points(wish: Wish, product: Product | None = None) -> QuerySet[PointOfSale]:
    """Return the open points where a shown product stands (the given one), in the order of places. One query.

    A word is found in the names of the point, its channel, its commune, or a product that stands there.
    """
    here = shown_listings().filter(Q(point=OuterRef("pk")) | Q(point=None, channel=OuterRef("channel")))
    if product is not None:
        here = here.filter(product=product)
    found = PointOfSale.objects.filter(Exists(here), closed_on=None, channel__closed_on=None)
    for word in wish.words:
        part = f" {word}"
        found = found.filter(
            Q(search__contains=part)
            | Q(channel__search__contains=part)
            | Q(commune__folded__startswith=word)
            | Q(commune__folded__contains=part)
            | Exists(here.filter(product__search__contains=part))
        )
    if wish.kind in Channel.Kind.values:
        found = found.filter(channel__kind=wish.kind)
    if wish.province:
        found = found.filter(commune__parent__code=wish.province)
    if wish.commune:
        found = found.filter(commune__code=wish.commune)
    return found.select_related("channel", "commune__parent").order_by(
        "commune__parent__sort", "commune__sort", "search", "pk"
    )


def marks_of(points: QuerySet[PointOfSale]) -> list[Mark]:
    """Return what the map draws of these points, at most `MOST_MARKS`. A point without degrees stands at its commune.

    One query. A commune without a known place leaves its points off the map; the list has them all.
    """
    rows = points.values_list(
        "pk", "name", "latitude", "longitude", "commune__lat", "commune__lon", "commune__code", "commune__parent__code"
    )[:MOST_MARKS]
    return [
        Mark(pk, name, float(north), float(east), exact, commune, province or "")
        for pk, name, latitude, longitude, lat, lon, commune, province in rows
        for north, east, exact in [(latitude, longitude, True) if latitude is not None else (lat, lon, False)]
        if north is not None and east is not None
    ]


def place_names(frame: Frame) -> list[Mark]:
    """Return the names that orient a reader of the map: communes in a near one, else provinces. One query.

    Each has one known point, not a boundary; the islands, which no map of the country leaves out, come first.
    """
    level = Level.COMMUNE if frame.is_near else Level.PROVINCE
    inside = Q(level=level, lat__range=(frame.south, frame.north), lon__range=(frame.west, frame.east))
    units = AdminUnit.objects.filter(inside | Q(kind=_ISLANDS), until=None)
    rows = list(units.order_by("sort", "code").values_list("pk", "name", "lat", "lon", "kind")[:MOST_NAMES])
    return [
        Mark(pk, name, lat, lon)
        for pk, name, lat, lon, _kind in sorted(rows, key=lambda row: row[4] != _ISLANDS)
        if lat is not None and lon is not None
    ]


def with_goods(points: Iterable[PointOfSale]) -> list[Outlet]:
    """Return the points with the first goods of each, highest stars first. One query."""
    outlets = [Outlet(point.channel, point) for point in points]
    first = Window(
        RowNumber(), partition_by=["channel", "point"], order_by=[F("product__star").desc(), "product__sort", "pk"]
    )
    here = Q(point__in=[one.point for one in outlets]) | Q(point=None, channel__in=[one.channel for one in outlets])
    rows = shown_listings().filter(here).annotate(place=first).filter(place__lte=GOODS_SHOWN).select_related("product")
    held: dict[tuple[int, int | None], list[Listing]] = {}
    for one in rows.order_by("place", "pk"):
        held.setdefault((one.channel_id, one.point_id), []).append(one)
    for outlet in outlets:
        key = outlet.channel.pk
        goods = [*held.get((key, outlet.point.pk), ()), *held.get((key, None), ())]
        outlet.goods = goods[:GOODS_SHOWN]
    return outlets


def elsewhere_of(wish: Wish, product: Product | None = None, count: int = 12) -> list[Listing]:
    """Return shown listings that have no point to walk to: on platforms, and in channels without points. One query."""
    if wish.province or wish.commune:
        return []
    points = PointOfSale.objects.filter(channel=OuterRef("channel"), closed_on=None)
    found = shown_listings().filter(~Exists(points), point=None)
    if product is not None:
        found = found.filter(product=product)
    if wish.kind:
        found = found.filter(channel__kind=wish.kind)
    for word in wish.words:
        found = found.filter(Q(product__search__contains=f" {word}") | Q(channel__search__contains=f" {word}"))
    return list(found.select_related("product", "channel").order_by("channel__sort", "product__sort", "pk")[:count])


def where_to_buy(product: Product, count: int = 5) -> list[Listing]:
    """Return the first places where a shown product stands, last seen first, for its own page. One query."""
    found = shown_listings().filter(product=product, missing_on=None)
    return list(
        found.select_related("channel", "point__commune__parent").order_by(
            F("checked_on").desc(nulls_last=True), "channel__sort", "pk"
        )[:count]
    )


def shown_product(slug: str) -> Product | None:
    return Product.objects.filter(slug=slug, is_public=True).select_related("producer").first() if slug else None
