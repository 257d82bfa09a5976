"""The handbook's part of the story: a class held and one to come, three questions."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from saoque.guidance import actions
from saoque.guidance.areas import home_of
from saoque.guidance.models import Question, Registration, TrainingClass
from saoque.kernel.calendar import today
from saoque.site.demo.cast import Cast

_DATA = Path(__file__).parent / "data" / "guidance.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return this chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    """Tell it through the room's actions. The handbook must have been stocked."""
    actions.stock()
    _held(cast, tale()["held"])
    _coming(cast, tale()["coming"])
    for key, row in tale()["questions"].items():
        _question(cast, key, row)


def _held(cast: Cast, row: dict[str, Any]) -> None:
    helper = cast.actor("helper")
    training = _plan(cast, row, -row["days_ago"])
    for key in (*row["came"], *row["missed"]):
        registration = actions.enrol(training, cast.users[key], actor=helper)
        if key in row["came"]:
            actions.mark(registration, True, actor=helper)
    actions.close_class(training, actor=helper)
    for key, told in row["evaluations"].items():
        mine = Registration.objects.get(training=training, user=cast.users[key])
        actions.evaluate(mine, actor=cast.actor(key), **told)


def _coming(cast: Cast, row: dict[str, Any]) -> None:
    training = _plan(cast, row, row["days_ahead"])
    for key in row["registered"]:
        actions.take_place(training, actor=cast.actor(key))


def _plan(cast: Cast, row: dict[str, Any], days: int) -> TrainingClass:
    day = today() + timedelta(days=days)
    data = actions.ClassData(
        title=row["title"], about=row["about"], trainer=row["trainer"], place=row["place"], seats=row["seats"],
        topics=row["topics"], starts_at=timezone.make_aware(datetime.combine(day, time(8))),
        ends_at=timezone.make_aware(datetime.combine(day, time(11))),
    )  # fmt: skip
    return actions.plan_class(cast.units[row["unit"]].pk, data, actor=cast.actor("helper"))


def _question(cast: Cast, key: str, row: dict[str, Any]) -> None:
    asker = cast.actor(row["asker"])
    question = actions.ask(
        row["text"], actor=asker, area=home_of(asker), about=row["about"], detail=row["detail"],
        may_publish=row["publish"],
    )  # fmt: skip
    if key == Question.State.WAITING:
        return
    officer = cast.actor(row["answerer"])
    actions.answer_question(question, row["answer"], actor=officer)
    if key == Question.State.PUBLISHED:
        actions.publish_question(question, actor=officer, shown_text=row["shown"])
        for voter in row["helpful"]:
            actions.vote(question, actor=cast.actor(voter))
