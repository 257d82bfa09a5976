"""Rounds, terms and who does what, read from the data of a decision.

Only the rules: which days are working days is not known here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.catalogue import CURRENT
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.sheets import decision as find_decision
from saoque.rulebook.source import DATA, decision_folder, one_line, read


@dataclass(frozen=True, slots=True)
class RoundRule:
    """One yearly round. Dates are (month, day); ``year_shift`` 1 puts them in the year after the round's."""

    level: str
    number: int
    submitted_by: str
    submit_before: tuple[int, int]
    evaluate_before: tuple[int, int]
    year_shift: int


@dataclass(frozen=True, slots=True)
class RoundDates:
    """A round of one year. "Before" is strict: ``last_submit_day`` is the day before."""

    level: str
    number: int
    year: int
    submitted_by: str
    submit_before: date
    evaluate_before: date

    @property
    def last_submit_day(self) -> date:
        """The last day on which a proposal is still in time."""
        return self.submit_before - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit: so many ``working_days`` or ``days`` from the event described in ``start``."""

    value: int
    unit: str
    start: str
    article: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a re-assessment dossier may be filed, both included."""

    opens_on: date
    closes_on: date
    article: str

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the window."""
        return self.opens_on <= day <= self.closes_on


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way of a dossier."""

    number: int
    actor: str
    action: str
    deadline: str | None = None
    when: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class TransitionRule:
    """What holds for dossiers and certificates from before the decision."""

    key: str
    case: str
    rule: str
    days: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure of one decision. ``facts`` keeps the rest of the data as written."""

    decision: str
    rounds: tuple[RoundRule, ...]
    min_rounds_per_year: Mapping[str, int] = field(hash=False)
    certificate_months: int
    commune_term: Term
    reassessment_term: Term
    revocation_term: Term
    window_earliest_days: int
    window_latest_days: int
    window_article: str
    applicants: tuple[str, ...]
    steps: tuple[Step, ...]
    revocation_grounds: tuple[str, ...]
    transition: tuple[TransitionRule, ...]
    facts: Mapping[str, Any] = field(repr=False, hash=False)


@cache
def procedure(decision: str = CURRENT, *, root: Path = DATA) -> Procedure:
    """The procedure of a decision. RulebookError for one that has none, as those of the archive."""
    months = find_decision(decision, root=root).certificate_months
    if months is None:
        raise RulebookError(f"Quyết định “{one_line(decision)}” chỉ để tra cứu, không có trình tự trong bộ luật.")
    raw = read(decision_folder(decision, root) / "procedure.yaml")
    window = raw["reassessment"]["window_days_before_expiry"]
    terms = {name: Term(**term) for name, term in raw["deadlines"].items()}
    levels = {k: v for k, v in raw["rounds"].items() if isinstance(v, dict)}
    return Procedure(
        decision=decision,
        rounds=tuple(_rule(level, held["submitted_by"], r) for level, held in levels.items() for r in held["rounds"]),
        min_rounds_per_year={level: held["min_per_year"] for level, held in levels.items()},
        certificate_months=months,
        commune_term=terms["commune"],
        reassessment_term=terms["reassessment"],
        revocation_term=terms["revocation"],
        window_earliest_days=window["earliest"],
        window_latest_days=window["latest"],
        window_article=window["article"],
        applicants=tuple(raw["applicants"]),
        steps=tuple(_step(s) for s in raw["steps"]),
        revocation_grounds=tuple(raw["revocation"]["grounds"]),
        transition=tuple(_transition(t) for t in raw["transition"]),
        facts=raw,
    )


def rounds_of(
    year: int, level: str | None = None, *, decision: str = CURRENT, root: Path = DATA
) -> tuple[RoundDates, ...]:
    """The rounds of a year ("province", "central" or both) by date of submission."""
    rules = procedure(decision, root=root).rounds
    found = [_dates(rule, year) for rule in rules if level in (None, rule.level)]
    return tuple(sorted(found, key=lambda r: r.submit_before))


def next_round(day: date, level: str, *, decision: str = CURRENT, root: Path = DATA) -> RoundDates:
    """The first round of a level that can still be reached on ``day``. RulebookError for an unknown level."""
    for year in (day.year - 1, day.year, day.year + 1):
        for found in rounds_of(year, level, decision=decision, root=root):
            if day < found.submit_before:
                return found
    raise RulebookError(f"Không có đợt đánh giá cấp “{one_line(level)}”.")


def certificate_expiry(issued_on: date, *, decision: str = CURRENT, root: Path = DATA) -> date:
    """The last day of a certificate: the same day so many months on, or the last day of a shorter month."""
    return add_months(issued_on, procedure(decision, root=root).certificate_months)


def reassessment_window(expires_on: date, *, decision: str = CURRENT, root: Path = DATA) -> Window:
    """When to file for re-assessment of a certificate that ends on ``expires_on``."""
    rule = procedure(decision, root=root)
    return Window(
        expires_on - timedelta(days=rule.window_earliest_days),
        expires_on - timedelta(days=rule.window_latest_days),
        rule.window_article,
    )


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months later, or the month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rule(level: str, submitted_by: str, raw: dict[str, Any]) -> RoundRule:
    return RoundRule(
        level=level,
        number=raw["number"],
        submitted_by=submitted_by,
        submit_before=_month_day(raw["submit_before"]),
        evaluate_before=_month_day(raw["evaluate_before"]),
        year_shift=raw["year_shift"],
    )


def _dates(rule: RoundRule, year: int) -> RoundDates:
    actual = year + rule.year_shift
    return RoundDates(
        level=rule.level,
        number=rule.number,
        year=year,
        submitted_by=rule.submitted_by,
        submit_before=date(actual, *rule.submit_before),
        evaluate_before=date(actual, *rule.evaluate_before),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _step(raw: dict[str, Any]) -> Step:
    return Step(raw["n"], raw["actor"], raw["action"], raw.get("deadline"), raw.get("when"), raw.get("meeting"))


def _transition(raw: dict[str, Any]) -> TransitionRule:
    until = raw.get("until")
    return TransitionRule(
        raw["key"], raw["case"], raw["rule"], raw.get("days"), date.fromisoformat(until) if until else None
    )
