"""Which assessment round of the year is the first that can still be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from saoque.rulebook.catalogue import CURRENT
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.procedure import RoundDates, next_round, procedure
from saoque.rulebook.source import DATA

AddWorkingDays = Callable[[date, int], date]

PROVINCE, CENTRAL = "province", "central"


@dataclass(frozen=True, slots=True)
class FirstRound:
    """The first round that a dossier ready on ``ready_on`` makes, and the last day that still makes it.

    ``proposed_by`` is when the commune's term ends if the dossier is filed on ``ready_on``; ``file_by`` the
    last day of filing with the commune after which its full term would end too late for this round.
    ``via`` is the round of the province that comes before a central one.
    """

    round: RoundDates
    ready_on: date
    proposed_by: date
    file_by: date
    via: RoundDates | None = None


def first_round(
    today: date,
    lead_days: int,
    level: str = PROVINCE,
    *,
    add_working_days: AddWorkingDays,
    decision: str = CURRENT,
    root: Path = DATA,
) -> FirstRound:
    """The first round of a level, when the changes take ``lead_days`` calendar days from ``today``.

    The commune is given its full term, so the round is safe whatever the commune does in time.
    ``add_working_days(day, n)`` gives the n-th working day after ``day``; which days those are is the
    calendar's to know. A central round (5 stars) is reached through a round of the province and starts from
    the day by which that one has been evaluated. RulebookError for an unknown level.
    """
    if level not in (PROVINCE, CENTRAL):
        raise RulebookError(f"Không có đợt đánh giá cấp “{level}”.")
    term = procedure(decision, root=root).commune_term.value
    ready_on = today + timedelta(days=max(0, lead_days))
    proposed_by = add_working_days(ready_on, term)
    own = next_round(proposed_by, PROVINCE, decision=decision, root=root)
    file_by = _last_filing_day(own.last_submit_day, term, ready_on, add_working_days)
    if level == PROVINCE:
        return FirstRound(own, ready_on, proposed_by, file_by)
    evaluated = own.evaluate_before - timedelta(days=1)
    return FirstRound(next_round(evaluated, CENTRAL, decision=decision, root=root), ready_on, proposed_by, file_by, own)


def _last_filing_day(last: date, term: int, at_least: date, add_working_days: AddWorkingDays) -> date:
    """The last day whose term of working days ends by ``last``, found by going back day by day."""
    day = last
    while day > at_least and add_working_days(day, term) > last:
        day -= timedelta(days=1)
    return day
