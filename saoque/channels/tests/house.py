"""The room's part in the tests of the whole house."""

from datetime import timedelta
from decimal import Decimal

from saoque.channels.actions import (
    ChannelTold,
    Found,
    ListingTold,
    PointTold,
    add_channel,
    add_point,
    check_point,
    look,
    put_on_sale,
)
from saoque.channels.models import Channel, Listing, ListingCheck, PointAnswer, PointCheck, PointOfSale
from saoque.kernel.calendar import today
from saoque.places.queries import unit_by_code
from saoque.producers.models import Product
from saoque.producers.tests.factories import picture
from saoque.site.demo.cast import Cast

SHOWS = {
    "channels:list", "channels:channel", "channels:point", "channels:listings", "channels:listing", "channels:product",
    "channels:check", "channels:where", "channels:choose",
}  # fmt: skip
DEFECTS = {
    "a listing in a closed channel": (
        lambda: Channel.objects.filter(listings__until=None).update(closed_on=today()),
        "stands in a place that is closed",
    ),
    "an open point of a closed channel": (
        lambda: Channel.objects.filter(points__closed_on=None).update(closed_on=today()),
        "open in a channel that is closed",
    ),
    "a point of another channel": (
        lambda: Listing.objects.exclude(point=None).update(channel=Channel.objects.get(kind="platform")),
        "belongs to another channel",
    ),
    "a listing that ended too early": (
        lambda: Listing.objects.filter(since__lt=today()).update(until=today() - timedelta(days=9999)),
        "ended before it began",
    ),
    "a day that nobody looked": (
        lambda: Listing.objects.filter(checked_on=None).update(checked_on=today()),
        "its last day seen is not that of a look",
    ),
    "another result": (lambda: PointCheck.objects.update(result="met"), "its answers give"),
}


def _shelf() -> Listing:
    return Listing.objects.select_related("channel", "point__commune__parent").get(
        product__producer__unit__memberships__user__email__startswith="dau@",
        point__name__startswith="Điểm OCOP bến tàu",
    )


def prepare(cast: Cast) -> None:
    """A look with a photo, and a check with one."""
    look(_shelf(), actor=cast.actor("helper"), photo=picture())
    found = {"place": Found(("0",), "", picture())}
    check_point(_shelf().point, found, actor=cast.actor("helper"))  # type: ignore[arg-type]


def things() -> dict[str, object]:
    listing = _shelf()
    check = PointCheck.objects.filter(point=listing.point).latest("pk")
    own = PointOfSale.objects.get(channel__kind="own")
    return {
        "shelf": listing.pk, "shelf.product": listing.product_id, "shelf.channel": listing.channel_id,
        "shelf.point": listing.point_id, "look": ListingCheck.objects.filter(listing=listing).latest("pk").pk,
        "point.check": check.pk, "point.answer": PointAnswer.objects.exclude(photo=None).get(check_made=check).pk,
        "own.channel": own.channel_id, "own.point": own.pk,
    }  # fmt: skip


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    helper, owner = cast.actor("helper"), cast.actor("dau")
    channel = add_channel(ChannelTold(f"={probe}"[:160], "ocop_point"), actor=helper)
    commune = unit_by_code("31255")
    assert commune is not None
    point = add_point(
        channel, PointTold(probe[:160], commune, probe[:200], Decimal("10.1"), Decimal("105.5")), actor=helper
    )
    product = Product.objects.get(pk=_shelf().product_id)
    listing = put_on_sale(product, channel, ListingTold(today(), 1000), actor=owner, point=point)
    look(listing, actor=helper, note=probe[:300], photo=picture(name=f"{probe}.jpg"))
    found = {"place": Found(("0",), probe[:300], picture(name=f"{probe}.jpg"))}
    check = check_point(point, found, actor=helper, note=probe[:500])
    return {
        "shelf": listing.pk, "shelf.channel": channel.pk, "shelf.point": point.pk, "shelf.product": product.pk,
        "point.check": check.pk, "look": ListingCheck.objects.get(listing=listing).pk,
        "point.answer": PointAnswer.objects.exclude(photo=None).get(check_made=check).pk,
    }  # fmt: skip
