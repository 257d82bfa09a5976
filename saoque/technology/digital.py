"""The digital check: questions as data, scores by area, and what to do next. Knows no database.

Every rung is worth its place, 0 to 3 points. Scores are whole percents of what could be reached, rounded down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

_DATA = Path(__file__).parent / "data" / "digital_check.yaml"
MOST = 3


@dataclass(frozen=True)
class Said:
    """A text in both languages of the site."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.vi


@dataclass(frozen=True)
class Question:
    """One question with its four rungs. `address` names the page where the next step is done, if there is one."""

    id: str
    ask: Said
    rungs: tuple[Said, ...]
    next_step: Said
    address: str


@dataclass(frozen=True)
class Area:
    id: str
    name: Said
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questions:
    version: str
    areas: tuple[Area, ...]

    @property
    def all(self) -> tuple[Question, ...]:
        return tuple(question for area in self.areas for question in area.questions)


@dataclass(frozen=True)
class AreaScore:
    area: Area
    percent: int


@cache
def questions() -> Questions:
    """Return the questions in force."""
    raw = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return Questions(str(raw["version"]), tuple(_area(area) for area in raw["areas"]))


def _area(raw: Mapping[str, Any]) -> Area:
    asked = tuple(
        Question(
            one["id"],
            Said(*one["ask"]),
            tuple(Said(*rung) for rung in one["rungs"]),
            Said(*one["next"]),
            one.get("address", ""),
        )
        for one in raw["questions"]
    )
    return Area(raw["id"], Said(*raw["name"]), asked)


def faults_of(answers: Mapping[str, object]) -> list[str]:
    """Return the ids of the questions that are not answered with 0 to 3, and of answers to no question."""
    asked = {question.id for question in questions().all}
    wrong = [name for name in sorted(asked) if type(answers.get(name)) is not int or not 0 <= answers[name] <= MOST]  # type: ignore[operator]
    return wrong + sorted(set(answers) - asked)


def percent(answers: Mapping[str, int]) -> int:
    """Return how digital the work is, in percent."""
    return sum(answers.values()) * 100 // (MOST * len(questions().all))


def by_area(answers: Mapping[str, int]) -> list[AreaScore]:
    """Return the score of each area; a question that a former version did not ask counts as 0."""
    return [
        AreaScore(area, sum(answers.get(q.id, 0) for q in area.questions) * 100 // (MOST * len(area.questions)))
        for area in questions().areas
    ]


def next_steps(answers: Mapping[str, int], limit: int = 5) -> list[Question]:
    """Return the questions that are worth most to go on with: the lowest rungs first, in the order of the questions."""
    open_ones = [question for question in questions().all if answers.get(question.id, 0) < MOST]
    return sorted(open_ones, key=lambda question: answers.get(question.id, 0))[:limit]
