"""News of this room for the rooms above."""

from dataclasses import dataclass

from saoque.guidance.models import Question, TrainingClass
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    question: Question


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    question: Question


@dataclass(frozen=True, kw_only=True)
class ClassPlanned(Event):
    training: TrainingClass


@dataclass(frozen=True, kw_only=True)
class ClassChanged(Event):
    """Day, hour or place of a class with places taken is another now, or the class is cancelled."""

    training: TrainingClass
