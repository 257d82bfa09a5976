"""The table of rights, role × action, both ways; what nobody else may even see; transitions from every state."""

from typing import Any

import pytest

from saoque.cooperatives.actions import capital, filing, members, opening
from saoque.cooperatives.flow import cooperative_flow, filing_flow, meeting_flow
from saoque.cooperatives.models import Cooperative, Filing, Meeting
from saoque.cooperatives.queries.access import get_cooperative, search
from saoque.cooperatives.rules import rules
from saoque.cooperatives.tests.factories import Founding, founding, helper, officer, place, user, worker
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotAllowed, NotFound
from saoque.people.actors import actor_for
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.producers.tests.factories import owner

pytestmark = pytest.mark.django_db
KEEPER, MEMBER, HELPER, WAITING, OFFICER, LEADER = "keeper", "member", "helper", "waiting", "officer", "leader"
ALL = (KEEPER, MEMBER, HELPER, WAITING, OFFICER, LEADER)
# action → who may, on a founding that has been filed; `waiting` is a unit without consent
TABLE: dict[str, set[str]] = {
    "open": set(ALL),
    "adopt": set(),
    "read": {KEEPER, MEMBER, HELPER, WAITING},
    "read_filed": {OFFICER, LEADER},
    "read_personal": {KEEPER},
    "survey": {KEEPER, HELPER, WAITING},
    "invite": {KEEPER},
    "write": {KEEPER, HELPER},
    "found": {KEEPER},
    "check_health": {KEEPER, HELPER},
    "answer": {OFFICER, LEADER},
    "edit_own": {MEMBER},
}


def cast(f: Founding) -> dict[str, Actor]:
    """Everybody around a founding: the member on line 1, one unit asked, one that still waits."""
    person, youth, waiting = actor_for(user("Trần Thị Tằm")), helper(), helper()
    way = members.invite(f.member(1), "", manages=False, actor=f.keeper)
    members.take_invitation(way.token, actor=person)
    members.ask_help(f.one, youth.standings[0].unit_id, actor=f.keeper)
    unit = Unit.objects.get(pk=waiting.standings[0].unit_id)
    f.one.helps.create(unit=unit, asked_by=waiting.user)
    return {
        KEEPER: f.keeper, MEMBER: person, HELPER: youth, WAITING: waiting, OFFICER: officer(),
        LEADER: officer(role=Role.COMMUNE_LEADER),
    }  # fmt: skip


def subject(f: Founding, action: str) -> Any:
    if action == "edit_own":
        return f.member(1)
    return owner(commune=f.one.commune)[1] if action == "adopt" else f.one


def test_the_table_names_every_action() -> None:
    assert set(TABLE) == set(rules.table)


def test_every_role_and_action_both_ways() -> None:
    f = founding().ready().file()
    people = cast(f)
    about = {action: subject(f, action) for action in TABLE}
    got = {(who, act): rules.may(actor, act, about[act]) for who, actor in people.items() for act in TABLE}
    assert got == {(who, act): who in TABLE[act] for who in ALL for act in TABLE}


def test_before_the_filing_the_commune_sees_nothing() -> None:
    f = founding().ready()
    desk = officer()
    with pytest.raises(NotFound):
        get_cooperative(desk, f.pk)
    assert list(search(desk)) == []
    f.file()
    assert get_cooperative(desk, f.pk).pk == f.pk
    assert [one.pk for one in search(desk)] == [f.pk]


def test_everybody_else_meets_nothing_at_all() -> None:
    f = founding().ready().file()
    away = place("31294", "Xã Trường Xuân")
    city = f.one.commune.parent
    assert city is not None
    strangers = [
        NOBODY, actor_for(user()), helper(), helper(away), officer(away),
        worker(Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, city), worker(Role.AGENCY_CLERK, UnitKind.OCOP_AGENCY, city),
        worker(Role.SIGNER, UnitKind.PROVINCE_COMMITTEE, city), owner(commune=f.one.commune)[0],
    ]  # fmt: skip
    about = {action: subject(f, action) for action in TABLE if action != "adopt"}
    for actor in strangers:
        assert [act for act, what in about.items() if act != "open" and rules.may(actor, act, what)] == []
        assert list(search(actor)) == []
        with pytest.raises(NotFound):
            get_cooperative(actor, f.pk)


def test_who_left_and_whose_help_ended_sees_nothing_any_more() -> None:
    f = founding().gather(2)
    people = cast(f)
    members.leave(f.member(1), today(), "Chuyển nhà", actor=f.keeper)
    one = f.one
    asked = next(row for row in one.helps.all() if row.unit_id == people[HELPER].standings[0].unit_id)
    members.end_help(one, asked.pk, actor=f.keeper)
    for who in (MEMBER, HELPER):
        with pytest.raises(NotFound):
            get_cooperative(people[who], f.pk)


def test_only_its_owner_brings_in_a_cooperative() -> None:
    actor, producer = owner(legal_form="cooperative", commune=place())
    assert rules.may(actor, "adopt", producer)
    assert [who for who in (helper(), officer(), actor_for(user())) if rules.may(who, "adopt", producer)] == []


def test_actions_ask_the_table_themselves() -> None:
    f = founding().ready().file()
    people = cast(f)
    one, member = f.one, people[MEMBER]
    refused = [
        lambda: capital.pay(f.member(0), 1, today(), actor=member),
        lambda: capital.pledge(f.member(0), 1, form="money", due_on=None, actor=people[HELPER]),
        lambda: members.add_member(one, {"name": "X"}, actor=people[HELPER]),
        lambda: members.ask_help(one, 1, actor=member),
        lambda: filing.receive(f.filing, "1", actor=people[HELPER]),
        lambda: filing.return_filing(f.filing, "x", actor=member),
        lambda: filing.note_registration(f.filing, "1", today(), actor=people[HELPER]),
        lambda: opening.stop_founding(one, "x", actor=people[OFFICER]),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()


def test_transitions_from_every_state() -> None:
    told = {
        (act, str(state))
        for flow, states in (
            (cooperative_flow, Cooperative.State), (filing_flow, Filing.State), (meeting_flow, Meeting.State)
        )
        for act in flow.transitions
        for state in states
        if flow.allows(act, state)
    }  # fmt: skip
    assert told == {
        ("file", "founding"), ("file", "returned"), ("return", "filed"), ("return", "received"),
        ("register", "filed"), ("register", "received"), ("stop", "founding"), ("stop", "returned"),
        ("take_up", "stopped"), ("receive", "filed"), ("open", "planned"), ("close", "open"),
    }  # fmt: skip
