"""When a deadline is told, and what is urgent, as two tables. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

# Days before a deadline at which it is told anew; issue 3 asks for 90, 30 and 7 for papers, and one table serves all.
STEPS = (90, 30, 7, 3, 1, 0)
LATE = -1
SOON_WORKING_DAYS = 3


def step_of(due_on: date, now: date) -> int | None:
    """Return the step that a deadline has reached: one of `STEPS`, `LATE` when it is over, None when it is far."""
    left = (due_on - now).days
    if left < 0:
        return LATE
    reached = [step for step in STEPS if left <= step]
    return reached[-1] if reached else None


@dataclass(frozen=True)
class Facts:
    """What is known of a notice. `working_days`: left until the deadline of news, negative when over."""

    told_urgent: bool = False
    working_days: int | None = None
    step: int | None = None


@dataclass(frozen=True)
class Urgent:
    """One line of the table: what it is, and whether a notice is that."""

    what: str
    applies: Callable[[Facts], bool]


URGENT: tuple[Urgent, ...] = (
    Urgent("the room that tells calls it urgent: a return, a revoked certificate", lambda facts: facts.told_urgent),
    Urgent(
        "news with a deadline within three working days",
        lambda facts: facts.working_days is not None and 0 <= facts.working_days <= SOON_WORKING_DAYS,
    ),
    Urgent("a deadline of today or tomorrow", lambda facts: facts.step in (0, 1)),
)


def is_urgent(facts: Facts) -> bool:
    """Whether it goes out at once instead of with the next morning's letter."""
    return any(line.applies(facts) for line in URGENT)
