"""The law of OCOP as versioned data, and everything computed from it.

Pure Python: no database, no web. A decision of the Prime Minister is a folder of data; a new one is a new
folder. Points and stars are computed here and nowhere else. ``API.md`` lists the public names.
"""

from __future__ import annotations

from saoque.rulebook.advice import guidance
from saoque.rulebook.catalogue import find_sets, notices, product_set, product_sets, sectors
from saoque.rulebook.english import in_english
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.scoring import (
    answered_count,
    band_of,
    best_answers,
    cases_chosen,
    gap_to,
    mark_holds,
    marks_held,
    options_chosen,
    score,
    stars_by_points,
    stars_for,
)
from saoque.rulebook.sheets import criterion, decision, decision_on, decisions, scorecard

__all__ = [
    "RulebookError",
    "answered_count",
    "band_of",
    "best_answers",
    "cases_chosen",
    "criterion",
    "decision",
    "decision_on",
    "decisions",
    "find_sets",
    "gap_to",
    "guidance",
    "in_english",
    "mark_holds",
    "marks_held",
    "notices",
    "options_chosen",
    "product_set",
    "product_sets",
    "score",
    "scorecard",
    "sectors",
    "stars_by_points",
    "stars_for",
]
