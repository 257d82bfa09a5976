"""Shops, OCOP points and a platform, what stands there at what price, and who went to look."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

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
from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.kernel.calendar import today
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.site.demo.cast import Cast, place, story

_DATA = Path(__file__).parent / "data" / "channels.yaml"


def tell(cast: Cast) -> None:
    told: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    channels: dict[str, Channel] = {}
    points: dict[str, PointOfSale] = {}
    for key, row in told["channels"].items():
        actor = cast.actor(row["by"])
        channels[key] = add_channel(ChannelTold(row["name"], row["kind"], row.get("website", "")), actor=actor)
        for name, at in row.get("points", {}).items():
            points[name] = add_point(channels[key], _point(at), actor=actor)
    for row in told["listings"]:
        point = points[row["at"]] if "at" in row else None
        _put(cast, row, point.channel if point else channels[row["in"]], point)
    for row in told["checks"]:
        found = {code: Found(tuple(given)) for code, given in row["found"].items()}
        check_point(points[row["at"]], found, actor=cast.actor(row["by"]), note=row["note"])


def _point(at: dict[str, str]) -> PointTold:
    north, east = (Decimal(at[name]) if name in at else None for name in ("north", "east"))
    return PointTold(at["name"], place(at["commune"]), at["line"], north, east)


def _put(cast: Cast, row: dict[str, Any], channel: Channel, point: PointOfSale | None) -> Listing:
    known = story()["products"][row["product"]]
    owner = cast.actor(known["producer"])
    product = Product.objects.get(name=known["name"], producer__unit__in=owner.unit_ids(Role.PRODUCER))
    told = ListingTold(today() - timedelta(days=row["days"]), row["price"], row.get("url", ""))
    listing = put_on_sale(product, channel, told, actor=owner, point=point)
    if seen := row.get("seen"):
        look(
            listing, actor=cast.actor(seen["by"]), seen=not seen.get("missing", False), price=seen.get("price"),
            note=seen.get("note", ""),
        )  # fmt: skip
    return listing
