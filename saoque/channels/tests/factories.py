"""A producer with a product, shops and officers for the tests of this room; everything through actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from saoque.channels import actions
from saoque.channels.actions import ChannelTold, ListingTold, PointTold
from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.roles import Role
from saoque.places.models import AdminUnit
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, owned_product, places


@dataclass
class Scene:
    """The owner, the product, a helper of the city, and an open OCOP point that the helper's unit keeps."""

    owner: Actor
    product: Product
    helper: Actor
    channel: Channel
    point: PointOfSale


def here() -> AdminUnit:
    return places()[0]


def scene(name: str = "Mắm cá Bà Đầm") -> Scene:
    owner, product = owned_product(name)
    Product.objects.filter(pk=product.pk).update(is_public=True)
    helper = office(Role.YOUTH_HELPER, here().parent)
    channel = shop("Điểm OCOP Mẫu", helper)
    return Scene(owner, product, helper, channel, spot(channel, helper))


def shop(name: str, actor: Actor, kind: str = Channel.Kind.OCOP_POINT, website: str = "") -> Channel:
    return actions.add_channel(ChannelTold(name, kind, website), actor=actor)


def spot(channel: Channel, actor: Actor, name: str = "Quầy bến tàu", **more: Any) -> PointOfSale:
    told = {"latitude": Decimal("10.17661"), "longitude": Decimal("105.499"), "address_line": "Ấp Thạnh Lộc", **more}
    return actions.add_point(channel, PointTold(name, told.pop("commune", here()), **told), actor=actor)


def put(s: Scene, price: int | None = 90_000, days: int = 0, **more: Any) -> Listing:
    """Put the product on the scene's shelf (or another `channel` and `point`), `days` ago."""
    channel = more.pop("channel", s.channel)
    point = more.pop("point", s.point if channel == s.channel else None)
    product = more.pop("product", s.product)
    told = ListingTold(ago(days), price, more.pop("url", ""))
    return actions.put_on_sale(product, channel, told, actor=s.owner, point=point)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def starred(product: Product, star: int = 4, days: int = 100) -> None:
    """Let a star hold for some days more; none when negative."""
    Product.objects.filter(pk=product.pk).update(star=star, star_until=today() + timedelta(days=days))
