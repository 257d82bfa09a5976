"""Which raises a criterion allows."""

from __future__ import annotations

from dataclasses import dataclass

from saoque.rulebook.scoring import Answers, mark_holds, options_chosen
from saoque.rulebook.shapes import Criterion, Option, Scorecard, StarMark


@dataclass(frozen=True, slots=True)
class Move:
    """What may become of one criterion. ``option`` None: it stays as it is. ``rungs``: how far up the ladder."""

    option: Option | None
    gain: int
    rungs: int


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with its option now, the marks it misses for the star, and the moves that meet them."""

    criterion: Criterion
    now: Option | None
    missed: tuple[StarMark, ...]
    moves: tuple[Move, ...]


def lines(sheet: Scorecard, answers: Answers, star: int) -> tuple[Line, ...]:
    """All criteria in printed order. A line without moves cannot meet its mark by raises alone."""
    chosen = options_chosen(sheet, answers)
    marks = [mark for mark in sheet.marks if mark.star <= star]
    return tuple(
        _line(sheet, line, chosen[line.code], [m for m in marks if m.criterion == line.code]) for line in sheet.criteria
    )


def raises(line: Criterion, now: Option | None) -> tuple[Move, ...]:
    """Every option with more points, or with as many and further down the ladder, where its mark may lie.

    A criterion with two cases stays in the case once chosen.
    """
    have = now.points if now else 0
    found = []
    for option in line.options:
        if now is not None and option.case != now.case:
            continue
        ladder = line.ladder(option.case)
        climbed = ladder.index(option) - (ladder.index(now) if now else -1)
        if option.points > have or (option.points == have and climbed > 0):
            found.append(Move(option, option.points - have, abs(climbed)))
    return tuple(found)


def _line(sheet: Scorecard, line: Criterion, now: Option | None, marks: list[StarMark]) -> Line:
    now_id = now.id if now else None
    missed = tuple(m for m in marks if not mark_holds(sheet, m, now_id))
    stay = () if missed else (Move(None, 0, 0),)
    met = [
        move for move in raises(line, now) if move.option and all(mark_holds(sheet, m, move.option.id) for m in marks)
    ]
    return Line(line, now, missed, (*stay, *met))
