"""The further chapters of the demonstration, one module of this folder per room, told in this order after the way to the star."""

from collections.abc import Callable

from saoque.site.demo import (
    buyers,
    capital,
    channels,
    cooperatives,
    fair_days,
    fairs,
    feeds,
    figures,
    gifts,
    guidance,
    helping,
    labels,
    ledger,
    selling,
    startups,
    support,
    technology,
)
from saoque.site.demo.cast import Cast

CHAPTERS: tuple[Callable[[Cast], None], ...] = (
    technology.tell,
    capital.tell,
    helping.tell,
    guidance.tell,
    support.tell,
    labels.tell,
    cooperatives.tell,
    startups.tell,
    channels.tell,
    selling.tell,
    ledger.tell,
    gifts.tell,
    feeds.tell,
    fairs.tell,
    fair_days.tell,
    buyers.tell,
    figures.tell,
)
