"""What the room stores: pages with their versions, one index for searching, questions, classes and what came of them."""

from saoque.guidance.models.classes import Evaluation, FollowUp, Material, Registration, TrainingClass
from saoque.guidance.models.pages import HandbookRules, Page, PageVersion, SearchEntry
from saoque.guidance.models.questions import Question, Vote

__all__ = [
    "Evaluation",
    "FollowUp",
    "HandbookRules",
    "Material",
    "Page",
    "PageVersion",
    "Question",
    "Registration",
    "SearchEntry",
    "TrainingClass",
    "Vote",
]
