"""Who came and who stayed away: the next fair's selection reads it."""

from django.db import transaction

from saoque.fairs.actions.checks import in_time
from saoque.fairs.flow import exhibitor_flow
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.outcome_flow import LOGGING
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor


def mark(exhibitor: Exhibitor, *, came: bool, actor: Actor) -> None:
    """Note that an exhibitor came, or was absent without a word."""
    acting = rules.require(actor, "organise", exhibitor.fair)
    in_time(exhibitor.fair, LOGGING)
    exhibitor_flow.apply(exhibitor, "come" if came else "miss", acting, data={"fair": exhibitor.fair_id})


@transaction.atomic
def mark_those_who_logged(fair: Fair, *, actor: Actor) -> int:
    """Note everybody who has written a day as having come; return how many were."""
    acting = rules.require(actor, "organise", fair)
    in_time(fair, LOGGING)
    logged = fair.exhibitors.filter(state=Exhibitor.State.CHOSEN, days__isnull=False).distinct().order_by("pk")
    count = 0
    for one in logged:
        exhibitor_flow.apply(one, "come", acting, data={"fair": fair.pk})
        count += 1
    return count
