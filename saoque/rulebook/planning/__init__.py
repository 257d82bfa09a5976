"""The way to the next star: the smallest set of changes that reaches it, exactly.

Pure Python on top of the rulebook. What a change takes comes from the guidance and stays an estimate.
"""

from __future__ import annotations

from saoque.rulebook.planning.choose import BY, plan, with_estimates
from saoque.rulebook.planning.estimates import estimate
from saoque.rulebook.planning.rounds import FirstRound, first_round
from saoque.rulebook.planning.shapes import Change, Estimate, Plan, Reach

__all__ = [
    "BY",
    "Change",
    "Estimate",
    "FirstRound",
    "Plan",
    "Reach",
    "estimate",
    "first_round",
    "plan",
    "with_estimates",
]
