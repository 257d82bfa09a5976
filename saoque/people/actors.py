"""From a signed-in user to the `Actor` that rules ask about."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from saoque.kernel.access import NOBODY, Actor, Standing
from saoque.kernel.calendar import today
from saoque.people.models import Membership


def held_today() -> QuerySet[Membership]:
    """Return the memberships that give rights today."""
    now = today()
    return Membership.objects.filter(since__lte=now).filter(Q(until__isnull=True) | Q(until__gte=now))


def actor_for(user: Any) -> Actor:
    """Return the actor with every role held today, in one query."""
    if user is None or not user.is_authenticated:
        return NOBODY
    now = today()
    # Asked at every request. The days are compared here, as in `held_today`: a person has few memberships, and
    # composing the conditions cost more than reading those that have ended.
    memberships = (
        Membership.objects.filter(user=user)
        .order_by("pk")
        .values_list("since", "until", "role", "unit_id", "unit__kind", "unit__commune__code", "unit__province__code")
    )
    return Actor(
        user=user,
        standings=tuple(
            Standing(role=role, unit_id=unit_id, unit_kind=kind, commune=commune or "", province=province or "")
            for since, until, role, unit_id, kind, commune, province in memberships
            if since <= now and (until is None or now <= until)
        ),
    )


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the middleware gave to the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
