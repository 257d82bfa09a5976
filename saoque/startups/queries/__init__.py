"""What is read of projects and contests. «Not yours» and «does not exist» look alike; a juror's interest hides the entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Sum, When

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, UnitKind
from saoque.startups.models import (
    BudgetLine,
    Candidate,
    Conflict,
    Contest,
    ContestRound,
    Entry,
    Juror,
    Member,
    Mentorship,
    Project,
    Sheet,
)
from saoque.startups.rules import in_area, rules

_PEOPLE = (
    Prefetch("members", Member.objects.select_related("user")),
    Prefetch("mentorships", Mentorship.objects.select_related("mentor", "unit")),
)


def get_project(actor: Actor, pk: int) -> Project:
    """Return a project whose inside the actor may read, with its people. Raises `NotFound`."""
    found = _whole().filter(pk=pk).first()
    if found is None or not rules.may(actor, "read", found):
        raise NotFound()
    return found


def _whole() -> QuerySet[Project]:
    return Project.objects.select_related("commune__parent", "producer", "product", "deck").prefetch_related(*_PEOPLE)


def my_projects(actor: Actor) -> QuerySet[Project]:
    """Return the projects in whose team the person is, latest first."""
    mine = Member.objects.filter(project=OuterRef("pk"), user=actor.user_id, state=Member.State.ACCEPTED)
    return Project.objects.filter(Exists(mine)).select_related("commune").order_by("-opened_on", "-pk")


def led_projects(actor: Actor) -> QuerySet[Project]:
    return Project.objects.filter(
        members__user=actor.user_id, members__leads=True, members__state=Member.State.ACCEPTED
    ).order_by("-opened_on", "-pk")


def invitations(actor: Actor) -> QuerySet[Member]:
    return Member.objects.filter(user=actor.user_id, state=Member.State.ASKED).select_related("project__opened_by")


def mentorships(actor: Actor) -> QuerySet[Mentorship]:
    """Return the projects that ask the person, then those the person walks beside."""
    asked = (Mentorship.State.ASKED, Mentorship.State.ACCEPTED)
    found = Mentorship.objects.filter(mentor=actor.user_id, state__in=asked)
    return found.select_related("project__commune", "project__opened_by").order_by("-state", "-asked_on", "-pk")


def seats(actor: Actor) -> QuerySet[Juror]:
    return (
        Juror.objects.filter(user=actor.user_id, state__in=("asked", "accepted"))
        .select_related("contest__unit")
        .order_by("-contest__closes_on", "-pk")
    )


def in_areas(actor: Actor) -> QuerySet[Project]:
    """The projects of the Youth Union units' areas: the rule `in_area` as one condition."""
    area = Q(pk__in=[])
    for standing in actor.having(*YOUTH_ROLES):
        if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
            area |= Q(commune__code=standing.commune) if standing.commune else Q(pk__in=[])
        elif standing.province:
            area |= Q(commune__parent__code=standing.province)
    return Project.objects.filter(area)


def list_area(actor: Actor, *, text: str = "", state: str = "", innovative: bool = False) -> QuerySet[Project]:
    """Return the area's projects, latest first, with who leads. What is inside stays with the team until it agrees."""
    if not rules.may(actor, "list_projects"):
        raise NotFound()
    found = in_areas(actor)
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    if state in Project.State.values:
        found = found.filter(state=state)
    if innovative:
        found = found.filter(innovative=True)
    team = Count("members", filter=Q(members__state=Member.State.ACCEPTED))
    return found.select_related("commune", "opened_by").annotate(team=team).order_by("-opened_on", "-pk")


def may_open(actor: Actor, project: Project) -> bool:
    """Tell whether a row of the area's list leads inside."""
    return project.shared_at is not None and any(in_area(actor, one, project) for one in actor.having(*YOUTH_ROLES))


@dataclass(frozen=True)
class Money:
    """Sums of a project's budget, in VND; `by_source` lists (name, planned, spent)."""

    planned: int
    spent: int
    by_source: list[tuple[str, int, int]]


def money_of(project: Project) -> Money:
    """Add up the budget. One query."""
    rows = project.budget.order_by("source").values_list("source").annotate(p=Sum("planned"), s=Sum("spent"))
    found = [(str(BudgetLine.Source(source).label), planned, spent) for source, planned, spent in rows]
    return Money(sum(one[1] for one in found), sum(one[2] for one in found), found)


# Contests


def list_contests(actor: Actor, state: str = "") -> QuerySet[Contest]:
    """Return called contests, those taking entries first, and the drafts of the actor's own unit."""
    found = Contest.objects.filter(~Q(state=Contest.State.DRAFT) | Q(unit__in=actor.unit_ids(*YOUTH_ROLES)))
    if state in Contest.State.values:
        found = found.filter(state=state)
    first = Case(When(state=Contest.State.OPEN, then=0), default=1, output_field=IntegerField())
    return found.select_related("unit").order_by(first, "-closes_on", "-pk")


def get_contest(actor: Actor, pk: int) -> Contest:
    found = Contest.objects.select_related("unit").prefetch_related("criteria", "rounds", "jury__user").filter(pk=pk)
    contest = found.first()
    if contest is None or not rules.may(actor, "read_contest", contest):
        raise NotFound()
    return contest


def entries_of(contest: Contest) -> QuerySet[Entry]:
    """Return what the organising unit reads: the entries, in the order they came."""
    found = contest.entries.filter(state=Entry.State.ENTERED)
    return found.select_related("project__commune").annotate(conflicted=Count("conflicts")).order_by("pk")


def entries_for(actor: Actor, contest: Contest) -> QuerySet[Entry]:
    """Return the entries that a juror may see before a round is open: none in which the juror has an interest."""
    barred = Conflict.objects.filter(entry=OuterRef("pk"), juror__user=actor.user_id)
    return contest.entries.filter(~Exists(barred), state=Entry.State.ENTERED).select_related("project").order_by("pk")


def candidates_for(actor: Actor, contest: Contest) -> list[Candidate]:
    """Return what a juror scores in the round that is open, each with `mine`, the juror's sheet. Two queries."""
    barred = Conflict.objects.filter(entry=OuterRef("entry"), juror__user=actor.user_id)
    mine = Prefetch("score_sheets", Sheet.objects.filter(juror__user=actor.user_id), to_attr="mine")
    found = Candidate.objects.filter(~Exists(barred), round__contest=contest, round__state=ContestRound.State.SCORING)
    return list(found.select_related("entry__project", "round").prefetch_related(mine).order_by("pk"))


def get_candidate(actor: Actor, pk: int) -> Candidate:
    """Return a candidate that the juror may score. Raises `NotFound`, with an interest too."""
    found = Candidate.objects.select_related(
        "round__contest", "entry__project__commune", "entry__project__deck", "entry__project__product"
    )
    candidate = found.filter(pk=pk).first()
    if candidate is None or not rules.may(actor, "judge", candidate):
        raise NotFound()
    return candidate


def get_entry(actor: Actor, pk: int) -> Entry:
    """Return an entry as the organising unit reads it. Raises `NotFound`."""
    entry = Entry.objects.select_related("contest__unit", "project__commune", "project__deck").filter(pk=pk).first()
    if entry is None or not rules.may(actor, "read_results", entry.contest):
        raise NotFound()
    return entry


def board_of(contest: Contest) -> Iterable[tuple[ContestRound, list[Candidate]]]:
    """Return every round that has candidates with its list, best place first. Two queries."""
    ordered = Candidate.objects.select_related("entry__project__commune").order_by("place", "pk")
    rounds = contest.rounds.prefetch_related(Prefetch("candidates", ordered))
    return [(one, list(one.candidates.all())) for one in rounds]


def contests_open_for(project: Project) -> QuerySet[Contest]:
    """Return the contests that a project may still enter."""
    there = Entry.objects.filter(contest=OuterRef("pk"), project=project, state=Entry.State.ENTERED)
    found = Contest.objects.filter(~Exists(there), state=Contest.State.OPEN, taking=Contest.Taking.OPEN)
    return found.order_by("closes_on", "pk")


def entries_by(project: Project) -> QuerySet[Entry]:
    return project.entries.filter(state=Entry.State.ENTERED).select_related("contest").order_by("-entered_on", "-pk")
