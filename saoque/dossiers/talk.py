"""What is read of the talk beside a dossier's parts, and who has to look at it on the first screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.dossiers.consents import HELPER_ROLES, helped_by
from saoque.dossiers.models import Dossier, DossierState, Side, Thread
from saoque.dossiers.parts import Named, Place, places_of
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Level, Role

TODO_LIMIT = 20
_IN_COMMUNE = (DossierState.FILED, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED)


def readable(actor: Actor, dossier: Dossier) -> QuerySet[Thread]:
    """Return the threads of the dossier that the actor may read: none, those shared with offices, or all."""
    threads = Thread.objects.filter(dossier=dossier)
    if rules.may(actor, "open_pages", dossier):
        return threads
    return threads.filter(private=False) if rules.may(actor, "talk", dossier) else threads.none()


def get_thread(actor: Actor, dossier: Dossier, pk: int) -> Thread:
    """Return a thread that the actor may read. Raises `NotFound` alike for hidden and for missing ones."""
    found = readable(actor, dossier).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    found.dossier = dossier
    return found


def open_counts(actor: Actor, dossier: Dossier) -> dict[Named, int]:
    """Return how many threads are open at each part, for whoever may read them. One query beside the rights."""
    rows = readable(actor, dossier).filter(state=Thread.State.OPEN).order_by().values_list("target", "key")
    return {(target, key): count for target, key, count in rows.annotate(n=Count("pk"))}


def with_comments(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Open ones first, the latest word first; the comments come along in one query."""
    return threads.prefetch_related("comments__author", "comments__unit").order_by("state", "-last_at", "-pk")


def by_part(dossier: Dossier, threads: Iterable[Thread]) -> list[tuple[Place, list[Thread]]]:
    """Return the threads under their parts, in the order of the dossier's papers; parts that are gone are left out."""
    gathered: dict[Named, list[Thread]] = {}
    for thread in threads:
        gathered.setdefault((thread.target, thread.key), []).append(thread)
    places = places_of(dossier, gathered)
    return [(place, gathered[named]) for named, place in places.items()]


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """Return the dossiers in which another side spoke last, for each side that the person speaks for. One query each."""
    found: list[Todo] = []
    producers = actor.unit_ids(Role.PRODUCER)
    if producers:
        found += _todos(Q(dossier__producer__unit__in=producers), Side.PRODUCER)
    if actor.has(*HELPER_ROLES):
        helped = Dossier.objects.filter(helped_by(actor)).values("pk")
        found += _todos(Q(dossier__in=helped), Side.HELPER)
    if (at_office := _at_office(actor)) is not None:
        found += _todos(at_office, Side.OFFICE)
    return list({item.url: item for item in found}.values())


def _todos(where: Q, side: str) -> list[Todo]:
    waiting = Thread.objects.filter(where, state=Thread.State.OPEN).exclude(last_side=side)
    rows = (
        waiting.order_by()
        .values("dossier", "dossier__product__name")
        .annotate(n=Count("pk"), last=Max("last_at"))
        .order_by("-last")[:TODO_LIMIT]
    )
    return [_todo(row) for row in rows]


def _todo(row: Any) -> Todo:
    detail = ngettext("%(n)d trao đổi đang chờ bạn xem.", "%(n)d trao đổi đang chờ bạn xem.", row["n"])
    return Todo(
        title=_("Trao đổi về hồ sơ %(product)s") % {"product": row["dossier__product__name"]},
        detail=detail % {"n": row["n"]},
        url=reverse("dossiers:threads", args=[row["dossier"]]),
        button=_("Xem trao đổi"),
    )


def _at_office(actor: Actor) -> Q | None:
    """Return the shared threads of the dossiers that the actor's office has now; None for who is in no office."""
    where: Q | None = None
    for standing in actor.having(Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        if standing.commune:
            here = Q(dossier__commune__code=standing.commune, dossier__state__in=_IN_COMMUNE)
            where = here if where is None else where | here
    for standing in actor.having(Role.AGENCY_CLERK, Role.AGENCY_HEAD):
        level = Level.PROVINCE if standing.province else Level.MINISTRY
        here = Q(dossier__level=level) & ~Q(dossier__state__in=[DossierState.DRAFT, *_IN_COMMUNE])
        if standing.province:
            here &= Q(dossier__province__code=standing.province)
        where = here if where is None else where | here
    return None if where is None else where & Q(private=False, dossier__filed_at__isnull=False)
