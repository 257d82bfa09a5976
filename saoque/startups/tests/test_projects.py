"""Projects: stage, team, milestones, money, slides, mentors; what is refused, and what then stays as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.people.roles import Role
from saoque.producers.tests.factories import office, owned_product, pdf, person, picture, places
from saoque.startups import queries
from saoque.startups.actions import people, projects
from saoque.startups.models import BudgetLine, Member, Mentorship, Milestone, Project
from saoque.startups.road import next_step, road_of
from saoque.startups.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(settings: Any, tmp_path: Any) -> tuple[Actor, Project]:
    settings.FILES_ROOT = tmp_path
    return factories.team()


def test_a_project_goes_its_way_and_stops_where_it_is(ours: Any) -> None:
    lead, project = ours
    for act, state in (("prepare", "preparing"), ("run", "running"), ("stop", "stopped")):
        projects.move(project, act, actor=lead)
        assert project.state == state
    assert [(one["name"], one["state"]) for one in road_of(project)] == [
        ("Ý tưởng", "done"), ("Đang chuẩn bị", "done"), ("Đã dừng", "now"), ("Đã đứng vững", "next"),
    ]  # fmt: skip
    projects.move(project, "take_up", actor=lead)
    assert (project.state, next_step(project)) == ("preparing", ("run", "Bắt đầu chạy"))
    assert [one.action for one in audit.history(project)] == ["open_project", "prepare", "run", "stop", "take_up"]
    with pytest.raises(DomainError):
        projects.move(project, "stand", actor=lead)


def test_two_who_move_at_once_one_wins(ours: Any) -> None:
    lead, project = ours
    other = factories.fresh(project)
    projects.move(project, "prepare", actor=lead)
    with pytest.raises(Stale):
        projects.move(other, "prepare", actor=lead)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": "ab"}, "name"), ({"problem": "khó"}, "problem"), ({"solution": ""}, "solution")],
)
def test_a_bare_idea_is_refused(more: dict[str, str], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        projects.open_project(factories.idea(**{"name": "Dâu", **more}), actor=person())
    assert (refused.value.field, Project.objects.count(), Member.objects.count()) == (field, 0, 0)


def test_only_ones_own_producer_is_linked_and_another_member_keeps_the_link() -> None:
    owner, product = owned_product()
    told = factories.idea(producer=product.producer, product=product)
    with pytest.raises(DomainError) as refused:
        projects.open_project(told, actor=person())
    assert refused.value.field == "producer"
    project = projects.open_project(told, actor=owner)
    member = factories.joined(project, owner)
    projects.change_project(factories.fresh(project), told, actor=member)
    assert factories.fresh(project).product_id == product.pk


def test_nobody_is_in_a_team_before_accepting(ours: Any) -> None:
    lead, project = ours
    other = person()
    member = people.invite(project, other.user.email, "Bán hàng", actor=lead)
    assert [todo.title for todo in factories.waiting(other)] == ["Lời mời vào nhóm «Dâu tằm sấy dẻo»"]
    with pytest.raises(NotFound):
        queries.get_project(other, project.pk)
    people.accept_membership(member, actor=other, born_on=factories.BORN)
    assert queries.get_project(other, project.pk) == project
    people.part_with(member, actor=other)
    with pytest.raises(NotFound):
        queries.get_project(other, project.pk)


def test_invitations_that_cannot_be(ours: Any) -> None:
    lead, project = ours
    other = factories.joined(project, lead)
    for name in (other.user.email, lead.user.email, "khong-co@thu.vn"):
        with pytest.raises(DomainError) as refused:
            people.invite(factories.fresh(project), name, "", actor=lead)
        assert refused.value.field == "name"
    with pytest.raises(NotAllowed):
        people.invite(factories.fresh(project), person().user.email, "", actor=other)
    with pytest.raises(DomainError, match="Trưởng nhóm"):
        people.part_with(Member.objects.select_related("project").get(leads=True), actor=lead)
    assert Member.objects.count() == 2


def test_a_birthday_is_stated_by_the_person_and_stays_out_of_the_audit(ours: Any) -> None:
    lead, _project = ours
    member = Member.objects.get()
    people.state_birthday(member, factories.BORN - timedelta(days=1), actor=lead)
    assert [str(one.data) for one in audit.history(member) if "2000" in str(one.data)] == []
    with pytest.raises(DomainError) as refused:
        people.state_birthday(member, today(), actor=lead)
    assert refused.value.field == "born_on"


def test_a_mentor_reads_after_accepting_until_it_ends(ours: Any) -> None:
    lead, project = ours
    mentor = factories.mentor_of(project, lead)
    assert queries.get_project(mentor, project.pk) == project
    with pytest.raises(NotAllowed):
        projects.put_deck(queries.get_project(mentor, project.pk), pdf(), actor=mentor)
    people.end_mentorship(Mentorship.objects.select_related("project").get(), actor=mentor)
    with pytest.raises(NotFound):
        queries.get_project(mentor, project.pk)
    assert Mentorship.objects.get().state == "ended"


def test_who_declines_reads_nothing(ours: Any) -> None:
    lead, project = ours
    helper = office(Role.YOUTH_HELPER, project.commune)
    (seat,) = [one for one in people.mentors_for(project) if one.user_id == helper.user_id]
    made = people.ask_mentor(project, seat, "Nhờ chỉ cách bán hàng.", actor=lead)
    with pytest.raises(DomainError, match="mời người này rồi"):
        people.ask_mentor(project, seat, "Nhờ chỉ cách bán hàng.", actor=lead)
    people.answer_mentor(made, accepted=False, answer="Năm nay bận.", actor=helper)
    with pytest.raises(NotFound):
        queries.get_project(helper, project.pk)


def test_milestones_are_reached_with_evidence_and_reopened(ours: Any) -> None:
    lead, project = ours
    milestone = projects.add_milestone(project, "Mẻ sấy đầu tiên", today() + timedelta(days=3), actor=lead)
    assert [(todo.title, todo.due_on) for todo in factories.waiting(lead)] == [
        ("Mốc «Mẻ sấy đầu tiên»", today() + timedelta(days=3))
    ]
    with pytest.raises(DomainError) as refused:
        projects.finish_milestone(milestone, actor=lead, on=today() + timedelta(days=1))
    assert refused.value.field == "done_on"
    projects.finish_milestone(milestone, actor=lead, evidence=picture())
    kept = Milestone.objects.get()
    assert (kept.done_on, kept.evidence is not None, factories.waiting(lead)) == (today(), True, [])
    projects.reopen_milestone(milestone, actor=lead)
    assert Milestone.objects.get().done_on is None


def test_money_adds_up_by_source(ours: Any) -> None:
    lead, project = ours
    for what, source, planned in (("Tủ sấy", "own", 30_000_000), ("Bao bì", "own", 5_000_000), ("Xe", "loan", 9)):
        projects.add_budget(project, what, source, planned, actor=lead)
    projects.write_spent(BudgetLine.objects.select_related("project").all()[0], 31_000_000, actor=lead)
    assert queries.money_of(project) == queries.Money(
        35_000_009, 31_000_000, [("Vốn vay", 9, 0), ("Vốn của nhóm, gia đình", 35_000_000, 31_000_000)]
    )
    with pytest.raises(DomainError):
        projects.add_budget(project, "Máy", "gold", 1, actor=lead)
    with pytest.raises(DomainError):
        projects.add_budget(project, "Máy", "own", -1, actor=lead)
    assert BudgetLine.objects.count() == 3


def test_slides_are_a_pdf_and_nothing_else(ours: Any) -> None:
    lead, project = ours
    projects.put_deck(project, pdf("slide.pdf"), actor=lead)
    for wrong in (picture(), pdf(script="app.alert(1)")):
        with pytest.raises(DomainError):
            projects.put_deck(factories.fresh(project), wrong, actor=lead)
    deck = Project.objects.select_related("deck").get().deck
    assert deck is not None
    assert deck.name == "slide.pdf"


def test_the_area_sees_the_row_and_the_inside_by_consent(ours: Any) -> None:
    lead, project = ours
    helper = office(Role.YOUTH_HELPER, project.commune)
    far = office(Role.YOUTH_HELPER, places("Trường Xuân", "Huyện Thới Lai")[0])
    (row,) = queries.list_area(helper, text="dau tam", state="idea")
    assert (row, queries.may_open(helper, row)) == (project, False)
    assert list(queries.list_area(far)) == list(queries.list_area(helper, innovative=True)) == []
    with pytest.raises(NotFound):
        queries.list_area(lead)
    projects.share(project, shared=True, actor=lead)
    assert queries.may_open(helper, queries.list_area(helper)[0])
    assert queries.get_project(helper, project.pk) == project
    projects.share(project, shared=False, actor=lead)
    with pytest.raises(NotFound):
        queries.get_project(helper, project.pk)


def test_the_list_needs_one_query_however_long() -> None:
    helper = office(Role.YOUTH_HELPER, factories.here().parent)
    for count in (1, 4):
        while Project.objects.count() < count:
            factories.team()
        with CaptureQueriesContext(connection) as seen:
            rows = [(one.commune.full_name, one.opened_by.full_name) for one in queries.list_area(helper)]
        assert (len(rows), len(seen)) == (count, 1)


def test_figures_count_projects_and_the_innovative_ones(ours: Any) -> None:
    projects.open_project(factories.idea(innovative=True), actor=person())
    code = factories.here().code
    for key, number in (("startup_projects", 2), ("innovative_projects", 1)):
        indicator = find_indicator(key)
        assert indicator is not None
        assert indicator.by_commune("92", Span(today(), today())) == {code: number}
