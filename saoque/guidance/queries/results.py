"""What participants did after a class, from the records of the rooms below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from saoque.certificates.models import Certificate
from saoque.dossiers.models import Filing
from saoque.guidance.models import FollowUp, Registration
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.models import Membership
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Product

KINDS = ("products", "dossiers", "stars")


def done_since(registrations: Sequence[Registration]) -> dict[int, dict[str, int]]:
    """Count, by registration, products registered, dossiers filed and certificates issued after the class began.

    What a participant's producers did counts for each participant who belongs to them. Four queries.
    """
    units = defaultdict(set)
    held = Membership.objects.filter(user__in={one.user_id for one in registrations}, role=Role.PRODUCER)
    for user, unit in held.values_list("user", "unit"):
        units[user].add(unit)
    every = {unit for mine in units.values() for unit in mine}
    days = {
        "products": _by_unit(
            Product.objects.filter(producer__unit__in=every).values_list("producer__unit", "created_at")
        ),
        "dossiers": _by_unit(
            Filing.objects.filter(dossier__producer__unit__in=every).values_list("dossier__producer__unit", "filed_at")
        ),
        "stars": _by_unit(
            Certificate.objects.filter(product__producer__unit__in=every).values_list(
                "product__producer__unit", "issued_on"
            )
        ),
    }
    return {one.pk: {kind: _after(one, days[kind], units[one.user_id]) for kind in KINDS} for one in registrations}


def _by_unit(rows: Iterable[tuple[int, object]]) -> dict[int, list[object]]:
    found = defaultdict(list)
    for unit, moment in rows:
        found[unit].append(moment)
    return found


def _after(registration: Registration, days: dict[int, list[object]], units: Iterable[int]) -> int:
    began = registration.training.starts_at
    first = timezone.localdate(began)
    moments = [moment for unit in units for moment in days.get(unit, ())]
    return sum(
        (moment >= began) if hasattr(moment, "hour") else (moment > first)  # type: ignore[operator]
        for moment in moments
    )


def follow_ups_for(actor: Actor, *, due_only: bool = False) -> QuerySet[FollowUp]:
    """Return the follow-ups of the actor's units and of the communes below, the earliest open one first."""
    units = actor.unit_ids(*YOUTH_ROLES)
    mine = FollowUp.objects.filter(registration__training__unit__in=units) | FollowUp.objects.filter(
        registration__training__unit__parent__in=units
    )
    if due_only:
        mine = mine.filter(state=FollowUp.State.OPEN, due_on__lte=today())
    return mine.select_related("registration__user", "registration__training__unit").order_by("state", "due_on", "pk")
