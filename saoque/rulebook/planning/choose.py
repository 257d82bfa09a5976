"""``plan``: the smallest set of changes that reaches a star.

Only raises count: a change never lowers points, and never moves to another case of a criterion with two
cases (which case a product is in is a fact, not an effort). Every mark missed for the star, or for a lower
one, has to be met by its own criterion; the points that then lack come from wherever they are cheapest.
``solve`` finds the exact optimum. What "smallest" means:

- ``criteria``: fewest criteria changed; then least points beyond those needed; then fewest rungs climbed.
- ``money``: least sum of the upper ends of the estimated cost; then fewest rungs without an estimate (their
  cost is unknown, not nothing: the plan counts them apart); then fewest criteria; then least excess; then rungs.
- ``time``: least of the longest upper lead time, as criteria are worked on side by side and the rungs of one
  criterion one by one; then fewest criteria; then fewest rungs without an estimate; then least excess; then rungs.

What is still equal is decided by the printed order: a change of an earlier criterion first, then the
earlier option of a ladder. The same question always has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING
from functools import cache
from pathlib import Path

from saoque.rulebook.advice import guidance
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.planning.estimates import estimate_from
from saoque.rulebook.planning.moves import Line, Move, lines
from saoque.rulebook.planning.shapes import Change, Estimate, Plan, Reach
from saoque.rulebook.planning.solve import Key, cheapest
from saoque.rulebook.scoring import Answers, score
from saoque.rulebook.shapes import Criterion, RaiseStep, Scorecard, Unmet
from saoque.rulebook.sheets import decision
from saoque.rulebook.source import DATA, one_line

BY = ("criteria", "money", "time")

Steps = Callable[[Criterion], Sequence[RaiseStep]]
_Estimator = Callable[[Line, Move], Estimate]


def plan(
    sheet: Scorecard,
    answers: Answers,
    star: int,
    by: str = "criteria",
    *,
    steps: Steps | None = None,
    root: Path = DATA,
) -> Plan:
    """The smallest set of changes from ``answers`` to ``star``. RulebookError for an unknown option or ``by``.

    By money and by time each change carries its estimate; by criteria none is looked up (``with_estimates``
    adds them). ``steps`` gives the raise steps of a criterion, the guidance of the scorecard by default.
    """
    if by not in BY:
        raise RulebookError(f"Không biết cách chọn “{one_line(by)}”; chỉ có {', '.join(BY)}.")
    needed = _least_total(sheet, star, root)
    if needed is None:
        return _unreachable(sheet, answers, star, by, None, root)
    rows = lines(sheet, answers, star)
    need = needed - score(sheet, answers, root=root).total
    look = _estimator(steps or _guided(sheet, root))
    moves = _SOLVERS[by](rows, need, look)
    if moves is None:
        return _unreachable(sheet, answers, star, by, needed, root)
    changes = tuple(_change(row, move) for row, move in zip(rows, moves, strict=True) if move.option)
    if by != "criteria":
        changes = tuple(_estimated(sheet, answers, change, steps or _guided(sheet, root)) for change in changes)
    after = score(sheet, {**answers, **{c.criterion: c.to_option for c in changes}}, root=root)
    return Plan(star, by, True, changes, after.total, after.stars, needed)


def with_estimates(found: Plan, sheet: Scorecard, answers: Answers, *, root: Path = DATA) -> Plan:
    """The same plan, each change with what the guidance estimates for it."""
    steps = _guided(sheet, root)
    return replace(found, changes=tuple(_estimated(sheet, answers, c, steps) for c in found.changes))


def _by_criteria(rows: Sequence[Line], need: int, _look: _Estimator) -> tuple[Move, ...] | None:
    return cheapest(rows, need, _effort, lambda key, gain: (key[0], gain, key[1]))


def _by_money(rows: Sequence[Line], need: int, look: _Estimator) -> tuple[Move, ...] | None:
    def cost(row: Line, move: Move) -> Key:
        if move.option is None:
            return (0, 0, 0, 0)
        takes = look(row, move)
        return (takes.money_vnd[1], takes.unknown, *_effort(row, move))

    return cheapest(rows, need, cost, lambda key, gain: (*key[:3], gain, key[3]))


def _by_time(rows: Sequence[Line], need: int, look: _Estimator) -> tuple[Move, ...] | None:
    """A longest time is no sum: find the least limit under which the star is reachable, then solve under it."""

    def days(row: Line, move: Move) -> int:
        return look(row, move).time_days[1] if move.option else 0

    def within(limit: int) -> list[Line]:
        return [replace(row, moves=tuple(m for m in row.moves if days(row, m) <= limit)) for row in rows]

    def cost(row: Line, move: Move) -> Key:
        count, rungs = _effort(row, move)
        return (count, look(row, move).unknown if move.option else 0, rungs)

    limits = sorted({days(row, move) for row in rows for move in row.moves} | {0})
    low, high = 0, len(limits)
    while low < high:
        middle = (low + high) // 2
        if _most(within(limits[middle])) >= need:
            high = middle
        else:
            low = middle + 1
    if low == len(limits):
        return None
    return cheapest(within(limits[low]), need, cost, lambda key, gain: (key[0], key[1], gain, key[2]))


_SOLVERS = {"criteria": _by_criteria, "money": _by_money, "time": _by_time}


def _effort(_row: Line, move: Move) -> Key:
    return (0, 0) if move.option is None else (1, move.rungs)


def _most(rows: Sequence[Line]) -> float:
    """The greatest gain possible; below everything when a line has no move left."""
    if not all(row.moves for row in rows):
        return float("-inf")
    return sum(max(move.gain for move in row.moves) for row in rows)


def _estimator(steps: Steps) -> _Estimator:
    known: dict[tuple[str, str], Estimate] = {}
    of = cache(steps)

    def look(row: Line, move: Move) -> Estimate:
        assert move.option is not None  # noqa: S101 - staying takes nothing and is never asked about
        at = (row.criterion.code, move.option.id)
        if at not in known:
            known[at] = estimate_from(of(row.criterion), row.criterion, row.now, move.option)
        return known[at]

    return look


def _guided(sheet: Scorecard, root: Path) -> Steps:
    return lambda line: guidance(sheet.code, line.code, root=root).raise_steps


def _least_total(sheet: Scorecard, star: int, root: Path) -> int | None:
    for band in decision(sheet.decision, root=root).star_bands:
        if band.star == star:
            return int(band.minimum.to_integral_value(rounding=ROUND_CEILING))
    return None


def _change(row: Line, move: Move) -> Change:
    assert move.option is not None  # noqa: S101 - only moves that change something come here
    lowest = min((mark.star for mark in row.missed), default=None)
    return Change(row.criterion.code, row.now.id if row.now else None, move.option.id, move.gain, lowest)


def _estimated(sheet: Scorecard, answers: Answers, change: Change, steps: Steps) -> Change:
    line = sheet.by_code[change.criterion]
    now, to = line.find(answers.get(line.code) or ""), line.find(change.to_option)
    assert to is not None  # noqa: S101 - a change always leads to an option of its criterion
    return replace(change, estimate=estimate_from(steps(line), line, now, to))


def _reach(sheet: Scorecard, answers: Answers, total: int, root: Path) -> Reach:
    """What raises alone can bring from a total: every criterion as far as it goes, and the highest star."""
    highest = 1
    for band in decision(sheet.decision, root=root).star_bands:
        if total + _most(lines(sheet, answers, band.star)) >= band.minimum:
            highest = max(highest, band.star)
    return Reach(total + int(_most(lines(sheet, answers, 0))), highest)


def _unreachable(sheet: Scorecard, answers: Answers, star: int, by: str, needed: int | None, root: Path) -> Plan:
    now = score(sheet, answers, root=root)
    stuck = [] if needed is None else [row for row in lines(sheet, answers, star) if not row.moves]
    blocked = tuple(Unmet(m.criterion, m.option, m.star) for row in stuck for m in row.missed)
    reach = _reach(sheet, answers, now.total, root)
    return Plan(star, by, False, (), now.total, now.stars, needed, reach, blocked)
