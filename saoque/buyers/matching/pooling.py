"""The fewest offers that reach a volume, and of those the cheapest; exact.

Few first, because every further seller costs the buyer a contract, a delivery and a name to remember. The number is
found at once: as many of the largest as are needed. Which of all sets of that number is the cheapest is found by
branch and bound over the offers from the cheapest on: within a set the cheapest deliver all they have and the last
one the rest, so a set's cost is known as soon as it is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saoque.buyers.matching.shapes import Offer, Part

MOST_STEPS = 500_000


@dataclass(frozen=True, slots=True)
class Pooled:
    """The parts, and whether the search went to its end."""

    parts: tuple[Part, ...]
    exact: bool = True


def pool(offers: Sequence[Offer], wanted: int, most: int) -> Pooled:
    """Return the parts that reach `wanted` with at most `most` offers; the most that can be had when nothing does.

    Every offer must have something free. `most` 0 means no bound.
    """
    by_size = sorted(offers, key=lambda one: (-one.free, one.price, one.id))
    bound = most or len(by_size)
    count, reached = 0, 0
    while reached < wanted and count < min(bound, len(by_size)):
        reached += by_size[count].free
        count += 1
    if reached < wanted:
        return Pooled(tuple(Part(one, one.free) for one in _cheapest_first(by_size[:count])))
    search = _Search(wanted, count, _worth_a_look(by_size, count))
    search.go()
    return Pooled(_fill(search.best, wanted), search.steps < MOST_STEPS)


def _cheapest_first(offers: Sequence[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda one: (one.price, -one.free, one.id))


def _worth_a_look(offers: Sequence[Offer], count: int) -> list[Offer]:
    """Leave out what `count` others beat in both price and size: no best set needs it."""
    kept: list[Offer] = []
    for one in _cheapest_first(offers):
        better = sum(1 for other in kept if other.free >= one.free)
        if better < count:
            kept.append(one)
    return kept


def _fill(chosen: Sequence[Offer], wanted: int) -> tuple[Part, ...]:
    parts = []
    for one in _cheapest_first(chosen):
        amount = min(one.free, wanted)
        wanted -= amount
        parts.append(Part(one, amount))
    return tuple(parts)


@dataclass(slots=True)
class _Search:
    """Depth first over the offers from the cheapest on. `reach[r][i]`: the most that `r` offers from `i` on can give."""

    wanted: int
    count: int
    offers: list[Offer]
    best: list[Offer] = field(default_factory=list)
    best_cost: int | None = None
    steps: int = 0
    reach: list[list[int]] = field(default_factory=list)

    def go(self) -> None:
        self.reach = [self._reach(slots) for slots in range(self.count + 1)]
        self._from(0, self.wanted, 0, [])

    def _reach(self, slots: int) -> list[int]:
        largest: list[int] = []
        found = [0] * (len(self.offers) + 1)
        for place in range(len(self.offers) - 1, -1, -1):
            largest = sorted([*largest, self.offers[place].free], reverse=True)[:slots]
            found[place] = sum(largest) if len(largest) == slots else -1
        return found

    def _from(self, place: int, missing: int, cost: int, chosen: list[Offer]) -> None:
        slots = self.count - len(chosen)
        if slots == 0:
            if missing <= 0 and (self.best_cost is None or cost < self.best_cost):
                self.best, self.best_cost = list(chosen), cost
            return
        for at in range(place, len(self.offers) - slots + 1):
            self.steps += 1
            one = self.offers[at]
            # From here on everything is dearer, and nothing further on reaches more.
            if self.steps >= MOST_STEPS or self.reach[slots][at] < missing:
                return
            if self.best_cost is not None and cost + missing * one.price >= self.best_cost:
                return
            amount = min(one.free, missing)
            chosen.append(one)
            self._from(at + 1, missing - amount, cost + amount * one.price, chosen)
            chosen.pop()
