"""Everybody who has written or sold something came: the next fair's selection reads who did not."""

from django.db import transaction
from django.db.models import Q

from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.queries.results import sales_of
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor


@transaction.atomic
def mark_those_who_logged(fair: Fair, *, actor: Actor) -> int:
    """Note everybody who has written a day, sold something or kept who asked as having come; return how many were."""
    rules.require(actor, "organise", fair)
    sold = Q(producer__isnull=False, producer__in=sales_of(fair).values("producer"))
    seen = Q(days__isnull=False) | Q(lead_rows__isnull=False) | sold
    logged = fair.exhibitors.filter(seen, state=Exhibitor.State.CHOSEN).values("pk")
    count = 0
    for one in fair.exhibitors.filter(pk__in=logged).select_related("fair").order_by("pk"):
        mark_attendance(one, came=True, actor=actor)
        count += 1
    return count
