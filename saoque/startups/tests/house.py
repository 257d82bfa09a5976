"""The room's part in the tests of the whole house: the demonstration, and a contest that is being scored."""

from datetime import timedelta

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.people.models import Membership, User
from saoque.people.roles import Role
from saoque.producers.tests.factories import pdf, picture
from saoque.site.demo.cast import Cast, place
from saoque.startups.actions import contests, judging, nominations, partners, people, projects
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import (
    BudgetLine,
    Candidate,
    Contest,
    ContestRound,
    Entry,
    Introduction,
    Juror,
    Member,
    Mentorship,
    Nomination,
    Project,
    Sheet,
    SheetMark,
)
from saoque.startups.queries.partners import partner_unit

SHOWS = {
    f"startups:{name}"
    for name in ("home", "project", "change", "ask_mentor", "mentorship", "area", "contests", "contest", "enter", "entry", "judge", "sheet",
                 "partners", "seek", "desk", "offer", "introduction", "knock_project")
}  # fmt: skip
DEFECTS = {
    "a project without a leader": (lambda: Member.objects.filter(leads=True).update(leads=False), "nobody who leads"),
    "another total": (lambda: Sheet.objects.update(total=1), "the marks give"),
    "a sealed sheet with a gap": (lambda: SheetMark.objects.order_by("pk")[0].delete(), "criteria left open"),
    "another mean": (
        lambda: Candidate.objects.filter(round__state="closed").update(mean=1),
        "not what the sheets give",
    ),
    "a partner's money under another source": (
        lambda: BudgetLine.objects.filter(introduction__isnull=False).update(source="own"),
        "under another source",
    ),
    "a talk agreed by nobody": (
        lambda: Introduction.objects.filter(state="agreed").update(partner=None),
        "nobody speaks for the partner",
    ),
    "a nomination accepted without an entry": (
        lambda: Nomination.objects.update(state="accepted", entry=None),
        "does not match the entry above",
    ),
}
RULES = EntryRules(18, 35, 3, 2)


def prepare(cast: Cast) -> None:
    """Slides and evidence at the owner's project, an open invitation, and a contest in its first round."""
    lead, boss = cast.actor("dau"), cast.actor("youth_leader")
    project = Project.objects.get(product__isnull=False)
    projects.put_deck(project, pdf(), actor=lead)
    projects.finish_milestone(project.milestones.get(done_on=None), actor=lead, evidence=picture())
    people.invite(project, cast.users["shop"].email or "", "Bán hàng", actor=lead)
    contest = _contest("Ý tưởng trẻ", boss)
    contests.enter(contest, Project.objects.get(pk=project.pk), actor=lead)
    ong = cast.actor("ong")
    other = Project.objects.get(opened_by=ong.user)
    contests.enter(Contest.objects.get(pk=contest.pk), other, actor=ong)
    barred = _seat(contest, cast.actor("member_4"), boss)
    _seat(contest, cast.actor("member_1"), boss)
    contests.declare_conflict(
        barred, Entry.objects.get(contest=contest, project=project), "Là người nhà.", actor=cast.actor("member_4")
    )
    judging.open_round(_round(contest), actor=boss)
    lower = Contest.objects.select_related("unit").get(state=Contest.State.PUBLISHED)
    nominations.send_on(lower, Contest.objects.select_related("unit").get(level="national"), 2, actor=boss)


def _contest(name: str, boss: Actor) -> Contest:
    told = contests.Call(name, Contest.Level.CITY, today() + timedelta(days=20), RULES, about=name)
    contest = contests.open_contest(told, actor=boss)
    contests.add_criterion(contest, f"Ý tưởng {name}", 100, actor=boss)
    contests.add_round(contest, f"Chung kết {name}"[:80], "last", 0, actor=boss)
    contests.call(contest, actor=boss)
    return contest


def _seat(contest: Contest, juror: Actor, boss: Actor) -> Juror:
    seat = contests.ask_juror(contest, juror.user.email, actor=boss)
    contests.answer_juror(seat, accepted=True, actor=juror)
    return seat


def _round(contest: Contest) -> ContestRound:
    return ContestRound.objects.select_related("contest").get(contest=contest)


def things() -> dict[str, object]:
    contest = Contest.objects.get(state=Contest.State.JUDGING)
    project = Project.objects.get(product__isnull=False)
    return {
        **_named(project, contest),
        "startup.milestone": project.milestones.get(evidence__isnull=False).pk,
        "startup.partner": cast_unit(),
        "startup.nomination": Nomination.objects.get(source__project=project).pk,
        "startup.published": Contest.objects.get(state=Contest.State.PUBLISHED).pk,
    }


def cast_unit() -> int:
    """The demonstration's partner, which shows what it offers."""
    return Introduction.objects.values_list("unit", flat=True)[0]


def _named(project: Project, contest: Contest) -> dict[str, object]:
    entry = Entry.objects.get(contest=contest, project=project)
    return {
        "startup.project": project.pk,
        "startup.introduction": project.introductions.order_by("-pk")[0].pk,
        "startup.line": project.budget.all()[0].pk,
        "startup.member": Member.objects.filter(project=project, leads=False, state="accepted")[0].pk,
        "startup.invitation": Member.objects.get(project=project, state="asked").pk,
        "startup.mentorship": Mentorship.objects.get(project=project).pk,
        "startup.contest": contest.pk,
        "startup.round": _round(contest).pk,
        "startup.entry": entry.pk,
        "startup.candidate": Candidate.objects.get(entry=entry).pk,
        "startup.juror": Juror.objects.get(contest=contest, user__email__startswith="member-1@").pk,
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    lead, boss, mentor = cast.actor("dau"), cast.actor("youth_leader"), cast.actor("partner")
    told = projects.Idea(f"={probe}", "other", f"{probe} {probe}", f"{probe} {probe}", place("31255"), innovative=True)
    project = projects.open_project(told, actor=lead, born_on=today().replace(year=2000, day=1))
    friend = actor_for(User.objects.get(email__startswith="ban-dau@"))
    joined = people.invite(project, friend.user.email, probe, actor=lead)
    people.accept_membership(joined, actor=friend, born_on=today().replace(year=2001, day=1))
    people.invite(project, cast.users["shop"].email or "", probe, actor=lead)
    seat = Membership.objects.get(user=mentor.user, role=Role.PARTNER)
    asked = people.ask_mentor(project, seat, f"{probe} {probe}", actor=lead)
    people.answer_mentor(asked, accepted=True, answer=probe, actor=mentor)
    milestone = projects.add_milestone(project, f"={probe}", today(), actor=lead)
    projects.finish_milestone(milestone, actor=lead, evidence=picture(name=f"{probe}.jpg"))
    projects.add_budget(project, f"={probe}", "own", 1000, actor=lead)
    projects.put_deck(project, pdf(f"{probe}.pdf"), actor=lead)
    projects.share(project, shared=True, actor=lead)
    unit = partner_unit(mentor)
    wish = partners.Wish(("other",), words=f"{probe} {probe}")
    partners.offer(unit, wish, (), None, actor=mentor)
    money = partners.Wish(("money", "other"), 1, 2, f"{probe} {probe}")
    partners.seek(project, money, f"{probe} {probe}"[:200], today(), actor=lead)
    partners.knock(Project.objects.get(pk=project.pk), unit, f"{probe} {probe}", by_project=True, actor=lead)
    talk = Introduction.objects.select_related("project", "unit", "line").get(project=project)
    partners.answer(talk, agreed=True, actor=mentor)
    partners.write_meeting(talk, partners.Talk(today(), f"{probe} {probe}", "talking"), actor=lead)
    contest = _contest(f"={probe}", boss)
    contests.enter(contest, Project.objects.get(pk=project.pk), actor=lead)
    juror = cast.actor("member_1")
    _seat(contest, juror, boss)
    judging.open_round(_round(contest), actor=boss)
    candidate = Candidate.objects.select_related("round__contest").get(round__contest=contest)
    judging.write_sheet(candidate, {}, probe, version=0, actor=juror)
    return {**_named(Project.objects.get(pk=project.pk), contest), "startup.milestone": milestone.pk}
