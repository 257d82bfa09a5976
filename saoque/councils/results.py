"""From the sheets of a council to its result: mean, spread, marks and star. Pure: knows no database and no clock.

Points are whole numbers on a sheet and `Decimal` in a mean. What the law leaves open comes in as `Terms`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import islice
from statistics import median

from saoque.rulebook import marks_held, score, stars_for
from saoque.rulebook.shapes import Scorecard, StarMark, Unmet

Answers = Mapping[str, "str | None"]
_ROUNDING = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}
_LEAST_SHEETS_TO_TRIM = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """How a council reckons: `averaging` mean/trimmed/median, `rounding` half_up/down, `mark_rule` majority/two_thirds/all."""

    averaging: str
    decimals: int
    rounding: str
    mark_rule: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the council's sheets say together. `spread` is the greatest minus the least total of all sheets."""

    sheets: int
    mean: Decimal
    spread: Decimal
    stars_by_points: int
    stars: int
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One criterion on which the sheets differ: `counts` lists (points, how many sheets), most points first."""

    criterion: str
    name: str
    gap: int
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A member whose totals stand on one side of the median in every dossier, by `points` on average."""

    member: int
    points: Decimal
    dossiers: int


def reckon(sheet: Scorecard, answers: Sequence[Answers], terms: Terms) -> Result:
    """The result of one dossier. The order of `answers` does not matter. ValueError when there is none."""
    return combine(sheet, [score(sheet, one).total for one in answers], answers, terms)


def combine(sheet: Scorecard, totals: Sequence[int], answers: Sequence[Answers], terms: Terms) -> Result:
    """The result from totals already reckoned; of `answers` only the criteria with star marks are looked at."""
    mean = mean_of(totals, terms)
    stars = stars_for(sheet, mean, held_by_council(sheet, answers, terms.mark_rule))
    return Result(
        sheets=len(totals),
        mean=mean,
        spread=spread_of(totals),
        stars_by_points=stars.stars_by_points,
        stars=stars.stars,
        unmet=stars.unmet,
    )


def mean_of(totals: Sequence[int], terms: Terms) -> Decimal:
    """The mean as the council's rules form and round it.

    The trimmed mean leaves out one greatest and one least total; of fewer than three sheets nothing can be
    left out, so all count. ValueError without totals.
    """
    if not totals:
        raise ValueError("no totals")
    ranked = sorted(totals)
    if terms.averaging == "trimmed" and len(ranked) >= _LEAST_SHEETS_TO_TRIM:
        ranked = ranked[1:-1]
    exact = Decimal(median(ranked)) if terms.averaging == "median" else Decimal(sum(ranked)) / Decimal(len(ranked))
    return exact.quantize(Decimal(1).scaleb(-terms.decimals), rounding=_ROUNDING[terms.rounding])


def spread_of(totals: Sequence[int]) -> Decimal:
    """The greatest minus the least total, before anything is left out."""
    return Decimal(max(totals) - min(totals))


def enough(votes: int, sheets: int, rule: str) -> bool:
    """Whether so many of the sheets are enough for a mark to hold for the council."""
    if rule == "all":
        return votes == sheets
    if rule == "two_thirds":
        return 3 * votes >= 2 * sheets
    return 2 * votes > sheets


def held_by_council(sheet: Scorecard, answers: Sequence[Answers], rule: str) -> frozenset[StarMark]:
    """The star marks that hold for the council: enough sheets chose the marked option or a better one."""
    votes: Counter[StarMark] = Counter()
    for one in answers:
        votes.update(marks_held(sheet, one))
    return frozenset(mark for mark in sheet.marks if enough(votes[mark], len(answers), rule))


def quorum_needed(members: int, percent: int) -> int:
    """The least whole number of members that makes `percent` of `members`; at least one."""
    return max(1, -(-members * percent // 100))


def disagreements(sheet: Scorecard, points: Mapping[str, Sequence[int]], limit: int = 5) -> list[Disagreement]:
    """The criteria whose points differ, the widest gap first. `points` maps criterion to the points of all sheets."""
    found = []
    for line in sheet.criteria:
        given = points.get(line.code, ())
        if given and max(given) > min(given):
            counts = tuple(sorted(Counter(given).items(), reverse=True))
            found.append(Disagreement(line.code, line.name, max(given) - min(given), counts))
    return list(islice(sorted(found, key=lambda one: -one.gap), limit))


def leanings(totals: Mapping[int, Mapping[int, int]], least_points: Decimal, least_dossiers: int = 3) -> list[Leaning]:
    """Members who stand on the same side of the median in each of at least `least_dossiers` dossiers.

    `totals` maps dossier to {member: total}. A hint to the chair, never a correction: only those whose distance is
    `least_points` or more on average are named, the farthest first.
    """
    away: dict[int, list[Decimal]] = {}
    for given in totals.values():
        if len(given) < _LEAST_SHEETS_TO_TRIM:
            continue
        middle = Decimal(median(given.values()))
        for member, total in given.items():
            away.setdefault(member, []).append(total - middle)
    found = []
    for member, distances in away.items():
        one_side = all(d < 0 for d in distances) or all(d > 0 for d in distances)
        average = sum(distances, Decimal(0)) / len(distances)
        if one_side and len(distances) >= least_dossiers and abs(average) >= least_points:
            found.append(Leaning(member, average.quantize(Decimal("0.1"), ROUND_HALF_UP), len(distances)))
    return sorted(found, key=lambda one: (-abs(one.points), one.member))
