"""Everybody who has written a day came: the next fair's selection reads who did not."""

from django.db import transaction

from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor


@transaction.atomic
def mark_those_who_logged(fair: Fair, *, actor: Actor) -> int:
    """Note everybody who has written a day as having come; return how many were."""
    rules.require(actor, "organise", fair)
    logged = fair.exhibitors.filter(state=Exhibitor.State.CHOSEN, days__isnull=False).distinct().order_by("pk")
    count = 0
    for one in logged.select_related("fair"):
        mark_attendance(one, came=True, actor=actor)
        count += 1
    return count
