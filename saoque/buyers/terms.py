"""How long an answer may take. The law says nothing of it: two settings, said on every page where somebody waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from saoque.kernel.calendar import add_working_days, today


@dataclass(frozen=True)
class Patience:
    """In working days: for an answer, and between the steps that silence brings."""

    answer: int
    step: int


def patience() -> Patience:
    return Patience(settings.BUYERS_ANSWER_DAYS, settings.BUYERS_STEP_DAYS)


def waiting(side: str) -> dict[str, Any]:
    """The fields of an inquiry in which `side` owes the next answer from today on."""
    due = add_working_days(today(), patience().answer)
    return {"waiting_on": side, "answer_by": due, "silence_step": 0, "step_on": due + timedelta(days=1)}


def at_rest() -> dict[str, Any]:
    """The fields of an inquiry in which nobody owes an answer."""
    return {"waiting_on": "", "answer_by": None, "silence_step": 0, "step_on": None}


def next_step_on(day: date) -> date:
    """When silence that was just noticed on `day` has its next consequence."""
    return add_working_days(day, patience().step)
