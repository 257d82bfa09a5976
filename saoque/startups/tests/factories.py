"""A team, mentors and a contest for the tests of this room; everything through actions."""

from datetime import date, timedelta
from typing import Any

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.tests.factories import office, person, places
from saoque.startups.actions import contests, judging, partners, people, projects
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import Candidate, Contest, ContestRound, Entry, Introduction, Project
from saoque.startups.todo import invitations_for, nominations_for, talks_for, work_for

BORN = date(2000, 5, 20)
RULES = EntryRules(18, 35, 3, 1)


def here() -> AdminUnit:
    return places()[0]


def idea(name: str = "Dâu tằm sấy dẻo", commune: AdminUnit | None = None, **more: Any) -> projects.Idea:
    told = {"problem": "Dâu chín rộ một lúc, bán tươi không kịp.", "solution": "Sấy dẻo, đóng gói nhỏ bán quanh năm."}
    return projects.Idea(name=name, field="farming", commune=commune or here(), **{**told, **more})


def team(
    name: str = "Dâu tằm sấy dẻo", born: date | None = BORN, commune: AdminUnit | None = None
) -> tuple[Actor, Project]:
    lead = person()
    return lead, projects.open_project(idea(name, commune), actor=lead, born_on=born)


def fresh(project: Project) -> Project:
    """The project read anew, without what was fetched before."""
    return Project.objects.select_related("commune__parent", "producer").get(pk=project.pk)


def joined(project: Project, lead: Actor, born: date | None = BORN) -> Actor:
    """Another person who was asked into the team and accepted."""
    other = person()
    member = people.invite(fresh(project), other.user.email, "Bán hàng", actor=lead)
    people.accept_membership(member, actor=other, born_on=born)
    return other


def mentor_of(project: Project, lead: Actor) -> Actor:
    mentor = person(Role.PARTNER, UnitKind.PARTNER, here())
    seat = Membership.objects.get(user=mentor.user)
    made = people.ask_mentor(fresh(project), seat, "Nhờ chỉ cách giữ màu.", actor=lead)
    people.answer_mentor(made, accepted=True, actor=mentor)
    return mentor


def called(
    passing: str = "best", bound: int = 1, rules: EntryRules = RULES, averaging: str = "mean"
) -> tuple[Actor, Contest]:
    """A contest of a city's Youth Union with two criteria and two rounds, taking entries."""
    boss = office(Role.YOUTH_LEADER, here().parent)
    told = contests.Call("Khởi nghiệp trẻ", "city", today() + timedelta(days=30), rules, averaging=averaging)
    contest = contests.open_contest(told, actor=boss)
    contests.add_criterion(contest, "Ý tưởng", 60, actor=boss)
    contests.add_criterion(contest, "Khả năng làm", 40, actor=boss)
    contests.add_round(contest, "Sơ khảo", passing, bound, actor=boss)
    contests.add_round(contest, "Chung kết", "last", 0, actor=boss)
    contests.call(contest, actor=boss)
    return boss, contest


def seated(contest: Contest, boss: Actor, user: Any = None) -> Actor:
    juror = actor_for(user) if user else person()
    seat = contests.ask_juror(contest, juror.user.email, actor=boss)
    contests.answer_juror(seat, accepted=True, actor=juror)
    return juror


def entered(contest: Contest, name: str = "Dâu tằm sấy dẻo") -> Entry:
    lead, project = team(name)
    return contests.enter(Contest.objects.get(pk=contest.pk), fresh(project), actor=lead)


def opened(contest: Contest, boss: Actor, number: int = 1) -> ContestRound:
    round_ = ContestRound.objects.select_related("contest").get(contest=contest, number=number)
    judging.open_round(round_, actor=boss)
    return round_


def scored(candidate: Candidate, juror: Actor, first: int, second: int = 0) -> None:
    """A whole sheet, handed in."""
    candidate = Candidate.objects.select_related("round__contest").get(pk=candidate.pk)
    one, two = candidate.round.contest.criteria.all()
    sheet = judging.write_sheet(candidate, {one.pk: first, two.pk: second}, "", version=0, actor=juror)
    judging.hand_in(sheet, actor=juror)


def waiting(actor: Actor) -> list[Todo]:
    """What this room puts on the person's first screen."""
    return [*invitations_for(actor), *work_for(actor), *talks_for(actor), *nominations_for(actor)]


WISH = partners.Wish(("money", "outlet"), 20_000_000, 50_000_000)
UNTIL = timedelta(days=60)


def seeking(name: str = "Dâu tằm sấy dẻo") -> tuple[Actor, Project]:
    """A project that shows what it seeks."""
    lead, project = team(name)
    partners.seek(fresh(project), WISH, "Mua tủ mát", today() + UNTIL, actor=lead)
    return lead, project


def offering(wish: partners.Wish = WISH) -> tuple[Actor, Unit]:
    """A partner's unit that shows what it offers, in the province."""
    partner = person(Role.PARTNER, UnitKind.PARTNER, here())
    unit = Unit.objects.select_related("province").get(pk=partner.standings[0].unit_id)
    partners.offer(unit, wish, (), unit.province, actor=partner)
    return partner, unit


def read(introduction: Introduction) -> Introduction:
    return Introduction.objects.select_related("project__commune__parent", "unit", "line").get(pk=introduction.pk)


def knocked(by_project: bool = True) -> tuple[Actor, Actor, Introduction]:
    """The leader, the partner, and the knock of one of them."""
    (lead, project), (partner, unit) = seeking(), offering()
    actor = lead if by_project else partner
    made = partners.knock(fresh(project), unit, "Muốn gặp để bàn chuyện bán hàng.", by_project=by_project, actor=actor)
    return lead, partner, read(made)


def agreed(by_project: bool = True) -> tuple[Actor, Actor, Introduction]:
    lead, partner, made = knocked(by_project)
    partners.answer(made, agreed=True, actor=partner if by_project else lead)
    return lead, partner, read(made)


def finished(
    level: str = "city", boss: Actor | None = None, totals: tuple[int, ...] = (80, 60)
) -> tuple[Actor, Contest]:
    """A published contest of one round; its entries have these points, in the order they came."""
    boss = boss or office(Role.YOUTH_LEADER, here().parent if level == "city" else here())
    contest = opened_contest(level, boss)
    for number in range(len(totals)):
        entered(contest, f"Dự án {number}")
    juror = seated(Contest.objects.get(pk=contest.pk), boss)
    round_ = opened(Contest.objects.get(pk=contest.pk), boss)
    for candidate, total in zip(round_.candidates.order_by("pk"), totals, strict=True):
        scored_one(candidate, juror, total)
    judging.close_round(ContestRound.objects.select_related("contest").get(pk=round_.pk), actor=boss)
    judging.publish(Contest.objects.get(pk=contest.pk), actor=boss)
    return boss, Contest.objects.select_related("unit").get(pk=contest.pk)


def opened_contest(level: str, boss: Actor, taking: str = "open", rules: EntryRules = RULES) -> Contest:
    """A called contest with one criterion and one round."""
    told = contests.Call(f"Thi {level}", level, today() + timedelta(days=30), rules, taking=taking)
    contest = contests.open_contest(told, actor=boss)
    contests.add_criterion(contest, "Ý tưởng", 100, actor=boss)
    contests.add_round(contest, "Chung kết", "last", 0, actor=boss)
    contests.call(contest, actor=boss)
    return Contest.objects.select_related("unit").get(pk=contest.pk)


def scored_one(candidate: Candidate, juror: Actor, total: int) -> None:
    candidate = Candidate.objects.select_related("round__contest").get(pk=candidate.pk)
    (one,) = candidate.round.contest.criteria.all()
    judging.hand_in(judging.write_sheet(candidate, {one.pk: total}, "", version=0, actor=juror), actor=juror)


def national() -> Actor:
    return person(Role.YOUTH_LEADER, UnitKind.YOUTH_NATIONAL)
