"""Counting votes: one member one vote, whatever the capital. Pure."""

from fractions import Fraction

# The share of the people present that must vote for; `over` means more than, not just as much.
_NEEDED: dict[str, tuple[Fraction, bool]] = {
    "over_half": (Fraction(1, 2), True),
    "two_thirds": (Fraction(2, 3), False),
    "three_quarters": (Fraction(3, 4), False),
    "all": (Fraction(1), False),
}


def votes_needed(majority: str, present: int) -> int:
    """Return the least number of votes for, among `present` who may vote; at least one. KeyError for an unknown majority."""
    share, over = _NEEDED[majority]
    exact = share * present
    least = exact.numerator // exact.denominator + 1 if over else -(-exact.numerator // exact.denominator)
    return max(least, 1)


def is_passed(majority: str, present: int, votes_for: int) -> bool:
    return votes_for >= votes_needed(majority, present)


def counts_hold(present: int, votes_for: int, against: int, abstained: int) -> bool:
    """Whether a count is possible: nothing negative, and never more votes than people present."""
    return min(votes_for, against, abstained) >= 0 and votes_for + against + abstained <= present
