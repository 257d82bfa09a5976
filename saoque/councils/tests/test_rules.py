"""The table of rights, role × action, both ways; and every transition from every state."""

from typing import Any

import pytest

from saoque.councils import actions
from saoque.councils.flow import assessment_flow, session_flow, sheet_flow
from saoque.councils.models import Assessment, ScoreSheet, Session
from saoque.councils.queries import get_assessment
from saoque.councils.rules import COUNCIL_ROLES, OFFICE_ROLES, Seat, rules
from saoque.councils.tests.factories import House, held, house, user
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.errors import NotAllowed, NotFound
from saoque.people.actors import actor_for
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind

pytestmark = pytest.mark.django_db
HEAD, CLERK, SIGNER = Role.AGENCY_HEAD, Role.AGENCY_CLERK, Role.SIGNER
CHAIR, MEMBER, SECRETARY, ADVISER = COUNCIL_ROLES
ALL = {CHAIR, MEMBER, SECRETARY, ADVISER, HEAD, CLERK, SIGNER}
PLACE, COUNCIL, SESSION, DOSSIER = "place", "council", "session", "dossier"

# action → (what it is asked about, who may)
TABLE: dict[str, tuple[str, set[Role]]] = {
    "open_rounds": (PLACE, {HEAD}),
    "close_round": (PLACE, {HEAD}),
    "form_council": (PLACE, {HEAD}),
    "change_members": (COUNCIL, {HEAD}),
    "set_rules": (COUNCIL, {HEAD}),
    "read_council": (COUNCIL, ALL),
    "plan_session": (COUNCIL, {SECRETARY, CLERK}),
    "call_roll": (SESSION, {SECRETARY, CHAIR}),
    "put_dossier": (SESSION, {SECRETARY, CLERK}),
    "open_session": (SESSION, {CHAIR}),
    "close_session": (SESSION, {CHAIR}),
    "read_minutes": (SESSION, ALL),
    "read": (DOSSIER, ALL),
    "take_dossier": (DOSSIER, {SECRETARY, CLERK}),
    "recuse": (DOSSIER, {SECRETARY, CHAIR}),
    "recuse_oneself": (DOSSIER, set(COUNCIL_ROLES)),
    "name_presider": (DOSSIER, {SECRETARY}),
    "advise": (DOSSIER, {ADVISER}),
    "mark": (DOSSIER, {CHAIR, MEMBER}),
    "hand_in": (DOSSIER, {CHAIR, MEMBER}),
    "steer": (DOSSIER, {CHAIR, SECRETARY}),
    "score_again": (DOSSIER, {CHAIR}),
    "close_assessment": (DOSSIER, {CHAIR}),
}


def people(h: House) -> dict[Role, Actor]:
    found = {
        CHAIR: h.chair, MEMBER: h.members[0], SECRETARY: h.secretary, ADVISER: h.adviser, HEAD: h.head, CLERK: h.clerk
    }  # fmt: skip
    signer = user("Người ký")
    committee = Unit.objects.create(kind=UnitKind.PROVINCE_COMMITTEE, name="UBND", province=h.province)
    held(signer, committee, SIGNER)
    return {role: actor_for(person) for role, person in {**found, SIGNER: signer}.items()}


def subjects(h: House, one: Assessment) -> dict[str, Any]:
    return {PLACE: Seat(h.level, h.province), COUNCIL: h.council, SESSION: one.session, DOSSIER: one}


def opened(**more: Any) -> tuple[House, Assessment]:
    h = house(**more)
    session = h.plan()
    one = h.put(session)
    h.open(session)
    return h, h.assessment(one)


def test_the_table_names_every_action() -> None:
    assert set(TABLE) == set(rules.table)


def test_every_role_and_action_both_ways() -> None:
    h, one = opened()
    here, there = subjects(h, one), people(h)
    got = {(role, act): rules.may(actor, act, here[TABLE[act][0]]) for role, actor in there.items() for act in TABLE}
    assert got == {(role, act): role in TABLE[act][1] for role in ALL for act in TABLE}


def test_another_council_and_outsiders_have_no_right_at_all() -> None:
    h, one = opened()
    here = subjects(h, one)
    other, _its = opened(code="87", name="Đồng Tháp")
    nation, _its = opened(level="ministry", name="trung ương")
    strangers = [*people(other).values(), *list(people(nation).values())[:6], actor_for(user("Người ngoài")), NOBODY]
    for actor in strangers:
        assert [act for act in TABLE if rules.may(actor, act, here[TABLE[act][0]])] == []
        with pytest.raises(NotFound):
            get_assessment(actor, one.pk)


@pytest.mark.parametrize("role", [CHAIR, MEMBER, SECRETARY, ADVISER])
def test_a_recused_person_has_no_right_to_the_dossier_whatever_the_role(role: Role) -> None:
    h, one = opened()
    person = {CHAIR: h.chair, MEMBER: h.members[0], SECRETARY: h.secretary, ADVISER: h.adviser}[role]
    by = h.chair if role == SECRETARY else h.secretary
    actions.recuse(one, person, "Có lợi ích", actor=actor_for(by))
    fresh, actor = h.assessment(one), actor_for(person)
    assert [act for act, (what, _who) in TABLE.items() if what == DOSSIER and rules.may(actor, act, fresh)] == []
    with pytest.raises(NotFound):
        get_assessment(actor, one.pk)


def test_an_officer_who_is_recused_as_member_does_not_get_in_by_the_office() -> None:
    h, one = opened()
    held(h.members[0], Unit.objects.get(name="Cơ quan OCOP Cần Thơ"), CLERK)
    assert rules.may(actor_for(h.members[0]), "take_dossier", one)
    actions.recuse(one, h.members[0], "Có lợi ích", actor=actor_for(h.secretary))
    assert not rules.may(actor_for(h.members[0]), "read", h.assessment(one))


def test_actions_ask_the_table_themselves() -> None:
    h, one = opened()
    member, clerk = actor_for(h.members[0]), actor_for(h.clerk)
    session = h.session(h.sessions[0])
    refused = [
        lambda: actions.close_assessment(one, actor=member),
        lambda: actions.score_again(one, "vì", actor=member),
        lambda: actions.close_session(session, actor=actor_for(h.secretary)),
        lambda: actions.open_session(session, actor=actor_for(h.secretary)),
        lambda: actions.call_roll(session, [], actor=clerk),
        lambda: actions.recuse(one, h.members[1], "vì", actor=member),
        lambda: actions.name_presider(one, h.members[1], actor=actor_for(h.chair)),
        lambda: actions.take_dossier(one, "vì", actor=member),
        lambda: actions.write_advisory_report(one, findings="x", proposal="y", actor=member),
        lambda: actions.set_rules(h.council, source="x", actor=actor_for(h.chair)),
        lambda: actions.close_round(h.round, actor=clerk),
        lambda: actions.open_sheet(one, actor=actor_for(h.secretary)),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()


def test_transitions_from_every_state() -> None:
    told = {
        (act, str(state)): flow.allows(act, state)
        for flow, states in (
            (session_flow, Session.State), (assessment_flow, Assessment.State), (sheet_flow, ScoreSheet.State)
        )
        for act in flow.transitions
        for state in states
    }  # fmt: skip
    allowed = {key for key, yes in told.items() if yes}
    assert allowed == {
        ("open_session", "planned"), ("close_session", "open"), ("take_dossier", "scoring"), ("score_again", "scoring"),
        ("name_presider", "scoring"), ("close_assessment", "scoring"), ("hand_in", "draft"),
    }  # fmt: skip


def test_every_role_of_the_room_is_in_some_council_or_office() -> None:
    assert {role for row in rules.table.values() for role in row} == {*COUNCIL_ROLES, *OFFICE_ROLES}
