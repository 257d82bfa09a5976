"""The table of rights, role × action, both ways; and every transition from every state."""

from typing import Any

import pytest

from saoque.guidance.flow import class_flow, follow_up_flow, place_flow, question_flow
from saoque.guidance.models import FollowUp, Question, Registration, TrainingClass
from saoque.guidance.rules import rules
from saoque.guidance.tests.factories import Scene, scene
from saoque.kernel.access import NOBODY
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "helper", "leader", "commune_helper", "clerk", "head", "officer", "stranger", "producer", "neighbour", "third",
    "admin",
}  # fmt: skip
CITY_OFFICERS = {"helper", "leader", "clerk", "head", "admin"}
ANSWERERS = {*CITY_OFFICERS, "commune_helper"}

# action → (what it is asked about, who may); the visitor may only read what is published.
TABLE: dict[str, tuple[str, set[str]]] = {
    "write_page": ("92", CITY_OFFICERS),
    "set_rules": ("92", {"leader", "head", "admin"}),
    "see_upkeep": ("nothing", {*CITY_OFFICERS, "stranger"}),
    "ask": ("nothing", EVERYBODY),
    "see_queue": ("nothing", {*ANSWERERS, "stranger"}),
    "read_question": ("question", {*ANSWERERS, "producer"}),
    "answer": ("question", ANSWERERS),
    "withdraw_question": ("question", {"producer"}),
    "vote": ("published", EVERYBODY - {"producer"}),
    "plan_class": ("city", {"helper", "leader"}),
    "hold_class": ("class", {"helper", "leader"}),
    "read_material": ("class", {"helper", "leader", "producer"}),
    "take_place": ("class", EVERYBODY),
    "give_up_place": ("place", {"producer"}),
    "come": ("place", {"producer"}),
    "evaluate": ("place", {"producer"}),
}


def subjects(s: Scene) -> dict[str, Any]:
    from saoque.guidance import actions

    training = s.plan()
    published = Question(asker=s["producer"].user, state="published", may_publish=True, province="92", commune="31261")
    return {
        "92": "92",
        "nothing": None,
        "question": s.ask(),
        "published": published,
        "city": s.city.pk,
        "class": training,
        "place": actions.take_place(training, actor=s["producer"]),
    }


def test_the_table_names_every_action() -> None:
    assert set(TABLE) == set(rules.table)


def test_each_action_is_open_to_exactly_those_of_the_table() -> None:
    s = scene()
    about = subjects(s)
    may = {
        action: {name for name, actor in s.people.items() if rules.may(actor, action, about[subject])}
        for action, (subject, _who) in TABLE.items()
    }
    assert may == {action: who for action, (_subject, who) in TABLE.items()}
    assert {action for action, (subject, _who) in TABLE.items() if rules.may(NOBODY, action, about[subject])} == set()
    assert rules.may(NOBODY, "read_question", about["published"])


def test_a_commune_unit_holds_its_own_classes_and_the_city_those_of_its_communes() -> None:
    s = scene()
    training = s.plan(by="commune_helper")
    assert {name for name, actor in s.people.items() if rules.may(actor, "hold_class", training)} == {
        "helper", "leader", "commune_helper",
    }  # fmt: skip


def test_only_an_administrator_writes_for_the_nation() -> None:
    s = scene()
    assert {name for name, actor in s.people.items() if rules.may(actor, "write_page", "")} == {"admin"}


def test_a_former_district_unit_plans_nothing() -> None:
    from saoque.people.tests.factories import make_member, make_unit

    s = scene()
    former = make_unit("youth_district", province=s.province)
    _user, actor = make_member(Role.YOUTH_LEADER, former)
    assert not rules.may(actor, "plan_class", former.pk)


@pytest.mark.parametrize(
    ("flow", "states", "allowed"),
    [
        (
            question_flow,
            Question.State,
            {
                "answer_question": {"waiting", "answered"},
                "publish_question": {"answered", "published"},
                "unpublish_question": {"published"},
                "withdraw_question": {"waiting", "answered", "published"},
            },
        ),
        (
            class_flow,
            TrainingClass.State,
            {"change_class": {"planned"}, "close_class": {"planned"}, "cancel_class": {"planned"}},
        ),
        (
            place_flow,
            Registration.State,
            {
                "give_up_place": {"placed", "waiting"},
                "move_up": {"waiting"},
                "mark_present": {"placed", "waiting"},
                "mark_absent": {"placed"},
            },
        ),
        (follow_up_flow, FollowUp.State, {"write_follow_up": {"open", "done"}}),
    ],
)
def test_each_act_is_possible_from_exactly_its_states(flow: Any, states: Any, allowed: dict[str, set[str]]) -> None:
    found = {action: {state for state in states.values if flow.allows(action, state)} for action in flow.transitions}
    assert found == allowed
