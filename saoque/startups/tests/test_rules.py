"""The whole table of rights, both ways: who stands where, and what that gives."""

import pytest

from saoque.kernel.access import NOBODY, Actor
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.tests.factories import office, person, places
from saoque.startups.actions import contests, partners, projects
from saoque.startups.models import Candidate, Contest, Juror, Mentorship
from saoque.startups.rules import rules
from saoque.startups.tests import factories

pytestmark = pytest.mark.django_db
OF_PROJECT = ("edit", "lead", "read")
OF_TALK = ("answer_knock", "belong", "see_details", "see_introduction", "take_back")
OF_CONTEST = ("organise", "read_contest", "read_results")


def given(actor: Actor, names: tuple[str, ...], subject: object) -> list[str]:
    return [name for name in names if rules.may(actor, name, subject)]


def test_the_table_is_walked_whole() -> None:
    alone = {"open_project", "list_projects", "open_contest"}
    answers = {"answer_member", "answer_mentor", "answer_juror", "judge", "speak_for", *OF_TALK}
    assert set(rules.table) == alone | answers | {*OF_PROJECT, *OF_CONTEST}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_what_a_role_alone_gives(role: Role) -> None:
    actor = office(role, factories.here())
    youth = role in YOUTH_ROLES
    assert rules.may(actor, "open_project")
    assert [rules.may(actor, name) for name in ("list_projects", "open_contest")] == [youth, youth]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_beside_a_project_and_a_contest(role: Role) -> None:
    lead, project = factories.team()
    elsewhere = places("Trường Xuân", "Huyện Thới Lai")[0]
    _boss, contest = factories.called()
    near, far = office(role, project.commune), office(role, elsewhere)
    youth = role in YOUTH_ROLES
    for actor in (near, far):
        assert given(actor, OF_PROJECT, factories.fresh(project)) == []
        assert given(actor, OF_CONTEST, contest) == ["read_contest"]
    projects.share(project, shared=True, actor=lead)
    assert given(near, OF_PROJECT, factories.fresh(project)) == (["read"] if youth else [])
    assert given(far, OF_PROJECT, factories.fresh(project)) == []


def test_people_of_a_project() -> None:
    lead, project = factories.team()
    member, mentor = factories.joined(project, lead), factories.mentor_of(project, lead)
    asked = person()
    invitation = factories.people.invite(factories.fresh(project), asked.user.email, "", actor=lead)
    one = factories.fresh(project)
    assert given(lead, OF_PROJECT, one) == ["edit", "lead", "read"]
    assert given(member, OF_PROJECT, one) == ["edit", "read"]
    assert given(mentor, OF_PROJECT, one) == ["read"]
    assert given(asked, OF_PROJECT, one) == []
    assert given(NOBODY, OF_PROJECT, one) == []
    assert not rules.may(NOBODY, "open_project")
    mentorship = Mentorship.objects.get()
    for actor in (lead, member, mentor, asked, NOBODY):
        assert rules.may(actor, "answer_member", invitation) == (actor is asked)
        assert rules.may(actor, "answer_mentor", mentorship) == (actor is mentor)


def test_people_of_a_contest() -> None:
    boss, contest = factories.called()
    entry = factories.entered(contest)
    juror, barred = factories.seated(contest, boss), factories.seated(contest, boss)
    contests.declare_conflict(Juror.objects.get(user=barred.user), entry, "Là anh em ruột.", actor=barred)
    factories.opened(Contest.objects.get(pk=contest.pk), boss)
    candidate = Candidate.objects.select_related("round__contest").get()
    one = Contest.objects.get(pk=contest.pk)
    assert given(boss, OF_CONTEST, one) == list(OF_CONTEST)
    assert [given(who, OF_CONTEST, one) for who in (juror, barred, NOBODY)] == [["read_contest"]] * 3
    assert [rules.may(who, "judge", candidate) for who in (juror, barred, boss, NOBODY)] == [True, False, False, False]
    seat = Juror.objects.get(user=juror.user)
    assert [rules.may(who, "answer_juror", seat) for who in (juror, barred, boss)] == [True, False, False]


def test_a_draft_is_its_units_alone_and_who_judges_reads_no_board() -> None:
    boss = office(Role.YOUTH_LEADER, factories.here().parent)
    told = contests.Call("Cuộc thi nháp", "city", factories.today(), factories.RULES)
    contest = contests.open_contest(told, actor=boss)
    colleague = office(Role.YOUTH_LEADER, factories.here().parent)
    assert given(boss, OF_CONTEST, contest) == list(OF_CONTEST)
    assert given(colleague, OF_CONTEST, contest) == []
    factories.seated(contest, boss, boss.user)
    assert given(boss, OF_CONTEST, Contest.objects.get()) == ["organise", "read_contest"]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_beside_a_talk_of_others(role: Role) -> None:
    _lead, _partner, one = factories.agreed()
    actor = office(role, factories.here())
    assert given(actor, OF_TALK, one) == []
    assert not rules.may(actor, "speak_for", one.unit)


@pytest.mark.parametrize("by_project", [True, False])
def test_the_two_sides_of_a_talk(by_project: bool) -> None:
    lead, partner, one = factories.knocked(by_project)
    member, mentor = factories.joined(one.project, lead), factories.mentor_of(one.project, lead)
    asks, asked = (lead, partner) if by_project else (partner, lead)
    one = factories.read(one)
    assert given(asks, OF_TALK, one) == ["belong", "see_introduction", "take_back"]
    assert given(asked, OF_TALK, one) == ["answer_knock", "belong", "see_introduction"]
    assert given(member, OF_TALK, one) == ["see_introduction"]
    assert [given(who, OF_TALK, one) for who in (mentor, NOBODY)] == [[], []]
    partners.answer(one, agreed=True, actor=asked)
    one = factories.read(one)
    assert [rules.may(who, "see_details", one) for who in (lead, partner, member, mentor, NOBODY)] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert [rules.may(who, "speak_for", one.unit) for who in (lead, partner, mentor)] == [False, True, False]
    partners.end(one, actor=asks)
    one = factories.read(one)
    assert [rules.may(who, "see_details", one) for who in (lead, partner, member)] == [False, False, False]
