"""Claims of an area, and their sums by source of money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from saoque.capital.models import Claim, ClaimNeed, Payment
from saoque.capital.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind

_WITH = ("producer__unit", "producer__commune__parent", "producer__old_place__parent__parent", "product")


def area_of(actor: Actor, prefix: str = "producer__") -> Q:
    """Return the condition for what belongs to producers that the actor's room rights reach; see `rules`."""
    allowed = Q(pk__in=[])
    own = actor.unit_ids(Role.PRODUCER)
    if own:
        allowed |= Q(**{f"{prefix}unit__in": own})
    for standing in actor.having(*YOUTH_ROLES):
        if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
            if standing.commune:
                allowed |= Q(**{f"{prefix}commune__code": standing.commune})
        elif standing.province:
            allowed |= Q(**{f"{prefix}commune__parent__code": standing.province})
    return allowed


@dataclass(frozen=True)
class ClaimFilter:
    """Everything may be empty; days bound when money was promised or, before that, when the claim was begun."""

    text: str = ""
    state: str = ""
    payer: str = ""
    since: date | None = None
    until: date | None = None


def find_claims(actor: Actor, wanted: ClaimFilter | None = None) -> QuerySet[Claim]:
    """Return the claims that the actor may see, newest first."""
    asked = wanted or ClaimFilter()
    found = Claim.objects.filter(area_of(actor)).select_related(*_WITH)
    for word in fold(asked.text).split():
        found = found.filter(Q(producer__search__contains=f" {word}"))
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.payer:
        found = found.filter(payer=asked.payer)
    if asked.since:
        found = found.filter(Q(promised_on__gte=asked.since) | Q(promised_on=None, created_at__date__gte=asked.since))
    if asked.until:
        found = found.filter(Q(promised_on__lte=asked.until) | Q(promised_on=None, created_at__date__lte=asked.until))
    return found.order_by("-created_at", "-pk")


def sums_by_payer(claims: QuerySet[Claim]) -> list[dict[str, Any]]:
    """Return for each source of money: how many claims, promised and paid in VND. One query."""
    rows = (
        claims.exclude(payer="")
        .order_by()
        .values("payer")
        .annotate(count=Count("pk"), promised=Sum("promised_amount"), paid=Sum("paid_amount"))
        .annotate(left=F("promised") - F("paid"))
        .order_by("-promised", "payer")
    )
    return [dict(row) for row in rows]


def get_claim(actor: Actor, pk: int) -> Claim:
    """Return a claim that the actor may see. Raises `NotFound`."""
    claim = Claim.objects.select_related(*_WITH).filter(pk=pk).first()
    if claim is None or not rules.may(actor, "see", claim):
        raise NotFound()
    return claim


def get_need(actor: Actor, pk: int) -> ClaimNeed:
    need = (
        ClaimNeed.objects.select_related("claim__producer__unit", "claim__producer__commune__parent")
        .filter(pk=pk)
        .first()
    )
    if need is None or not rules.may(actor, "see", need):
        raise NotFound()
    return need


def get_payment(actor: Actor, pk: int) -> Payment:
    payment = Payment.objects.select_related("proof", "claim__producer__commune__parent").filter(pk=pk).first()
    if payment is None or not rules.may(actor, "see", payment):
        raise NotFound()
    return payment
