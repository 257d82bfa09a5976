"""Places of a round and who goes on. Pure. Equal means share a place; a tie at the bound is named, never broken."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Going:
    """`on` go on for certain; `tied` are equal at the bound, so that people must say what happens to all of them."""

    on: frozenset[int]
    tied: frozenset[int] = frozenset()


def places_of(means: Mapping[int, Decimal]) -> dict[int, int]:
    """Return the place by entry, best first: one more than how many are better."""
    ranked = sorted(means.values(), reverse=True)
    return {entry: ranked.index(mean) + 1 for entry, mean in means.items()}


def best(means: Mapping[int, Decimal], count: int) -> Going:
    """Return who is among the best `count`; those who would go over it only together are `tied`."""
    places = places_of(means)
    on = frozenset(
        entry
        for entry in means
        if places[entry] - 1 + sum(places[entry] == other for other in places.values()) <= count
    )
    left = count - len(on)
    tied = frozenset(entry for entry in means if entry not in on and places[entry] == len(on) + 1) if left > 0 else ()
    return Going(on, frozenset(tied))


def above(means: Mapping[int, Decimal], bound: int) -> Going:
    """Return who has `bound` points or more; the bound itself is enough."""
    return Going(frozenset(entry for entry, mean in means.items() if mean >= bound))
