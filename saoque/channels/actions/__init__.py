"""Everything that can happen to channels, their points, and what stands there."""

from saoque.channels.actions.keeping import (
    ChannelTold,
    PointTold,
    add_channel,
    add_point,
    change_channel,
    change_point,
    close_channel,
    close_point,
    reopen_channel,
    reopen_point,
)
from saoque.channels.actions.listings import ListingTold, change_listing, end_listing, look, put_on_sale
from saoque.channels.actions.points import Found, check_point

__all__ = [
    "ChannelTold",
    "Found",
    "ListingTold",
    "PointTold",
    "add_channel",
    "add_point",
    "change_channel",
    "change_listing",
    "change_point",
    "check_point",
    "close_channel",
    "close_point",
    "end_listing",
    "look",
    "put_on_sale",
    "reopen_channel",
    "reopen_point",
]
