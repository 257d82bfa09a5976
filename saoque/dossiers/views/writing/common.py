"""What all pages of the producer share: whose dossier it is, and what stands at the top of its pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from saoque.dossiers.helping import marks_of
from saoque.dossiers.models import Dossier
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.road import road_of
from saoque.dossiers.rules import rules
from saoque.dossiers.talk import open_counts
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.people.roles import Role


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def is_own(actor: Actor, dossier: Dossier) -> bool:
    return dossier.producer.unit_id in actor.unit_ids(Role.PRODUCER)


def own_dossier(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier whose own pages the actor opens: the producer's people, and helpers under its consent.

    Offices and strangers get the same `NotFound` as for a missing one.
    """
    dossier = get_dossier(actor_of(request), pk)
    if not rules.may(actor_of(request), "open_pages", dossier):
        raise NotFound()
    return dossier


def may_write(request: HttpRequest, dossier: Dossier) -> bool:
    return rules.may(actor_of(request), "write", dossier)


def head(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """Return what the top of each page shows, and the marks that stand beside what helpers changed."""
    actor = actor_of(request)
    marks = marks_of(dossier)
    own = is_own(actor, dossier)
    return {
        "dossier": dossier,
        "road": road_of(dossier, short=True),
        "helping": not own,
        "marks": marks,
        "may_look": own,
        "shown_at": timezone.now().isoformat(),
        "talk": open_counts(actor, dossier),
    }


def clock(at: datetime | None = None) -> str:
    """Return the time in Vietnam, as «Đã lưu 14:02» says it; with the day when it was not today."""
    now = timezone.localtime()
    then = timezone.localtime(at) if at else now
    return then.strftime("%H:%M" if then.date() == now.date() else "%H:%M %d/%m/%Y")


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def say(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def refuse(error: DomainError) -> JsonResponse:
    return say({"error": str(error)}, error.status)
