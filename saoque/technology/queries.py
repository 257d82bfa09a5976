"""What is read of transfers and digital checks. Every list starts from what the actor may see."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer
from saoque.technology.models import DigitalCheck, Transfer
from saoque.technology.rules import rules


def _producers(actor: Actor) -> Q:
    """The producers whose transfers and checks the actor may read: the same right as the rules, as one condition."""
    allowed = Q(unit__in=actor.unit_ids(Role.PRODUCER))
    for standing in actor.having(*YOUTH_ROLES):
        if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
            allowed |= Q(commune__code=standing.commune) if standing.commune else Q(pk__in=[])
        elif standing.province:
            allowed |= Q(commune__parent__code=standing.province)
    return allowed


def visible_to(actor: Actor) -> QuerySet[Transfer]:
    return Transfer.objects.filter(producer__in=Producer.objects.filter(_producers(actor)))


def list_transfers(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[Transfer]:
    """Return transfers with producer and counts of measures, what is under way first, then the latest. One query."""
    found = visible_to(actor)
    for word in fold(text).split():
        found = found.filter(producer__search__contains=f" {word}")
    if state in Transfer.State.values:
        found = found.filter(state=state)
    return found.select_related("producer__commune", "unit", "product").annotate(
        measured=Count("measures", filter=Q(measures__after__isnull=False)), to_measure=Count("measures")
    ).order_by(F("ended_on").desc(nulls_first=True), "-opened_at", "-pk")  # fmt: skip


def get_transfer(actor: Actor, pk: int) -> Transfer:
    """Return the transfer with its producer. Raises `NotFound` alike for strange and for missing ones."""
    found = (
        Transfer.objects.select_related("producer__unit", "producer__commune__parent", "product", "unit")
        .filter(pk=pk)
        .first()
    )
    if found is None or not rules.may(actor, "read_transfer", found.producer):
        raise NotFound()
    return found


def get_check_producer(actor: Actor, pk: int) -> Producer:
    """Return the producer whose digital checks the actor may read. Raises `NotFound`."""
    found = Producer.objects.select_related("unit", "commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_check", found):
        raise NotFound()
    return found


def checks_of(producer: Producer) -> QuerySet[DigitalCheck]:
    """Return the producer's checks, newest first."""
    return DigitalCheck.objects.filter(producer=producer).select_related("answered_by").order_by("-answered_at", "-pk")


def producers_with_checks(actor: Actor, text: str = "") -> QuerySet[Producer]:
    """Return the producers with `last_score` and `last_check` of their latest check, least digital first. One query."""
    latest = DigitalCheck.objects.filter(producer=OuterRef("pk")).order_by("-answered_at", "-pk")
    found = Producer.objects.filter(_producers(actor))
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    return found.select_related("commune").annotate(
        last_score=Subquery(latest.values("score")[:1]), last_check=Subquery(latest.values("answered_on")[:1])
    ).order_by(F("last_score").asc(nulls_first=True), "sort", "pk")  # fmt: skip
