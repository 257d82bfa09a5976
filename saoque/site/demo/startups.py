"""The mulberry makers' project with its mentor and partner, two more, a city contest and what it sent on to the nation's."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.knowledge import record
from saoque.people.actors import actor_for
from saoque.people.models import Membership
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.producers.queries import own_producers
from saoque.site.demo.cast import Cast, person, place, story
from saoque.startups.actions import contests, judging, nominations, partners, people, projects
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import Candidate, Contest, ContestRound, Introduction, Project

_DATA = Path(__file__).parent / "data" / "startups.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    made = {key: _project(cast, key, row) for key, row in tale()["projects"].items()}
    _work(cast, made["dau"])
    _contest(cast, made)
    _partner(cast, made["dau"])
    _onwards(cast)


def _project(cast: Cast, key: str, row: dict[str, Any]) -> Project:
    actor, linked = cast.actor(key), row.get("product")
    producer = own_producers(actor).get() if linked else None
    told = projects.Idea(
        name=row["name"], field=row["field"], problem=row["problem"], solution=row["solution"],
        commune=place(row["commune"]), innovative=row["innovative"], producer=producer,
        product=Product.objects.get(producer=producer, name=story()["products"][linked]["name"]) if linked else None,
    )  # fmt: skip
    return projects.open_project(told, actor=actor, born_on=row["born_on"])


def _work(cast: Cast, project: Project) -> None:
    """A friend joins, a mentor accepts, milestones and money are written, the Youth Union may look."""
    lead, friend, mentor = cast.actor("dau"), tale()["friend"], cast.actor("partner")
    other = person(friend["key"], friend["name"])
    member = people.invite(project, other.email or "", friend["part"], actor=lead)
    people.accept_membership(member, actor=actor_for(other), born_on=friend["born_on"])
    seat = Membership.objects.get(user=mentor.user, role=Role.PARTNER)
    asked = people.ask_mentor(project, seat, tale()["mentor"]["message"], actor=lead)
    people.answer_mentor(asked, accepted=True, answer=tale()["mentor"]["answer"], actor=mentor)
    for row in tale()["milestones"]:
        one = projects.add_milestone(project, row["title"], today() + timedelta(days=row["due"]), actor=lead)
        if "done" in row:
            projects.finish_milestone(one, actor=lead, on=today() + timedelta(days=row["done"]))
    for row in tale()["budget"]:
        line = projects.add_budget(project, row["what"], row["source"], row["planned"], actor=lead)
        projects.write_spent(line, row["spent"], actor=lead)
    projects.share(project, shared=True, actor=lead)
    for act in ("prepare", "run"):
        projects.move(project, act, actor=lead)


def _contest(cast: Cast, made: dict[str, Project]) -> None:
    """Called, entered, scored in two rounds, published."""
    row, boss = tale()["contest"], cast.actor("youth_leader")
    said = record(row["record"]).facts["eligibility"]
    least, most = said["age"]
    rules = EntryRules(least, most, said["group_max"], said["entries_per_person"])
    told = contests.Call(row["name"], Contest.Level.CITY, today(), rules, row["about"], row["record"])
    contest = contests.open_contest(told, actor=boss)
    for line in row["criteria"]:
        contests.add_criterion(contest, line["name"], line["most"], actor=boss)
    for line in row["rounds"]:
        contests.add_round(contest, line["name"], line["passing"], line["bound"], actor=boss)
    contests.call(contest, actor=boss)
    for key, project in made.items():
        contests.enter(contest, Project.objects.get(pk=project.pk), actor=cast.actor(key))
    jury = [actor_for(person(key, name)) for key, name in tale()["jurors"].items()]
    for juror in jury:
        seat = contests.ask_juror(contest, juror.user.email, actor=boss)
        contests.answer_juror(seat, accepted=True, actor=juror)
    for number, line in enumerate(row["rounds"], start=1):
        round_ = ContestRound.objects.select_related("contest").get(contest=contest, number=number)
        judging.open_round(round_, actor=boss)
        for key, sheets in line["points"].items():
            candidate = Candidate.objects.select_related("round__contest").get(round=round_, entry__project=made[key])
            for juror, points in zip(jury, sheets, strict=True):
                _sheet(candidate, points, juror)
        judging.close_round(round_, actor=boss)
    judging.publish(Contest.objects.get(pk=contest.pk), actor=boss)


def _sheet(candidate: Candidate, points: list[int], juror: Actor) -> None:
    criteria = candidate.round.contest.criteria.all()
    given = {one.pk: number for one, number in zip(criteria, points, strict=True)}
    judging.hand_in(judging.write_sheet(candidate, given, "", version=0, actor=juror), actor=juror)


def _partner(cast: Cast, project: Project) -> None:
    """The project says what it seeks, the partner knocks, both meet, the money goes into the budget."""
    tale_, lead, partner = tale(), cast.actor("dau"), cast.actor("partner")
    row, given = tale_["seeking"], tale_["offer"]
    project = Project.objects.get(pk=project.pk)
    wish = partners.Wish(tuple(row["kinds"]), row["least"], row["most"], row["words"])
    partners.seek(project, wish, row["purpose"], today() + timedelta(days=row["until"]), actor=lead)
    unit = cast.units["partner"]
    wish = partners.Wish(tuple(given["kinds"]), given["least"], given["most"], given["words"])
    partners.offer(unit, wish, tuple(given["fields"]), unit.province, actor=partner)
    partners.knock(project, unit, tale_["knock"], by_project=False, actor=partner)
    talk = Introduction.objects.select_related("project", "unit", "line").get(project=project)
    partners.answer(talk, agreed=True, actor=lead)
    partners.write_meeting(talk, partners.Talk(met_on=today(), **tale_["meeting"]), actor=partner)
    partners.take_over(talk, actor=lead)


def _onwards(cast: Cast) -> None:
    """The nation's contest takes nominated projects only; the city sends its winner."""
    row, boss = tale()["contest"], cast.actor("youth_national")
    said = record(row["record"]).facts["eligibility"]
    least, most = said["age"]
    rules = EntryRules(least, most, said["group_max"], said["entries_per_person"])
    told = contests.Call(
        tale()["national"]["name"], Contest.Level.NATIONAL, today() + timedelta(days=45), rules,
        tale()["national"]["about"], row["record"], taking=Contest.Taking.NOMINATED,
    )  # fmt: skip
    higher = contests.open_contest(told, actor=boss)
    for line in row["criteria"]:
        contests.add_criterion(higher, line["name"], line["most"], actor=boss)
    contests.add_round(higher, "Chung kết toàn quốc", "last", 0, actor=boss)
    contests.call(higher, actor=boss)
    lower = Contest.objects.select_related("unit").get(state=Contest.State.PUBLISHED)
    nominations.send_on(lower, higher, 1, actor=cast.actor("youth_leader"))
