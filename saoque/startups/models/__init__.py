"""What the room keeps: projects with their teams, and contests with their sheets."""

from saoque.startups.models.contests import (
    Candidate,
    Conflict,
    Contest,
    ContestRound,
    Criterion,
    Entry,
    Juror,
    Nomination,
    Sheet,
    SheetMark,
)
from saoque.startups.models.partners import Introduction, Kind, Meeting, Offer, Seeking
from saoque.startups.models.projects import BudgetLine, Member, Mentorship, Milestone, Project

__all__ = [
    "BudgetLine", "Candidate", "Conflict", "Contest", "ContestRound", "Criterion", "Entry", "Introduction", "Juror",
    "Kind", "Meeting", "Member", "Mentorship", "Milestone", "Nomination", "Offer", "Project", "Seeking", "Sheet",
    "SheetMark",
]  # fmt: skip
