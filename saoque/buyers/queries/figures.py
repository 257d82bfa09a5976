"""How many answer and how fast: each side reads its own figures, offices those of their area, and what is silent now."""

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from saoque.buyers.models import Inquiry, Side
from saoque.buyers.rules import OFFICES
from saoque.kernel.access import Actor
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.producers.models import Producer


def _numbers(side: Side, path: str = "") -> dict[str, Any]:
    """Of the threads that the other side began: how many there are, were answered, ended in this side's silence."""
    begun = Q(**{f"{path}begun_by": Side.BUYER if side == Side.PRODUCER else Side.PRODUCER})
    answered = begun & Q(**{f"{path}answered_on__isnull": False})
    time = ExpressionWrapper(F(f"{path}answered_on") - F(f"{path}sent_on"), output_field=DurationField())
    return {
        "asked": Count(f"{path}pk", filter=begun),
        "answered": Count(f"{path}pk", filter=answered),
        "silent": Count(f"{path}pk", filter=Q(**{f"{path}silent_side": side})),
        "time": Avg(time, filter=answered),
    }


def days(time: timedelta | None) -> float | None:
    """Calendar days, one decimal; None when nothing was answered."""
    return None if time is None else round(time.total_seconds() / 86400, 1)


def own_figures(actor: Actor) -> dict[str, dict[str, Any]]:
    """Return one's own figures by side; a side on which one does not stand is left out. One query a side."""
    sides = {
        Side.BUYER: Q(request__buyer__in=actor.unit_ids(Role.BUYER)),
        Side.PRODUCER: Q(producer__unit__in=actor.unit_ids(Role.PRODUCER)),
    }
    roles = {Side.BUYER: Role.BUYER, Side.PRODUCER: Role.PRODUCER}
    return {
        side.value: Inquiry.objects.filter(mine).aggregate(**_numbers(side))
        for side, mine in sides.items()
        if actor.has(roles[side])
    }


def _area(actor: Actor, path: str) -> Q:
    """The communes and provinces of the actor's offices: the rule `has_producer_in_area` as one condition."""
    area = Q(pk__in=[])
    for standing in actor.having(*OFFICES):
        if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
            if standing.commune:
                area |= Q(**{f"{path}commune__code": standing.commune})
        elif standing.province:
            area |= Q(**{f"{path}commune__parent__code": standing.province})
    return area


def producers_in_area(actor: Actor) -> QuerySet[Producer]:
    """Return the producers of the area who were ever asked, the silent first."""
    numbers = _numbers(Side.PRODUCER, "inquiries__")
    found = Producer.objects.filter(_area(actor, "")).annotate(
        asked=numbers["asked"], answered=numbers["answered"], silent=numbers["silent"], time=numbers["time"]
    )
    return found.filter(asked__gt=0).select_related("commune").order_by("-silent", "-asked", "sort", "pk")


def buyers_in_area(actor: Actor) -> QuerySet[Unit]:
    """Return the buyers who talk with producers of the area, with their answers to those; the silent first."""
    path = "buying_requests__inquiries__"
    numbers = _numbers(Side.BUYER, path)
    found = Unit.objects.filter(_area(actor, f"{path}producer__"), kind=UnitKind.BUYER).annotate(
        asked=numbers["asked"], answered=numbers["answered"], silent=numbers["silent"], time=numbers["time"]
    )
    return found.order_by("-silent", "-asked", "sort", "pk")


def silences(actor: Actor) -> QuerySet[Inquiry]:
    """Return the threads of the area in which somebody is late, the longest silence first. No word of the thread itself."""
    late = Inquiry.objects.filter(_area(actor, "producer__"), silence_step__gt=0)
    return late.select_related("request__buyer", "product", "producer__commune").order_by("answer_by", "pk")
