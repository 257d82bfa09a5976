"""Names of places as people read them."""

from datetime import date

from saoque.channels.models import Listing


def place_of(listing: Listing) -> str:
    """Return the point, or the channel where it stands everywhere in it."""
    return listing.point.name if listing.point else listing.channel.name


def day_words(day: date) -> str:
    return f"{day:%d/%m/%Y}"
