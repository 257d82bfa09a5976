"""What is read of councils. Every list leaves out the dossiers in which the reader has an interest."""

from saoque.councils.queries.access import (
    get_assessment,
    get_council,
    get_round,
    get_session,
    get_to_mark,
    reads_before_council,
    visible_councils,
    visible_rounds,
    visible_to,
)
from saoque.councils.queries.board import rounds_board, waiting_dossiers
from saoque.councils.queries.minutes import last_hash, minutes_of
from saoque.councils.queries.sheets import SheetPage, sheet_page
from saoque.councils.queries.stats import DossierStats, assessment_stats
from saoque.councils.queries.tables import Row, sees_figures, session_table, why_apart
from saoque.councils.queries.todos import todo_for

__all__ = [
    "DossierStats",
    "Row",
    "SheetPage",
    "assessment_stats",
    "get_assessment",
    "get_council",
    "get_round",
    "get_session",
    "get_to_mark",
    "last_hash",
    "minutes_of",
    "reads_before_council",
    "rounds_board",
    "sees_figures",
    "session_table",
    "sheet_page",
    "todo_for",
    "visible_councils",
    "visible_rounds",
    "visible_to",
    "waiting_dossiers",
    "why_apart",
]
