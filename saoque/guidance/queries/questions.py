"""Questions: one by one through a door, lists for askers, officers and everybody."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from saoque.guidance.models import Question, SearchEntry, Vote
from saoque.guidance.rules import OFFICER_ROLES, rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind

_STATE = Question.State


def get_question(actor: Actor, pk: int) -> Question:
    """Return the question with its votes counted. Raises `NotFound` alike for strange and for missing ones."""
    question = _counted(Question.objects.filter(pk=pk), actor).first()
    if question is None or not rules.may(actor, "read_question", question):
        raise NotFound()
    return question


def in_area_of(actor: Actor) -> QuerySet[Question]:
    """Return the questions that the actor answers: the same right as rule "answer", as one query."""
    allowed = Q(pk__in=[])
    for standing in actor.having(*OFFICER_ROLES):
        if standing.role == Role.ADMIN:
            return Question.objects.exclude(state=_STATE.WITHDRAWN)
        if standing.role in YOUTH_ROLES and standing.unit_kind == UnitKind.YOUTH_COMMUNE:
            allowed |= Q(commune=standing.commune) if standing.commune else Q(pk__in=[])
        elif standing.province:
            allowed |= Q(province=standing.province)
    return Question.objects.filter(allowed).exclude(state=_STATE.WITHDRAWN)


def queue_of(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[Question]:
    """Return the officers' list, what waits longest first."""
    rows = in_area_of(actor)
    if state in _STATE.values:
        rows = rows.filter(state=state)
    words = [f" {word}" for word in fold(text).split()]
    if words:
        rows = rows.filter(search__holds_all=words)
    return rows.select_related("asker", "answered_in").order_by("due_on", "pk")


def asked_by(actor: Actor) -> QuerySet[Question]:
    rows = Question.objects.filter(asker=actor.user_id).exclude(state=_STATE.WITHDRAWN)
    return rows.order_by("-asked_at", "-pk")


def published(actor: Actor, *, about: Collection[str] | None = None) -> QuerySet[Question]:
    """Return published questions, the most helpful first; `about` keeps those of some pages or criteria."""
    rows = Question.objects.filter(state=_STATE.PUBLISHED)
    if about is not None:
        rows = rows.filter(about__in=about)
    return _counted(rows, actor).order_by(F("helpful").desc(), "-answered_at", "pk")


def about_criteria(card: str, code: str) -> list[str]:
    """Return how questions name this criterion in every set that shares its guidance. One query."""
    rows = SearchEntry.objects.filter(kind=SearchEntry.Kind.CRITERION).values_list("targets", flat=True)
    shared = next((targets for targets in rows if [card, code] in targets), [[card, code]])
    return [f"criterion:{one}:{line}" for one, line in shared]


def _counted(rows: QuerySet[Question], actor: Actor) -> QuerySet[Question]:
    mine = Vote.objects.filter(question=OuterRef("pk"), user=actor.user_id)
    return rows.select_related("answered_in").annotate(helpful=Count("votes"), voted=Exists(mine))
