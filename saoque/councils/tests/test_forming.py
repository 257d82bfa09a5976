"""Rounds, forming a council, its own rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from saoque.councils import actions
from saoque.councils.defaults import defaults
from saoque.councils.models import Council, CouncilRules, Round
from saoque.councils.tests.factories import dossier, held, house, place, user
from saoque.kernel.audit import broken_chains, history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.people.actors import actor_for
from saoque.people.models import Unit
from saoque.people.roles import Level, Role, UnitKind

pytestmark = pytest.mark.django_db


def test_the_law_gives_two_rounds_at_each_level() -> None:
    h = house()
    there = actions.open_rounds(2026, Level.PROVINCE, h.province, actor=actor_for(h.head))
    assert [(one.number, one.submit_before, one.evaluate_before) for one in there] == [
        (1, date(2026, 4, 30), date(2026, 6, 30)),
        (2, date(2026, 10, 30), date(2026, 12, 30)),
    ]
    ministry = house(level=Level.MINISTRY, name="Bộ")
    central = actions.open_rounds(2026, Level.MINISTRY, None, actor=actor_for(ministry.head))
    assert [(one.submit_before.month, one.evaluate_before.month) for one in central] == [(7, 9), (1, 3)]


def test_opening_rounds_twice_opens_nothing_new() -> None:
    h = house()
    before = list(Round.objects.values_list("pk", flat=True))
    actions.open_rounds(today().year, Level.PROVINCE, h.province, actor=actor_for(h.head))
    assert list(Round.objects.values_list("pk", flat=True)) == before


def test_an_extra_round_needs_a_plan_and_counts_on() -> None:
    h = house()
    days = {"submit_before": date(2026, 8, 1), "evaluate_before": date(2026, 9, 1)}
    extra = actions.open_extra_round
    with pytest.raises(DomainError, match="kế hoạch"):
        extra(2026, Level.PROVINCE, h.province, plan_reference=" ", actor=actor_for(h.head), **days)
    made = extra(2026, Level.PROVINCE, h.province, plan_reference="12/KH-UBND", actor=actor_for(h.head), **days)
    assert made.number == 3
    with pytest.raises(DomainError, match="sau hạn nộp"):
        extra(
            2026, Level.PROVINCE, h.province, plan_reference="13/KH", actor=actor_for(h.head),
            submit_before=date(2026, 9, 1), evaluate_before=date(2026, 9, 1),
        )  # fmt: skip


def test_a_closed_round_takes_no_session_and_no_dossier() -> None:
    h = house()
    session = h.plan()
    actions.close_round(h.round, actor=actor_for(h.head))
    one = dossier(province=h.province)
    with pytest.raises(DomainError, match="đã đóng nên không nhận"):
        actions.put_dossier(h.session(session), one, actor=actor_for(h.secretary))
    with pytest.raises(DomainError, match="đã đóng nên không nhận"):
        actions.plan_session(h.council, Round.objects.get(pk=h.round.pk), today(), actor=actor_for(h.secretary))
    one.refresh_from_db()
    assert one.state == "agency_received"


def test_a_council_is_formed_whole() -> None:
    h = house(members=3)
    roles = list(h.council.unit.memberships.values_list("role", flat=True).order_by("pk"))
    assert roles == [
        Role.COUNCIL_CHAIR, *[Role.COUNCIL_MEMBER] * 3, Role.COUNCIL_SECRETARY, Role.ADVISER
    ]  # fmt: skip
    unit = h.council.unit
    assert (unit.kind, unit.province, unit.parent) == (
        UnitKind.COUNCIL,
        h.province,
        Unit.objects.get(name="Cơ quan OCOP Cần Thơ"),
    )
    assert [entry.action for entry in history(h.council)] == ["form_council"]
    assert list(broken_chains()) == []


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ([Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY], "đúng một Chủ tịch"),
        ([Role.COUNCIL_CHAIR, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY], "đúng một Chủ tịch"),
        ([Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY], "ít nhất một thành viên"),
        ([Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER], "cần một thư ký"),
        ([Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.SIGNER], "không thuộc Hội đồng"),
    ],
)
def test_a_council_that_is_not_whole_is_refused(roles: list[str], message: str) -> None:
    h = house()
    members = [actions.NewMember(user(f"Người {n}"), role) for n, role in enumerate(roles)]
    with pytest.raises(DomainError, match=message):
        actions.form_council(
            Level.PROVINCE, h.province, name="Hội đồng khác", decision_number="1", decided_on=today(),
            members=members, actor=actor_for(h.head),
        )  # fmt: skip
    assert Council.objects.count() == 1
    assert Unit.objects.filter(kind=UnitKind.COUNCIL).count() == 1


def test_one_person_has_one_role_and_the_decision_is_not_of_tomorrow() -> None:
    h = house()
    twice = user("Hai vai")
    members = [
        actions.NewMember(twice, Role.COUNCIL_CHAIR),
        actions.NewMember(twice, Role.COUNCIL_MEMBER),
        actions.NewMember(user("Thư ký hai"), Role.COUNCIL_SECRETARY),
    ]
    whole = {"name": "Hội đồng khác", "decision_number": "1", "actor": actor_for(h.head)}
    with pytest.raises(DomainError, match="Hai vai"):
        actions.form_council(Level.PROVINCE, h.province, members=members, decided_on=today(), **whole)
    members[1] = replace(members[1], user=user("Người khác"))
    with pytest.raises(DomainError, match="sau hôm nay"):
        actions.form_council(
            Level.PROVINCE, h.province, members=members, decided_on=today() + timedelta(days=1), **whole
        )


def test_another_provinces_agency_forms_no_council_here() -> None:
    h = house()
    other = place("87", "province", "Tỉnh Đồng Tháp")
    agency = Unit.objects.create(kind=UnitKind.OCOP_AGENCY, name="Cơ quan OCOP khác", province=other)
    stranger = user("Trưởng cơ quan khác")
    held(stranger, agency, Role.AGENCY_HEAD)
    for level, province in ((Level.PROVINCE, h.province), (Level.MINISTRY, None)):
        with pytest.raises(NotAllowed):
            actions.open_rounds(2026, level, province, actor=actor_for(stranger))


def test_every_default_has_a_source_and_the_first_rules_are_the_defaults() -> None:
    h = house()
    first = h.council.rules.get()
    assert {row.key for row in defaults()} == {
        "quorum_percent", "chair_required", "spread_limit", "averaging", "decimals", "rounding", "mark_rule",
        "chair_scores", "sealing",
    }  # fmt: skip
    assert all(row.source and row.confidence in "SP" for row in defaults())
    assert (first.quorum_percent, first.spread_limit, first.averaging) == (75, Decimal(10), "mean")
    assert "tayninh.gov.vn" in first.source


def test_new_rules_leave_a_planned_session_as_it_was() -> None:
    h = house()
    session = h.plan()
    h.set_rules(spread_limit=Decimal(5), averaging="median")
    assert h.session(session).rules.number == 1
    assert h.session(h.plan()).rules.number == 2
    assert CouncilRules.objects.get(number=2).averaging == "median"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"quorum_percent": 0}, "1 đến 100"), ({"quorum_percent": 101}, "1 đến 100"), ({"decimals": 4}, "0 đến 3"),
        ({"spread_limit": Decimal(0)}, "Độ lệch"), ({"averaging": "loudest"}, "cách có sẵn"),
        ({"mark_rule": "one"}, "cách có sẵn"), ({"sealing": "none"}, "cách có sẵn"),
    ],
)  # fmt: skip
def test_rules_out_of_range_are_refused(values: dict[str, object], message: str) -> None:
    h = house()
    with pytest.raises(DomainError, match=message):
        h.set_rules(**values)
    assert h.council.rules.count() == 1


def test_people_change_by_decision() -> None:
    h = house()
    new = user("Thành viên mới")
    council = Council.objects.get()
    actions.add_member(council, actions.NewMember(new, Role.COUNCIL_MEMBER), actor=actor_for(h.head))
    with pytest.raises(DomainError, match="đã ở trong Hội đồng"):
        actions.add_member(council, actions.NewMember(new, Role.ADVISER), actor=actor_for(h.head))
    with pytest.raises(DomainError, match="đã có Chủ tịch"):
        actions.add_member(council, actions.NewMember(user("X Y"), Role.COUNCIL_CHAIR), actor=actor_for(h.head))
    session = h.plan()
    assert h.session(session).attendance.filter(member=new).exists()
    gone = council.unit.memberships.get(user=h.members[0])
    actions.end_member(council, gone, actor=actor_for(h.head))
    assert not actor_for(h.members[0]).standings
    actions.call_roll(h.session(session), set(), actor=actor_for(h.secretary))
    assert not h.session(session).attendance.filter(member=h.members[0]).exists()


def test_a_council_with_a_session_under_way_is_not_retired() -> None:
    h = house()
    h.plan()
    with pytest.raises(DomainError, match="phiên chưa đóng"):
        actions.retire_council(h.council, actor=actor_for(h.head))
