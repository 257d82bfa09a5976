"""Which goods fill a budget best: exact, by reachable sums kept as bits. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

STEP = 100  # VND; a price is counted in steps of this, rounded up, so that the budget is never passed
MOST_BUDGET = 20_000_000  # VND for one gift
MOST_KINDS = 6
MOST_UNITS = 2
ENOUGH_KINDS = 3


@dataclass(frozen=True)
class Choice:
    """A good by its key; `cost(units)` is the price of so many of it in one gift, in VND."""

    key: int
    cost: Callable[[int], int]


@dataclass(frozen=True)
class Pick:
    """`units` by key; `spent` in VND, at most the budget. `kinds` different goods."""

    units: dict[int, int]
    spent: int

    @property
    def kinds(self) -> int:
        return len(self.units)


def order_of(kinds: int, steps: int) -> tuple[int, int, int]:
    """What makes a gift better: three different goods before anything, then what it spends, then more variety."""
    return (min(kinds, ENOUGH_KINDS), steps, kinds)


def fill(choices: Sequence[Choice], budget: int) -> Pick | None:
    """Return the best gift within `budget` VND: at most six goods, one or two of each. None when nothing is affordable.

    Bit s of `layers[i][k]` says that the first i goods reach s steps with k kinds: shifting a whole number at once tries
    every sum, so that nothing is missed and a few hundred shifts are all it takes.
    """
    top = min(budget, MOST_BUDGET) // STEP
    mask = (1 << (top + 1)) - 1
    layers = [[1, *[0] * MOST_KINDS]]
    costs = [[_steps(one.cost(units)) for units in range(1, MOST_UNITS + 1)] for one in choices]
    for each in costs:
        before = layers[-1]
        now = list(before)
        for kinds in range(MOST_KINDS):
            for cost in each:
                if 0 < cost <= top:
                    now[kinds + 1] |= before[kinds] << cost & mask
        layers.append(now)
    reached = [(kinds, bits.bit_length() - 1) for kinds, bits in enumerate(layers[-1]) if kinds and bits]
    if not reached:
        return None
    kinds, steps = max(reached, key=lambda one: order_of(*one))
    units = _walk_back(layers, costs, kinds, steps)
    picked = {choices[place].key: count for place, count in units.items()}
    return Pick(picked, sum(choices[place].cost(count) for place, count in units.items()))


def _steps(cost: int) -> int:
    return -(-cost // STEP)


def _walk_back(layers: list[list[int]], costs: list[list[int]], kinds: int, steps: int) -> dict[int, int]:
    found = {}
    for place in range(len(costs), 0, -1):
        before = layers[place - 1]
        if before[kinds] >> steps & 1:
            continue
        for units, cost in enumerate(costs[place - 1], start=1):
            if 0 < cost <= steps and before[kinds - 1] >> (steps - cost) & 1:
                found[place - 1], kinds, steps = units, kinds - 1, steps - cost
                break
    return found
