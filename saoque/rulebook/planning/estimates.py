"""What a raise takes, read from the guidance. Every figure here is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from saoque.rulebook.advice import guidance
from saoque.rulebook.planning.shapes import Estimate
from saoque.rulebook.shapes import Criterion, Option, RaiseStep, Scorecard
from saoque.rulebook.source import DATA

_SURENESS = "BSO"  # from a guess of our own over a secondary source to the official text


def estimate(sheet: Scorecard, line: Criterion, now: Option | None, to: Option, *, root: Path = DATA) -> Estimate:
    """What raising one criterion takes, by the guidance of that scorecard. RulebookError when it has none."""
    return estimate_from(guidance(sheet.code, line.code, root=root).raise_steps, line, now, to)


def estimate_from(steps: Sequence[RaiseStep], line: Criterion, now: Option | None, to: Option) -> Estimate:
    """Add up the steps of all rungs between, one after the other; a rung without a step counts as unknown."""
    climbed = rungs_between(line, now, to)
    found: dict[str, RaiseStep] = {}
    unknown = 0
    for rung in climbed:
        step = next((s for s in steps if rung.id in s.options), None)
        if step is None:
            unknown += 1
        else:
            found[step.to] = step
    taken = tuple(found.values())
    return Estimate(
        time_days=(sum(s.time_days[0] for s in taken), sum(s.time_days[1] for s in taken)),
        money_vnd=(sum(s.money_vnd[0] for s in taken), sum(s.money_vnd[1] for s in taken)),
        c=min((s.c for s in taken), key=_SURENESS.index, default=None),
        verify=any(s.verify for s in taken),
        sources=tuple(dict.fromkeys(s.source for s in taken)),
        steps=taken,
        unknown=unknown,
    )


def rungs_between(line: Criterion, now: Option | None, to: Option) -> tuple[Option, ...]:
    """The rungs to climb: those that bring points above the one before, and the goal itself.

    A rung of 0 points is the ground, and one of equal points is another way to stand as high: neither is climbed.
    """
    ladder = line.ladder(to.case)
    start = ladder.index(now) + 1 if now else 0
    height = now.points if now else 0
    climbed = []
    for rung in ladder[start : ladder.index(to)]:
        if height < rung.points < to.points:
            climbed.append(rung)
            height = rung.points
    return (*climbed, to)
