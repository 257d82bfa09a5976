"""Which offers together reach a volume: as few as can be, and of the few the cheapest.

Few first, because every further seller costs the buyer a contract, a delivery and a name to remember. How few is found
at once: the largest ones until the volume is reached. Cheapest among sets of that size: the offers are gone through from
the cheapest on, and of all sets begun with so many offers only those are kept that no other one beats in both amount and
cost, that can still reach the volume, and that could still become cheaper than the best set known (a Lagrangian bound).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from saoque.buyers.matching.shapes import Offer, Part

MOST_STEPS = 1_000_000


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
    sizes: list[int] = []
    for one in _cheapest_first(offers):
        if len(sizes) - bisect_left(sizes, one.free) < count:
            kept.append(one)
            insort(sizes, one.free)
    return kept


def _fill(chosen: Sequence[Offer], wanted: int) -> tuple[Part, ...]:
    parts = []
    for one in _cheapest_first(chosen):
        amount = min(one.free, wanted)
        wanted -= amount
        parts.append(Part(one, amount))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Begun:
    """Offers taken so far: what they give together, what they cost, the last of them and those before it."""

    amount: int
    cost: int
    last: Offer | None = None
    before: _Begun | None = None

    def offers(self) -> Iterator[Offer]:
        at: _Begun | None = self
        while at is not None and at.last is not None:
            yield at.last
            at = at.before


@dataclass(slots=True)
class _Search:
    """The cheapest `count` of the `offers`, which are in the order of price, that give `wanted`; no fewer can."""

    wanted: int
    count: int
    offers: list[Offer]
    best: list[Offer] = field(default_factory=list)
    best_cost: int | None = None
    steps: int = 0

    def go(self) -> None:
        worth = self._find_worth()
        saved = sorted(_saving(one, worth) for one in self.offers)
        sizes = sorted(-one.free for one in self.offers)
        begun: dict[int, list[_Begun]] = {0: [_Begun(0, 0)]}
        for one in self.offers:
            del sizes[bisect_left(sizes, -one.free)]
            del saved[bisect_left(saved, _saving(one, worth))]
            reach = list(accumulate(sizes[: self.count], initial=0))
            hope = list(accumulate(saved[: self.count], initial=0))
            begun = self._with(one, begun, reach, hope, worth)
            if self.steps >= MOST_STEPS:
                return

    def _find_worth(self) -> int:
        """Return what a unit is about worth (VND): where the sets that look best at that price just reach the volume.

        The sets met on the way are good ones to begin with.
        """
        low, high = 0, max(one.price for one in self.offers) + 1
        while not self._try(high):
            low, high = high, high * 2
        while high - low > 1 + high // 4096:
            middle = (low + high) // 2
            low, high = (low, middle) if self._try(middle) else (middle, high)
        return high

    def _try(self, worth: int) -> bool:
        """Take the offers that save most against a unit's worth; remember them when they reach the volume."""
        chosen = sorted(self.offers, key=lambda one: one.free * (one.price - worth))[: self.count]
        if sum(one.free for one in chosen) < self.wanted:
            return False
        self._remember(chosen, sum(part.amount * part.offer.price for part in _fill(chosen, self.wanted)))
        return True

    def _remember(self, chosen: list[Offer], cost: int) -> None:
        if self.best_cost is None or cost < self.best_cost:
            self.best, self.best_cost = chosen, cost

    def _with(
        self, one: Offer, begun: dict[int, list[_Begun]], reach: list[int], hope: list[int], worth: int
    ) -> dict[int, list[_Begun]]:
        """Go on with every set begun, with the offer and without it. What is left gives -`reach[n]` with `n` offers."""
        grown: dict[int, list[_Begun]] = {}
        for taken, sets in begun.items():
            for each in sets:
                self.steps += 1
                if taken + 1 == self.count:
                    if each.amount + one.free >= self.wanted:
                        # The last offer is the dearest: it gives what is missing.
                        cost = each.cost + (self.wanted - each.amount) * one.price
                        if self.best_cost is None or cost < self.best_cost:
                            self._remember([*each.offers(), one], cost)
                else:
                    more = _Begun(each.amount + one.free, each.cost + one.free * one.price, one, each)
                    self._keep(more, taken + 1, grown, reach, hope, worth)
                self._keep(each, taken, grown, reach, hope, worth)
        return {taken: _unbeaten(sets) for taken, sets in grown.items()}

    def _keep(
        self, each: _Begun, taken: int, grown: dict[int, list[_Begun]], reach: list[int], hope: list[int], worth: int
    ) -> None:
        left = self.count - taken
        missing = self.wanted - each.amount
        if left >= len(reach) or -reach[left] < missing:
            return
        if self.best_cost is not None and each.cost + worth * missing + hope[left] >= self.best_cost:
            return
        grown.setdefault(taken, []).append(each)


def _saving(one: Offer, worth: int) -> int:
    """What taking the whole offer costs beyond its worth; never more than nothing, because it need not be used."""
    return min(0, one.free * (one.price - worth))


def _unbeaten(sets: list[_Begun]) -> list[_Begun]:
    """Leave out the sets that another one beats in both amount and cost."""
    kept: list[_Begun] = []
    for each in sorted(sets, key=lambda one: (-one.amount, one.cost)):
        if not kept or each.cost < kept[-1].cost:
            kept.append(each)
    return kept
