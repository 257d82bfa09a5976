"""What the room keeps: projects with their teams, and contests with their sheets."""

from saoque.startups.models.contests import (
    Candidate,
    Conflict,
    Contest,
    ContestRound,
    Criterion,
    Entry,
    Juror,
    Sheet,
    SheetMark,
)
from saoque.startups.models.projects import BudgetLine, Member, Mentorship, Milestone, Project

__all__ = [
    "BudgetLine", "Candidate", "Conflict", "Contest", "ContestRound", "Criterion", "Entry", "Juror", "Member",
    "Mentorship", "Milestone", "Project", "Sheet", "SheetMark",
]  # fmt: skip
