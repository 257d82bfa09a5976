"""The table of rights, role × action, both ways, as rule and as query; and every transition from every state."""

from typing import Any

import pytest

from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.errors import NotAllowed, NotFound
from saoque.people.roles import Role
from saoque.support import actions, queries
from saoque.support.flow import assignment_flow, case_flow, directive_flow
from saoque.support.models import Assignment, Directive, SupportCase
from saoque.support.queries import obstacles as obstacle_queries
from saoque.support.queries import worklist
from saoque.support.rules import rules
from saoque.support.tests.factories import City, begin, blocked, city, directive, doing, fresh, member, part_of, user

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "owner", "neighbour", "helper", "leader", "other_helper", "other_leader", "city_helper", "city_leader", "officer",
    "chief", "other_officer", "partner", "colleague", "clerk", "admin", "stranger", "visitor",
)  # fmt: skip
AREA = {"helper", "leader", "city_helper", "city_leader"}
YOUTH = {*AREA, "other_helper", "other_leader"}

# action → (what it is asked about, who may)
TABLE: dict[str, tuple[str, set[str]]] = {
    "ask": ("producer", {"owner", *AREA}),
    "read_producer": ("producer", AREA),
    "note_contact": ("producer", AREA),
    "enter_past": ("producer", AREA),
    "read": ("case", {"owner", *AREA, "partner"}),
    "write": ("case", {"owner", "helper", "leader", "partner"}),
    "accept": ("case", {"helper", "leader"}),
    "work": ("case", {"helper", "leader"}),
    "assign": ("case", {"leader", "city_leader"}),
    "pass_on": ("case", {"leader", "city_leader"}),
    "withdraw_need": ("case", {"owner"}),
    "read_obstacle": ("obstacle", {"owner", *AREA, "partner", "officer", "chief"}),
    "answer_obstacle": ("obstacle", {"helper", "leader", "officer", "chief"}),
    "read_figures": ("", {"city_helper", "city_leader"}),
    "work_list": ("", YOUTH),
    "send_directive": ("unit", {"leader"}),
    "read_directive": ("directive", YOUTH),
    "edit_directive": ("directive", {"city_leader"}),
    "read_part": ("part", AREA),
    "answer_directive": ("part", {"helper", "leader"}),
    "judge_report": ("part", {"city_leader"}),
    "record_succession": ("", {"admin"}),
}


def house() -> tuple[City, dict[str, Actor], dict[str, Any]]:
    """A city and one thing of each kind; the case names one person of the partner."""
    from saoque.people.models import Unit

    c = city()
    case = begin(c, blocked(c))
    SupportCase.objects.filter(pk=case.pk).update(partner_person=c["partner"].user_id)
    case = fresh(case)
    sent = directive(c)
    platform = Unit.objects.create(kind="platform", name="Ban quản trị")
    people = {**c.people, "admin": member(Role.ADMIN, platform), "stranger": Actor(user=user()), "visitor": NOBODY}
    subjects = {
        "producer": c.producers["owner"], "case": case, "obstacle": case.obstacle, "": None, "unit": c.units["here"],
        "directive": queries.get_directive(c["city_leader"], sent.pk), "part": part_of(sent, c.units["here"]),
    }  # fmt: skip
    return c, people, subjects


def test_the_table_names_every_action() -> None:
    assert set(TABLE) == set(rules.table)


def test_every_person_and_action_both_ways() -> None:
    _c, people, subjects = house()
    got = {
        (act, who): rules.may(people[who], act, subjects[what])
        for act, (what, _may) in TABLE.items()
        for who in EVERYBODY
    }
    assert got == {(act, who): who in may for act, (_what, may) in TABLE.items() for who in EVERYBODY}


def test_another_city_has_no_right_at_all() -> None:
    _c, _people, subjects = house()
    other = city("91", "30001")
    for who, actor in other.people.items():
        assert [act for act, (what, _may) in TABLE.items() if what and rules.may(actor, act, subjects[what])] == [], who


def test_what_the_rule_hides_no_list_search_count_or_export_shows() -> None:
    """Each person's lists hold the case exactly when the rule lets them read it; doors agree."""
    _c, people, subjects = house()
    case = subjects["case"]
    for who in EVERYBODY:
        actor, reads = people[who], who in TABLE["read"][1]
        seen = {
            "list": case in list(queries.visible_cases(actor)),
            "search": worklist.found_cases(actor, worklist.Filters(q="hoi mai")).filter(pk=case.pk).exists(),
            "count": worklist.counts(actor, worklist.Filters())["open"] == 1,
            "board": any(case in column.rows for column in worklist.board(actor, worklist.Filters())),
            "export": [row[0] for row in worklist.export(actor, worklist.Filters())[1]] == [case.pk],
            "door": _opens(lambda actor=actor: queries.get_case(actor, case.pk)),
        }
        assert seen == dict.fromkeys(seen, reads), who
        obstacle = {
            "list": queries.visible_obstacles(actor).exists(),
            "count": obstacle_queries.summary(actor)["all"] == 1,
            "offices": [one.count for one in obstacle_queries.by_office(actor)] == [1],
            "export": len(list(obstacle_queries.export(actor, obstacle_queries.Narrow())[1])) == 1,
            "door": _opens(lambda actor=actor: queries.get_obstacle(actor, case.obstacle.pk)),
        }
        assert obstacle == dict.fromkeys(obstacle, who in TABLE["read_obstacle"][1]), who
        assert queries.visible_producers(actor).filter(pk=case.producer_id).exists() == (who in AREA), who
        assert queries.visible_directives(actor).exists() == (who in YOUTH), who
        assert _opens(lambda actor=actor: queries.get_part(actor, subjects["part"].pk)) == (who in AREA), who


def _opens(door: Any) -> bool:
    try:
        door()
    except NotFound:
        return False
    return True


def test_a_partner_without_a_named_person_lets_all_its_people_read() -> None:
    c = city()
    case = doing(c)
    assert [rules.may(c[who], "read", case) for who in ("partner", "colleague")] == [True, True]


def test_a_draft_is_read_by_its_sender_alone() -> None:
    c = city()
    made = queries.get_directive(c["city_leader"], directive(c, sent=False).pk)
    assert {who for who in c.people if rules.may(c[who], "read_directive", made)} == {"city_leader", "city_helper"}
    assert {who for who in c.people if queries.visible_directives(c[who]).exists()} == {"city_leader", "city_helper"}
    part = part_of(made, c.units["here"])
    assert {who for who in c.people if rules.may(c[who], "read_part", part)} == {"city_leader", "city_helper"}


def test_actions_ask_the_table_themselves() -> None:
    c, people, subjects = house()
    case, part, made = subjects["case"], subjects["part"], subjects["directive"]
    figures = actions.Figures(revenue=1)
    refused = [
        lambda: actions.ask(c.producers["owner"], "other", "x", actor=people["neighbour"]),
        lambda: actions.accept(case, due_on=case.due_on, actor=people["city_leader"]),
        lambda: actions.set_plan(case, plan="x", due_on=None, actor=people["owner"]),
        lambda: actions.start(case, actor=people["owner"]),
        lambda: actions.wait(case, waiting_on="other", note="x", actor=people["partner"]),
        lambda: actions.resume(case, actor=people["city_helper"]),
        lambda: actions.assign(case, c["helper"].user, actor=people["helper"]),
        lambda: actions.pass_on(case, c.units["city"], reason="x", actor=people["helper"]),
        lambda: actions.close(case, result="x", before=figures, closing=figures, actor=people["partner"]),
        lambda: actions.drop(case, reason="x", actor=people["owner"]),
        lambda: actions.reopen(case, reason="x", due_on=case.due_on, actor=people["owner"]),
        lambda: actions.withdraw_need(case, actor=people["helper"]),
        lambda: actions.write_message(case, "x", actor=people["officer"]),
        lambda: actions.measure(case, "before", figures, actor=people["owner"]),
        lambda: actions.add_step(case, what="x", actor=people["owner"]),
        lambda: actions.add_money(case, source="youth", what="x", planned=1, actor=people["partner"]),
        lambda: actions.note_contact(c.producers["owner"], met="x", how="call", on=case.asked_on, agreed="x", actor=people["other_helper"]),
        lambda: actions.answer_obstacle(case.obstacle, "x", actor=people["other_officer"]),
        lambda: actions.send_directive(made, actor=people["city_helper"]),
        lambda: actions.close_directive(made, actor=people["leader"]),
        lambda: actions.withdraw_directive(made, reason="x", actor=people["leader"]),
        lambda: actions.accept_directive(part, actor=people["other_leader"]),
        lambda: actions.refuse_directive(part, reason="x", actor=people["city_leader"]),
        lambda: actions.send_report(part, text="x", values={}, actor=people["other_leader"]),
        lambda: actions.record_succession(c.units["here"], [c.units["there"]], since=case.asked_on, source="x", actor=people["city_leader"]),
    ]  # fmt: skip
    for number, act in enumerate(refused):
        with pytest.raises(NotAllowed):
            act()
            pytest.fail(f"act {number} was allowed")


def test_transitions_from_every_state() -> None:
    told = {
        (act, str(state))
        for flow, states in (
            (case_flow, SupportCase.State), (directive_flow, Directive.State), (assignment_flow, Assignment.State),
        )
        for act in flow.transitions
        for state in states
        if flow.allows(act, state)
    }  # fmt: skip
    is_open = ("asked", "accepted", "doing", "waiting")
    assert told == {
        ("accept", "asked"), ("start", "accepted"), ("wait", "doing"), ("resume", "waiting"), ("close", "doing"),
        ("close", "waiting"), ("withdraw_need", "asked"), ("reopen", "done"), ("reopen", "dropped"),
        *(("drop", state) for state in is_open), *(("pass_on", state) for state in is_open),
        ("send", "draft"), ("close_directive", "sent"), ("withdraw_directive", "draft"), ("withdraw_directive", "sent"),
        ("accept_directive", "sent"), ("accept_directive", "refused"), ("refuse_directive", "sent"),
        ("send_report", "accepted"), ("send_report", "returned"), ("send_report", "confirmed"),
        ("confirm_report", "reported"), ("return_report", "reported"),
    }  # fmt: skip
