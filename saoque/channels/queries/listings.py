"""What stands where, for the producer, for who helps, and as evidence of distribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from saoque.channels.freshness import fresh_from
from saoque.channels.models import Channel, Listing, ListingCheck, PointOfSale
from saoque.channels.queries.channels import readable_by
from saoque.kernel.access import Actor
from saoque.kernel.text import fold
from saoque.producers.models import Product

STATES = ("stale", "missing", "ended")


def _rows(found: QuerySet[Listing]) -> QuerySet[Any]:
    seen = Coalesce("checked_on", "since", output_field=DateField())
    return found.select_related(
        "product__producer__commune", "channel", "point__commune__parent"
    ).annotate(seen=seen)  # fmt: skip


def list_listings(actor: Actor, *, text: str = "", kind: str = "", state: str = "") -> QuerySet[Listing]:
    """Return what the actor may read, with `seen`, longest unseen first. One query.

    `state`: "stale" not looked at for too long, "missing" somebody did not find it, "ended" no longer on sale.
    """
    found = _rows(Listing.objects.filter(readable_by(actor), until__isnull=state != "ended"))
    for word in fold(text).split()[:8]:
        part = f" {word}"
        found = found.filter(
            Q(product__search__contains=part) | Q(channel__search__contains=part) | Q(point__search__contains=part)
        )
    if kind in Channel.Kind.values:
        found = found.filter(channel__kind=kind)
    if state == "stale":
        found = found.filter(seen__lt=fresh_from())
    elif state == "missing":
        found = found.exclude(missing_on=None)
    return found.order_by("seen", "product__sort", "pk")


def listings_of(product: Product) -> QuerySet[Listing]:
    """Return every listing of a product, standing ones first, cheapest first. One query."""
    return _rows(Listing.objects.filter(product=product)).order_by(
        F("until").desc(nulls_first=True), F("price").asc(nulls_last=True), "channel__sort", "pk"
    )


def checks_of(listing: Listing) -> QuerySet[ListingCheck]:
    """Return who looked and what was seen, newest first. One query."""
    return (
        ListingCheck.objects.filter(listing=listing)
        .select_related("checked_by", "checked_in", "photo")
        .order_by("-at", "-pk")
    )


def stale_of(unit_ids: Sequence[int]) -> QuerySet[Listing]:
    """Return the listings of these producers' units that must be looked at, longest unseen first. One query."""
    rows = _rows(Listing.objects.filter(product__producer__unit__in=list(unit_ids), until=None))
    return rows.filter(Q(seen__lt=fresh_from()) | Q(missing_on__isnull=False)).order_by("seen", "pk")


@dataclass(frozen=True)
class PriceSpread:
    """The lowest and the highest price at which a product stands on shelves now, VND per unit."""

    lowest: int
    highest: int

    @property
    def difference(self) -> int:
        return self.highest - self.lowest


def spread_of(listings: Sequence[Listing]) -> PriceSpread | None:
    """Return the spread of the listings that stand and have a price; None for fewer than two of them."""
    prices = [one.price for one in listings if one.until is None and one.price is not None]
    return PriceSpread(min(prices), max(prices)) if len(prices) > 1 else None


@dataclass(frozen=True)
class Distribution:
    """Where a product is on sale today, as evidence for the distribution criteria (4.x) of a scorecard.

    `points`: open points of sale where it stands, those of a channel in which it stands everywhere included.
    `provinces` and `communes`: names of the places of these points, alphabetical by code. `kinds`: `Channel.Kind`
    values of all its channels. `platforms`: name and link on each e-commerce platform. `channels`: how many channels.
    """

    points: int
    channels: int
    provinces: tuple[str, ...]
    communes: tuple[str, ...]
    kinds: tuple[str, ...]
    platforms: tuple[tuple[str, str], ...]


def distribution_of(product: Product) -> Distribution:
    """Return where the product stands now: what is ended, closed or reported missing does not count. Two queries."""
    standing = Listing.objects.filter(product=product, until=None, missing_on=None, channel__closed_on=None)
    listings = list(standing.select_related("channel").order_by("channel__sort", "pk"))
    everywhere = [one.channel_id for one in listings if one.point_id is None]
    named = [one.point_id for one in listings if one.point_id is not None]
    points = PointOfSale.objects.filter(Q(pk__in=named) | Q(channel__in=everywhere), closed_on=None)
    places = list(
        points.order_by("commune__parent__code", "commune__code").values_list(
            "commune__parent__full_name", "commune__full_name"
        )
    )
    return Distribution(
        points=len(places),
        channels=len({one.channel_id for one in listings}),
        provinces=tuple(dict.fromkeys(province for province, _commune in places)),
        communes=tuple(dict.fromkeys(commune for _province, commune in places)),
        kinds=tuple(kind for kind in Channel.Kind.values if kind in {one.channel.kind for one in listings}),
        platforms=tuple((one.channel.name, one.url) for one in listings if one.channel.kind == Channel.Kind.PLATFORM),
    )
