"""Lists of channels, points and listings. Every list is computed in the database and has a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.channels.rules import KEEPERS, rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import Role

_WORDS = 8


@dataclass(frozen=True)
class Wish:
    """What is looked for: words without marks, a kind, codes of province and commune, closed ones too."""

    text: str = ""
    kind: str = ""
    province: str = ""
    commune: str = ""
    closed: bool = False

    @property
    def words(self) -> list[str]:
        return fold(self.text).split()[:_WORDS]


def find_channels(wish: Wish) -> QuerySet[Channel]:
    """Return channels with `point_count` (open) and `listing_count` (standing), in Vietnamese order. One query.

    A word is found in the channel's name, or in the name and address of one of its points.
    """
    found = Channel.objects.filter(closed_on__isnull=not wish.closed)
    for word in wish.words:
        named = PointOfSale.objects.filter(channel=OuterRef("pk"), search__contains=f" {word}")
        found = found.filter(Q(search__contains=f" {word}") | Exists(named))
    if wish.kind in Channel.Kind.values:
        found = found.filter(kind=wish.kind)
    here = PointOfSale.objects.filter(channel=OuterRef("pk"), closed_on=None)
    if wish.province:
        found = found.filter(Exists(here.filter(commune__parent__code=wish.province)))
    if wish.commune:
        found = found.filter(Exists(here.filter(commune__code=wish.commune)))
    counted = found.select_related("unit").annotate(
        point_count=Count("points", filter=Q(points__closed_on=None), distinct=True),
        listing_count=Count("listings", filter=Q(listings__until=None), distinct=True),
    )
    return counted.order_by("sort", "pk")


def get_channel(pk: int) -> Channel:
    """Return a channel; channels and points are public facts. Raises `NotFound`."""
    found = Channel.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_point(pk: int) -> PointOfSale:
    """Return a point with its channel and places. Raises `NotFound`."""
    found = PointOfSale.objects.select_related("channel__unit", "commune__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def points_of(channel: Channel) -> QuerySet[PointOfSale]:
    """Return the channel's points with `listing_count`, open ones first. One query."""
    return (
        PointOfSale.objects.filter(channel=channel)
        .select_related("commune__parent")
        .annotate(listing_count=Count("listings", filter=Q(listings__until=None)))
        .order_by(F("closed_on").desc(nulls_first=True), "search", "pk")
    )


def all_points(wish: Wish) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the channels of a wish as rows of a table, each point a row of its own, a channel without points too."""
    rows: QuerySet[Any, Any] = find_channels(wish)
    return rows.values_list(
        "name", "kind", "points__name", "points__address_line", "points__commune__full_name",
        "points__commune__parent__full_name", "points__latitude", "points__longitude", "website", "unit__name",
        "listing_count", "points__closed_on",
    )  # fmt: skip


def readable_by(actor: Actor) -> Q:
    """The listings that rule "read_listings" opens, or whose shelf the person's unit keeps, as one condition."""
    allowed = Q(product__producer__unit__in=actor.unit_ids(Role.PRODUCER)) | Q(
        channel__unit__in=actor.unit_ids(*KEEPERS)
    )
    for standing in actor.having(*KEEPERS):
        if standing.unit_kind == "youth_commune":
            allowed |= Q(product__producer__commune__code=standing.commune) if standing.commune else Q(pk__in=[])
        elif standing.province:
            allowed |= Q(product__producer__commune__parent__code=standing.province)
    return allowed


def may_read(actor: Actor, listing: Listing) -> bool:
    return rules.may(actor, "read_listings", listing) or rules.may(actor, "look", listing)


def get_listing(actor: Actor, pk: int) -> Listing:
    """Return what stands there for who may read it. Raises `NotFound` alike for strange and for missing ones."""
    found = (
        Listing.objects.select_related(
            "product__producer__commune__parent", "product__producer__unit", "channel", "point__commune__parent"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_read(actor, found):
        raise NotFound()
    return found
