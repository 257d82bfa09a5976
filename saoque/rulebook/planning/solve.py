"""The knapsack: exactly one move per criterion, enough points in all, least cost.

Points are small whole numbers, so the table over (criterion, gain) is exact: ``tables[i][g]`` is the least
sum of keys by which the criteria from i on gain exactly g points, for every g up to the greatest possible
(never more than the sheet's 100). Keys are tuples of whole numbers, added place by place and compared from
the left; addition keeps that order, so a best rest stays best under any beginning, which is what the table
needs. About 30 criteria × 100 gains × 5 moves: some ten thousand steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import add

from saoque.rulebook.planning.moves import Line, Move

Key = tuple[int, ...]
_Table = dict[int, Key]


def cheapest(
    rows: Sequence[Line],
    need: int,
    cost: Callable[[Line, Move], Key],
    order: Callable[[Key, int], Key],
) -> tuple[Move, ...] | None:
    """One move per line gaining at least ``need``, least by ``order(sum of costs, gain)``; None when impossible.

    ``order`` must not prefer the greater of two sums at the same gain. Among equals the first criterion
    printed that differs decides: there a change goes before no change, and the earlier option before the later.
    """
    priced = [[(move, cost(row, move)) for move in row.moves] for row in rows]
    if not all(priced):
        return None
    tables = _tables(priced)
    enough = [(order(key, gain), gain) for gain, key in tables[0].items() if gain >= need]
    if not enough:
        return None
    return _read_off(priced, tables, min(enough)[1])


def _tables(priced: Sequence[Sequence[tuple[Move, Key]]]) -> list[_Table]:
    """From the last criterion to the first: gain of the rest → least sum of keys."""
    width = len(priced[0][0][1]) if priced else 0
    tables: list[_Table] = [{0: (0,) * width}]
    for options in reversed(priced):
        rest = tables[-1]
        here: _Table = {}
        for move, key in options:
            for gain, below in rest.items():
                total = tuple(map(add, key, below))
                at = gain + move.gain
                if at not in here or total < here[at]:
                    here[at] = total
        tables.append(here)
    tables.reverse()
    return tables


def _read_off(priced: Sequence[Sequence[tuple[Move, Key]]], tables: Sequence[_Table], gain: int) -> tuple[Move, ...]:
    found = []
    for place, options in enumerate(priced):
        goal, rest = tables[place][gain], tables[place + 1]
        for move, key in sorted(options, key=lambda priced_move: priced_move[0].option is None):
            below = rest.get(gain - move.gain)
            if below is not None and tuple(map(add, key, below)) == goal:
                found.append(move)
                gain -= move.gain
                break
    return tuple(found)
