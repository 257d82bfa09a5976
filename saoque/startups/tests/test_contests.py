"""Contests: rules, entries, sealed sheets, results that the server reckons, ties that people decide."""

from decimal import Decimal

import pytest
from django.urls import reverse

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.invariants import faults
from saoque.people.roles import Role
from saoque.producers.tests.factories import office, person
from saoque.startups import queries
from saoque.startups.actions import contests, judging
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import Candidate, Conflict, Contest, ContestRound, Entry, Juror, Sheet
from saoque.startups.tests import factories

pytestmark = pytest.mark.django_db


def reread(contest: Contest) -> Contest:
    return Contest.objects.get(pk=contest.pk)


def judged(totals: list[list[int]], **more: object) -> tuple[Actor, ContestRound, list[Actor]]:
    """A round whose candidates have these totals, one list per candidate, one number per juror; not yet closed."""
    boss, contest = factories.called(**more)  # type: ignore[arg-type]
    for number in range(len(totals)):
        factories.entered(contest, f"Dự án {number}")
    jury = [factories.seated(reread(contest), boss) for _one in totals[0]]
    round_ = factories.opened(reread(contest), boss)
    for candidate, row in zip(round_.candidates.order_by("pk"), totals, strict=True):
        for juror, total in zip(jury, row, strict=True):
            factories.scored(candidate, juror, min(total, 60), max(0, total - 60))
    return boss, ContestRound.objects.select_related("contest").get(pk=round_.pk), jury


def results(round_: ContestRound) -> list[tuple[int | None, Decimal | None, int | None, bool]]:
    return list(round_.candidates.order_by("pk").values_list("place", "mean", "spread", "passes"))


def test_a_call_needs_criteria_and_a_last_round() -> None:
    boss = office(Role.YOUTH_LEADER, factories.here().parent)
    told = contests.Call("Khởi nghiệp trẻ", "city", today(), factories.RULES)
    contest = contests.open_contest(told, actor=boss)
    with pytest.raises(DomainError, match="tiêu chí"):
        contests.call(contest, actor=boss)
    contests.add_criterion(contest, "Ý tưởng", 100, actor=boss)
    with pytest.raises(DomainError, match="Vòng cuối"):
        contests.call(contest, actor=boss)
    contests.add_round(contest, "Chung kết", "last", 0, actor=boss)
    with pytest.raises(DomainError, match="Đã có vòng cuối"):
        contests.add_round(contest, "Nữa", "last", 0, actor=boss)
    contests.call(contest, actor=boss)
    for act in (
        lambda: contests.add_criterion(contest, "Thêm", 10, actor=boss),
        lambda: contests.change_contest(contest, told, actor=boss),
    ):
        with pytest.raises(DomainError, match="không sửa được"):
            act()


def test_a_team_that_does_not_fit_is_told_why_and_stays_out() -> None:
    _boss, contest = factories.called()
    lead, project = factories.team(born=None)
    with pytest.raises(DomainError, match="chưa ghi ngày sinh"):
        contests.enter(contest, factories.fresh(project), actor=lead)
    assert Entry.objects.count() == 0


def test_one_person_is_in_as_many_entries_as_the_rules_say() -> None:
    _boss, contest = factories.called(rules=EntryRules(18, 35, 3, 1))
    first = factories.entered(contest)
    lead = factories.actor_for(first.project.opened_by)
    second = factories.projects.open_project(factories.idea("Trà dâu"), actor=lead, born_on=factories.BORN)
    with pytest.raises(DomainError, match="đã có tên trong 1 dự án"):
        contests.enter(reread(contest), factories.fresh(second), actor=lead)
    contests.withdraw(Entry.objects.select_related("contest", "project").get(), actor=lead)
    contests.enter(reread(contest), factories.fresh(second), actor=lead)
    assert list(Entry.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "entered"]


def test_a_round_is_reckoned_from_the_sealed_sheets() -> None:
    boss, round_, _jury = judged([[80, 91], [70, 75], [60, 60]], bound=1)
    judging.close_round(round_, actor=boss)
    assert results(round_) == [
        (1, Decimal("85.50"), 11, True), (2, Decimal("72.50"), 5, False), (3, Decimal("60.00"), 0, False),
    ]  # fmt: skip
    assert list(faults()) == []


def test_the_councils_trimmed_mean_is_the_same_here() -> None:
    boss, round_, _jury = judged([[10, 50, 52, 99]], averaging="trimmed")
    judging.close_round(round_, actor=boss)
    assert results(round_) == [(1, Decimal("51.00"), 89, True)]


@pytest.mark.parametrize(("tie", "passes"), [("all", [True, True, True]), ("none", [True, False, False])])
def test_a_tie_at_the_bound_is_decided_by_people(tie: str, passes: list[bool]) -> None:
    boss, round_, _jury = judged([[90], [70], [70]], bound=2)
    with pytest.raises(DomainError, match="2 dự án bằng điểm") as refused:
        judging.close_round(round_, actor=boss)
    assert (refused.value.field, results(round_)[0][0]) == ("tie", None)
    judging.close_round(round_, tie=tie, actor=boss)
    assert [row[3] for row in results(round_)] == passes
    assert [row[0] for row in results(round_)] == [1, 2, 2]
    assert list(faults()) == []


def test_a_bound_in_points_takes_everybody_from_it() -> None:
    boss, round_, _jury = judged([[70], [69], [70]], passing="above", bound=70)
    judging.close_round(round_, actor=boss)
    assert [row[3] for row in results(round_)] == [True, False, True]


def test_nothing_is_closed_while_a_sheet_is_out_and_sums_stay_sealed() -> None:
    boss, contest = factories.called()
    factories.entered(contest)
    jury = [factories.seated(reread(contest), boss) for _one in range(2)]
    round_ = factories.opened(reread(contest), boss)
    candidate = Candidate.objects.select_related("round__contest").get()
    factories.scored(candidate, jury[0], 50)
    with pytest.raises(DomainError, match=f"{jury[1].user.full_name} còn 1 phiếu"):
        judging.close_round(round_, actor=boss)
    assert [todo.title for todo in factories.waiting(jury[1])] == ["Chấm «Khởi nghiệp trẻ»"]
    assert factories.waiting(jury[0]) == []
    assert Candidate.objects.get().mean is None
    contests.end_juror(Juror.objects.select_related("contest").get(user=jury[1].user), actor=boss)
    judging.close_round(round_, actor=boss)
    assert results(round_) == [(1, Decimal("50.00"), 0, True)]


def test_a_sealed_sheet_takes_no_more_and_a_stale_one_loses() -> None:
    boss, contest = factories.called()
    factories.entered(contest)
    juror = factories.seated(reread(contest), boss)
    factories.opened(reread(contest), boss)
    candidate = Candidate.objects.select_related("round__contest").get()
    one, two = candidate.round.contest.criteria.all()
    sheet = judging.write_sheet(candidate, {one.pk: 60}, "", version=0, actor=juror)
    with pytest.raises(Stale):
        judging.write_sheet(candidate, {one.pk: 1}, "", version=0, actor=juror)
    with pytest.raises(DomainError, match="Khả năng làm"):
        judging.hand_in(sheet, actor=juror)
    for wrong in (-1, 61):
        with pytest.raises(DomainError, match="từ 0 đến 60"):
            judging.write_sheet(candidate, {one.pk: wrong}, "", version=sheet.version, actor=juror)
    sheet = judging.write_sheet(candidate, {one.pk: 60, two.pk: 40}, "Hay.", version=sheet.version, actor=juror)
    judging.hand_in(sheet, actor=juror)
    with pytest.raises(DomainError, match="niêm phong"):
        judging.write_sheet(candidate, {one.pk: 1}, "", version=sheet.version, actor=juror)
    assert (Sheet.objects.get().total, Sheet.objects.get().state) == (100, "handed_in")


def test_an_interest_hides_an_entry_from_lists_counts_and_pages(client: object) -> None:
    boss, contest = factories.called()
    entry, other = factories.entered(contest), factories.entered(contest, "Mật ong")
    juror = factories.seated(reread(contest), boss)
    seat = Juror.objects.get(user=juror.user)
    assert list(queries.entries_for(juror, contest)) == [entry, other]
    contests.declare_conflict(seat, entry, "Là anh em ruột.", actor=juror)
    assert list(queries.entries_for(juror, contest)) == [other]
    factories.opened(reread(contest), boss)
    mine, hidden = Candidate.objects.get(entry=other), Candidate.objects.get(entry=entry)
    assert queries.candidates_for(juror, contest) == [mine]
    with pytest.raises(NotFound):
        queries.get_candidate(juror, hidden.pk)
    client.force_login(juror.user, "allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[attr-defined]
    page = client.get(reverse("startups:judge", args=[contest.pk])).content.decode()  # type: ignore[attr-defined]
    assert ("Dâu tằm" in page, "Mật ong" in page, "trên 1 phiếu" in page) == (False, True, True)
    assert [
        client.get(reverse(f"startups:{name}", args=[hidden.pk])).status_code  # type: ignore[attr-defined]
        for name in ("sheet", "entry_deck")
    ] == [404, 404]


def test_interests_that_the_records_show_are_written_by_themselves() -> None:
    boss, contest = factories.called()
    lead, project = factories.team()
    mentor = factories.mentor_of(project, lead)
    factories.seated(contest, boss, mentor.user)
    contests.enter(reread(contest), factories.fresh(project), actor=lead)
    factories.seated(contest, boss, lead.user)
    assert list(Conflict.objects.order_by("pk").values_list("reason", "by_record")) == [
        ("Là người cố vấn của dự án.", True), ("Là thành viên của nhóm.", True),
    ]  # fmt: skip
    round_ = factories.opened(reread(contest), boss)
    with pytest.raises(DomainError, match="chưa có phiếu nào"):
        judging.close_round(round_, actor=boss)


def test_the_next_round_takes_those_who_passed_and_the_list_is_published() -> None:
    boss, round_, jury = judged([[80], [70]], bound=1)
    contest = round_.contest
    with pytest.raises(DomainError, match="Vòng trước"):
        factories.opened(contest, boss, 2)
    judging.close_round(round_, actor=boss)
    with pytest.raises(DomainError, match="Còn vòng"):
        judging.publish(reread(contest), actor=boss)
    final = factories.opened(reread(contest), boss, 2)
    (candidate,) = final.candidates.all()
    factories.scored(candidate, jury[0], 55, 40)
    judging.close_round(ContestRound.objects.select_related("contest").get(pk=final.pk), actor=boss)
    judging.publish(reread(contest), actor=boss)
    board = queries.board_of(reread(contest))
    assert [(one.name, [row.place for row in rows]) for one, rows in board] == [("Sơ khảo", [1, 2]), ("Chung kết", [1])]
    assert list(faults()) == []


def test_a_stranger_seals_nobody_elses_sheet() -> None:
    boss, contest = factories.called()
    factories.entered(contest)
    jury = [factories.seated(reread(contest), boss) for _one in range(2)]
    factories.opened(reread(contest), boss)
    candidate = Candidate.objects.select_related("round__contest").get()
    sheet = judging.write_sheet(candidate, {}, "", version=0, actor=jury[0])
    with pytest.raises(NotFound):
        judging.hand_in(sheet, actor=jury[1])
    with pytest.raises(NotFound):
        queries.get_candidate(person(), candidate.pk)
