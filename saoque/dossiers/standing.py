"""What the producer's points come to, and exactly what the next star lacks: the panel beside every criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saoque import rulebook
from saoque.rulebook.shapes import Criterion, Option, Scorecard

LEAST_RECOGNISED = 3
BEST = 5


@dataclass(frozen=True)
class MissingMark:
    """A rung that the next star wants: the criterion, the rung and the star whose mark it is."""

    criterion: Criterion
    option: Option
    star: int


@dataclass(frozen=True)
class PartPoints:
    code: str
    name: str
    points: int
    max: int


@dataclass(frozen=True)
class StandingNow:
    """Points and star of the stored answers. `target` is the next star, None when there is none above."""

    parts: tuple[PartPoints, ...]
    total: int
    max: int
    stars: int
    stars_by_points: int
    ticks: tuple[int, ...]
    target: int | None
    missing_points: int
    points_beyond_marks: int
    missing_marks: tuple[MissingMark, ...]


def standing_of(sheet: Scorecard, answers: Mapping[str, str | None]) -> StandingNow:
    """Return points, star and what the next star lacks. Pure."""
    result = rulebook.score(sheet, answers)
    target = None if result.stars >= BEST else max(LEAST_RECOGNISED, result.stars + 1)
    gap = rulebook.gap_to(sheet, answers, target) if target else None
    bands = rulebook.decision(sheet.decision).star_bands
    return StandingNow(
        parts=tuple(PartPoints(p.code, p.name, result.parts[p.code], p.max) for p in sheet.parts),
        total=result.total,
        max=sheet.max,
        stars=result.stars,
        stars_by_points=result.stars_by_points,
        ticks=tuple(sorted(int(band.minimum) for band in bands if band.star >= LEAST_RECOGNISED)),
        target=target,
        missing_points=gap.missing_points if gap else 0,
        points_beyond_marks=gap.points_beyond_marks if gap else 0,
        missing_marks=tuple(mark_of(sheet, u.criterion, u.needs, u.for_star) for u in gap.missing_marks) if gap else (),
    )


def mark_of(sheet: Scorecard, code: str, option: str, star: int) -> MissingMark:
    """Return the mark with its criterion and rung."""
    line = sheet.by_code[code]
    found = line.find(option)
    if found is None:  # a mark always names a rung of its own ladder; the rulebook's check proves it
        raise LookupError(f"{sheet.code} {code} {option}")
    return MissingMark(line, found, star)
