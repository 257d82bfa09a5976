"""Points, stars and what a star still lacks. The only place where these are computed.

``answers`` maps criterion code to option id, or to None; a criterion that is absent or None counts 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.shapes import (
    Criterion,
    Gap,
    Option,
    Scorecard,
    ScoreResult,
    StarBand,
    StarMark,
    StarResult,
    Unmet,
)
from saoque.rulebook.sheets import criterion, decision
from saoque.rulebook.source import DATA, one_line

Answers = Mapping[str, "str | None"]


def options_chosen(sheet: Scorecard, answers: Answers) -> dict[str, Option | None]:
    """The option chosen for every criterion, in printed order. RulebookError for an unknown criterion or option."""
    for code in answers:
        criterion(sheet, code)
    return {line.code: _option(sheet, line, answers.get(line.code)) for line in sheet.criteria}


def answered_count(sheet: Scorecard, answers: Answers) -> int:
    """How many criteria have an option chosen."""
    return sum(1 for option in options_chosen(sheet, answers).values() if option is not None)


def cases_chosen(sheet: Scorecard, answers: Answers) -> dict[str, int]:
    """For criteria with cases: the case of the option chosen. Different cases on one sheet deserve a look."""
    return {
        code: option.case
        for code, option in options_chosen(sheet, answers).items()
        if option is not None and option.case is not None
    }


def score(sheet: Scorecard, answers: Answers, *, root: Path = DATA) -> ScoreResult:
    """Points per part, total, and the star: the highest one whose band and whose marks hold."""
    chosen = options_chosen(sheet, answers)
    parts = {part.code: sum(_points(chosen[line.code]) for line in part.criteria) for part in sheet.parts}
    total = sum(parts.values())
    stars = stars_for(sheet, total, marks_held(sheet, answers), root=root)
    return ScoreResult(sheet.code, parts, total, stars.stars_by_points, stars.stars, stars.unmet)


def marks_held(sheet: Scorecard, answers: Answers) -> frozenset[StarMark]:
    """The star marks that these answers meet."""
    chosen = options_chosen(sheet, answers)
    return frozenset(mark for mark in sheet.marks if _holds(sheet, mark, chosen[mark.criterion]))


def mark_holds(sheet: Scorecard, mark: StarMark, option_id: str | None) -> bool:
    """Whether an option meets a mark: the marked one, or one further down its ladder with at least its points."""
    line = criterion(sheet, mark.criterion)
    return _holds(sheet, mark, _option(sheet, line, option_id))


def band_of(decision_code: str, total: Decimal | int, *, root: Path = DATA) -> StarBand:
    """The band that a total falls in; a mean such as 89.99 stays below 90. RulebookError outside all bands."""
    value = Decimal(total)
    for band in decision(decision_code, root=root).star_bands:
        below = value <= band.maximum if band.maximum_included else value < band.maximum
        if band.minimum <= value and below:
            return band
    raise RulebookError(f"Tổng điểm {one_line(total)} không thuộc khung hạng nào.")


def stars_by_points(decision_code: str, total: Decimal | int, *, root: Path = DATA) -> int:
    """The star that a total alone would give."""
    return band_of(decision_code, total, root=root).star


def stars_for(
    sheet: Scorecard,
    total: Decimal | int,
    held: Collection[StarMark] | Callable[[StarMark], bool],
    *,
    root: Path = DATA,
) -> StarResult:
    """The star of a total, of one sheet or a mean of several, given the marks that hold.

    ``held`` is the set of marks that hold or a test for one mark. A star needs its own marks and those
    of all lower stars; ``unmet`` names those missed up to the star of the points, by star and printed order.
    """
    by_points = stars_by_points(sheet.decision, total, root=root)
    holds = held if callable(held) else held.__contains__
    missed = [mark for mark in sheet.marks if mark.star <= by_points and not holds(mark)]
    stars = min((mark.star for mark in missed), default=by_points + 1) - 1
    return StarResult(by_points, stars, tuple(_unmet(mark) for mark in missed))


def gap_to(sheet: Scorecard, answers: Answers, star: int, *, root: Path = DATA) -> Gap:
    """What ``star`` still lacks: points to its band, and its marks and those of lower stars."""
    band = _band_for(sheet.decision, star, root)
    chosen = options_chosen(sheet, answers)
    total = sum(_points(option) for option in chosen.values())
    short = (band.minimum - total).to_integral_value(rounding=ROUND_CEILING)
    missed = [m for m in sheet.marks if m.star <= star and not _holds(sheet, m, chosen[m.criterion])]
    brought: dict[str, int] = {}
    for mark in missed:
        gain = max(0, mark.points - _points(chosen[mark.criterion]))
        brought[mark.criterion] = max(brought.get(mark.criterion, 0), gain)
    return Gap(star, max(0, int(short)), tuple(_unmet(m) for m in missed), sum(brought.values()))


def best_answers(sheet: Scorecard) -> dict[str, str]:
    """The answers with the most points: on each ladder the last option of the greatest value."""
    return {line.code: _best(line).id for line in sheet.criteria}


def _best(line: Criterion) -> Option:
    ladder = line.ladder(line.cases[0]) if line.cases else line.options
    return max(reversed(ladder), key=lambda option: option.points)


def _band_for(decision_code: str, star: int, root: Path) -> StarBand:
    for band in decision(decision_code, root=root).star_bands:
        if band.star == star:
            return band
    raise RulebookError(f"Không có hạng {one_line(star)} sao.")


def _option(sheet: Scorecard, line: Criterion, option_id: str | None) -> Option | None:
    if option_id is None:
        return None
    found = line.find(option_id)
    if found is None:
        raise RulebookError(f"Bộ {sheet.code}, tiêu chí {line.code} không có mức “{one_line(option_id)}”.")
    return found


def _holds(sheet: Scorecard, mark: StarMark, chosen: Option | None) -> bool:
    line = sheet.by_code[mark.criterion]
    marked = line.find(mark.option)
    if chosen is None or marked is None or chosen.case != marked.case:
        return False
    further = line.options.index(chosen) >= line.options.index(marked)
    return further and chosen.points >= marked.points


def _points(option: Option | None) -> int:
    return 0 if option is None else option.points


def _unmet(mark: StarMark) -> Unmet:
    return Unmet(mark.criterion, mark.option, mark.star)
