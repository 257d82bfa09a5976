"""Choosing options as a producer or a council would: a star is aimed at, its marks are met, the points follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from saoque import rulebook
from saoque.rulebook.shapes import Criterion, Option, Scorecard
from saoque.site.demo.fill.draw import Draw

_BANDS = {2: (30, 48), 3: (53, 67), 4: (73, 87), 5: (92, 98)}  # totals aimed at, well inside the bands of the decision
_SHIFT, _UNDER_MARK = 0.12, 0.03


@dataclass(frozen=True)
class Line:
    """One criterion: its options by rising points, and for each star aimed at the least place in that order."""

    code: str
    options: tuple[Option, ...]
    least: Mapping[int, int]


@cache
def lines_of(scorecard: str) -> tuple[Line, ...]:
    """Return the lines of a scorecard, ready to choose from."""
    sheet = rulebook.scorecard(scorecard)
    return tuple(_line(sheet, criterion) for criterion in sheet.criteria)


def choose(draw: Draw, scorecard: str, star: int) -> list[int]:
    """Return the place of the option chosen on every line, with a total and marks that give `star`."""
    lines = lines_of(scorecard)
    low, high = _BANDS[star]
    goal = draw.whole(low, high)
    places = [line.least[star] for line in lines]
    total = sum(line.options[place].points for line, place in zip(lines, places, strict=True))
    open_lines = list(range(len(lines)))
    while total < goal and open_lines:
        number = draw.one(open_lines)
        options, place = lines[number].options, places[number]
        if place + 1 >= len(options):
            open_lines.remove(number)
            continue
        step = options[place + 1].points - options[place].points
        if total + step > high + 1:
            open_lines.remove(number)
            continue
        places[number] += 1
        total += step
    return places


def as_member(draw: Draw, scorecard: str, star: int, places: list[int]) -> list[int]:
    """Return one member's own view of `places`: a rung up or down here and there, rarely below a mark."""
    found = list(places)
    chance = draw.random.random
    for number, line in enumerate(lines_of(scorecard)):
        if chance() > _SHIFT:
            continue
        moved = found[number] + (1 if chance() < 0.5 else -1)
        if 0 <= moved < len(line.options) and (moved >= line.least[star] or chance() < _UNDER_MARK):
            found[number] = moved
    return found


def options_at(scorecard: str, places: list[int]) -> dict[str, str | None]:
    """Return criterion → option id, as the scorer takes it."""
    return {line.code: line.options[place].id for line, place in zip(lines_of(scorecard), places, strict=True)}


def _line(sheet: Scorecard, criterion: Criterion) -> Line:
    """Of two cases the one is taken in which the highest marks can be met."""
    marks = [mark for mark in sheet.marks if mark.criterion == criterion.code]
    best = [o for o in criterion.options if all(rulebook.mark_holds(sheet, mark, o.id) for mark in marks)]
    case = best[0].case if best else (criterion.cases or (None,))[0]
    options = tuple(sorted(criterion.ladder(case), key=lambda option: option.points))
    return Line(criterion.code, options, {star: _least(sheet, criterion.code, options, star) for star in _BANDS})


def _least(sheet: Scorecard, code: str, options: tuple[Option, ...], star: int) -> int:
    marks = [mark for mark in sheet.marks if mark.criterion == code and mark.star <= star]
    fits = (all(rulebook.mark_holds(sheet, mark, option.id) for mark in marks) for option in options)
    return next((place for place, fit in enumerate(fits) if fit), len(options) - 1)
