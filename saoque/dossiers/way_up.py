"""The way to a star as a producer reads it: which criteria to raise, what each takes, and the first round it can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from saoque.kernel.calendar import add_working_days, special_days
from saoque.knowledge import KnowledgeError, Record, record
from saoque.rulebook import guidance
from saoque.rulebook.planning import Change, FirstRound, Plan, first_round, plan, with_estimates
from saoque.rulebook.shapes import Criterion, Guidance, Option, Scorecard

HIGHEST = 5
_YEARS_AHEAD = 2 * 366  # days: no round is further away than that after the changes are made


@dataclass(frozen=True)
class Step:
    """One criterion to raise: `before` is None when nothing is chosen yet; `helps` are dated records that may support it."""

    line: Criterion
    before: Option | None
    after: Option
    change: Change
    advice: Guidance
    helps: tuple[Record, ...]


@dataclass(frozen=True)
class WayUp:
    """The exact plan, its steps in printed order, and the first round after the longest of them. `round` None: out of reach."""

    star: int
    plan: Plan
    steps: tuple[Step, ...]
    round: FirstRound | None

    @property
    def count(self) -> int:
        return len(self.steps)


def way_up(sheet: Scorecard, answers: Mapping[str, str | None], star: int, by: str, today: date) -> WayUp:
    """Return the smallest way from `answers` to `star`: fewest criteria, least money or shortest time.

    `by` is "criteria", "money" or "time". Days and money are estimates of the guidance, never promises.
    """
    found = with_estimates(plan(sheet, answers, star, by=by), sheet, answers)
    steps = tuple(_step(sheet, change) for change in found.changes)
    reached = None
    if found.reachable:
        level = "central" if star == HIGHEST else "province"
        days = special_days(today, today + timedelta(days=found.time_days[1] + _YEARS_AHEAD))
        count = partial(add_working_days, special=days)
        reached = first_round(today, found.time_days[1], level, add_working_days=count)
    return WayUp(star, found, steps, reached)


def _step(sheet: Scorecard, change: Change) -> Step:
    line = sheet.by_code[change.criterion]
    after = line.find(change.to_option)
    if after is None:
        raise LookupError(f"{sheet.code} {change.criterion}: no option {change.to_option}")
    before = line.find(change.from_option) if change.from_option else None
    keys = [key for step in (change.estimate.steps if change.estimate else ()) for key in step.records]
    helps = tuple(found for key in dict.fromkeys(keys) if (found := _record(key)) is not None)
    return Step(line, before, after, change, guidance(sheet.code, line.code), helps)


def _record(key: str) -> Record | None:
    try:
        return record(key)
    except KnowledgeError:
        return None
