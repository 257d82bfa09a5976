"""What the room promises about the days of a fair and what came of it."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from saoque.fairs.models import CostLine, DayLog, Deal, Fair, FollowUp
from saoque.fairs.months import due_on
from saoque.kernel.invariants import invariant
from saoque.ledger.models import Sale


@invariant
def fair_days_lie_within_their_fair() -> Iterator[str]:
    outside = Q(day__lt=F("exhibitor__fair__first_day")) | Q(day__gt=F("exhibitor__fair__last_day"))
    for pk in DayLog.objects.filter(outside).order_by("pk").values_list("pk", flat=True):
        yield f"fair day {pk}: lies outside its fair"
    twice = DayLog.objects.filter(exhibitor__producer__isnull=False, guest_sales__gt=0)
    for pk in twice.order_by("pk").values_list("pk", flat=True):
        yield f"fair day {pk}: has a guest's takings although the ledger keeps its sales"


@invariant
def fair_sales_belong_to_a_fair() -> Iterator[str]:
    known = {f"fairs.Fair:{pk}" for pk in Fair.objects.values_list("pk", flat=True)}
    told = Sale.objects.filter(occasion_key__startswith="fairs.Fair:").order_by("pk")
    for pk, key in told.values_list("pk", "occasion_key").iterator():
        if key not in known:
            yield f"sale {pk}: names {key}, which is no fair"


@invariant
def fair_deals_and_costs_hold_together() -> Iterator[str]:
    early = Deal.objects.filter(signed_on__lt=F("exhibitor__fair__first_day"))
    for pk in early.order_by("pk").values_list("pk", flat=True):
        yield f"fair deal {pk}: was signed before the fair"
    own = CostLine.objects.filter(pk=OuterRef("pk"), fair=OuterRef("exhibitor__fair"))
    for pk in (
        CostLine.objects.filter(~Exists(own), exhibitor__isnull=False).order_by("pk").values_list("pk", flat=True)
    ):
        yield f"fair cost {pk}: its exhibitor is of another fair"


@invariant
def fair_answers_are_not_early() -> Iterator[str]:
    for one in FollowUp.objects.select_related("exhibitor__fair").order_by("pk").iterator():
        if one.answered_on < due_on(one.exhibitor.fair.last_day, one.months):
            yield f"fair answer {one.pk}: was given before it was asked"
