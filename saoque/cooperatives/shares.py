"""Shares of a capital in whole đồng, and the limit of one member's share. Pure: exact integers, no rounding before the end."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
_DECIMALS = 2  # digits of a printed share
_UNITS = 100 * 10**_DECIMALS  # the whole, in units of the last printed digit


def percentages(amounts: Mapping[K, int]) -> dict[K, Decimal]:
    """Return each share in percent with two digits; they sum to exactly 100 by largest remainder.

    All zero when there is no capital. Equal remainders go to the earlier key, so that a table prints the same every time.
    Raises `ValueError` for a negative amount.
    """
    if any(amount < 0 for amount in amounts.values()):
        raise ValueError("a contribution cannot be negative")
    total = sum(amounts.values())
    if not total:
        return {key: Decimal(0).scaleb(-_DECIMALS) for key in amounts}
    floors = {key: amount * _UNITS // total for key, amount in amounts.items()}
    remainders = {key: amount * _UNITS % total for key, amount in amounts.items()}
    left = _UNITS - sum(floors.values())
    for key in sorted(amounts, key=lambda one: -remainders[one])[:left]:
        floors[key] += 1
    return {key: Decimal(units).scaleb(-_DECIMALS) for key, units in floors.items()}


def percent_words(share: Decimal) -> str:
    """Return a share as it is written in Vietnamese: «30,00»."""
    return str(share).replace(".", ",")


def over_limit(amounts: Mapping[K, int], percent: int | Decimal) -> list[K]:
    """Return whose share is above `percent` of the whole; nobody while there is no capital."""
    total = sum(amounts.values())
    return [key for key, amount in amounts.items() if Decimal(amount) * 100 > Decimal(percent) * total]


def most_allowed(others: int, percent: int | Decimal) -> int:
    """Return the greatest amount in đồng that one member may put beside `others` without passing `percent` of the sum."""
    limit = Decimal(percent)
    if limit >= 100:
        raise ValueError("no limit below the whole")
    return int(limit * others // (100 - limit))
