"""A producer's facts from its records, and what the policies answer."""

from datetime import date

from saoque.capital.match import RegisterPlaces
from saoque.capital.models import Claim, Payment, Told, Work
from saoque.capital.rules import rules
from saoque.certificates.models import Certificate
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.knowledge import KnowledgeError
from saoque.knowledge.policies import Answer, Event, Facts, Match, Received, match_all
from saoque.producers.models import Paper, Producer
from saoque.producers.queries import get_producer
from saoque.sources.queries import record_of, records_of

_ORDER = {Answer.YES: 0, Answer.UNKNOWN: 1, Answer.NO: 2}


def get_own(actor: Actor, pk: int) -> Producer:
    """Return a producer whose support and loans the actor may see. Raises `NotFound`."""
    producer = get_producer(actor, pk)
    if not rules.may(actor, "see", producer):
        raise NotFound()
    return producer


def province_of(producer: Producer) -> str:
    return producer.commune.parent.code if producer.commune.parent else ""


def works_of(producer: Producer) -> list[Work]:
    return list(Work.objects.filter(producer=producer, removed_at=None).select_related("product"))


def get_work(actor: Actor, pk: int) -> Work:
    work = (
        Work.objects.select_related("producer__unit", "producer__commune__parent")
        .filter(pk=pk, removed_at=None)
        .first()
    )
    if work is None or not rules.may(actor, "see", work):
        raise NotFound()
    return work


def facts_of(producer: Producer, on: date | None = None) -> Facts:
    """Return what the records say of a producer on a day. Five queries, however much there is.

    Recognitions come from certificates, money received from payments; how many products of the commune were supported
    before is known to the payer alone, so it stays unknown.
    """
    day = on or today()
    told = Told.objects.filter(producer=producer).first() or Told(producer=producer)
    payments = Payment.objects.filter(claim__producer=producer).select_related("claim__product")
    kinds = Paper.objects.filter(producer=producer, removed_at=None).exclude(kind="").values_list("kind", flat=True)
    received = tuple(
        Received(p.claim.policy.partition("#")[2], p.claim.product.name if p.claim.product else None, p.amount)
        for p in payments
    )
    return Facts(
        on=day,
        place=producer.commune.code,
        former_place=producer.old_place.code if producer.old_place else None,
        legal_form=producer.legal_form,
        events=(*_recognitions(producer, day), *_works(producer, day)),
        works_known=told.works,
        received=received if told.received or received else None,
        received_known=told.received,
        papers=frozenset(kinds),
    )


def _recognitions(producer: Producer, day: date) -> list[Event]:
    """Each certificate with the star that the product had before it."""
    before: dict[int, int] = {}
    found = []
    given = Certificate.objects.filter(product__producer=producer, issued_on__lte=day).select_related("product")
    for one in given.order_by("issued_on", "pk"):
        found.append(
            Event(
                "recognition", product=one.product.name, on=one.issued_on, star=one.star,
                star_before=before.get(one.product_id, 0),
            )
        )  # fmt: skip
        before[one.product_id] = one.star
    return found


def _works(producer: Producer, day: date) -> list[Event]:
    return [
        Event(
            one.trigger, product=one.product.name if one.product else None, on=one.done_on, cost=one.cost,
            area_m2=one.area_m2, persons=one.persons, months=one.months, minimum_wage=one.minimum_wage,
            star_before=one.product.star if one.product and one.product.star == 0 else None,
        )
        for one in works_of(producer)
        if one.done_on <= day
    ]  # fmt: skip


def matches_for(producer: Producer) -> list[Match]:
    """Return every policy with its answer: those that one may have first, then those that lack a fact, last the others."""
    policies = records_of("policy", province=province_of(producer))
    found = match_all(policies, facts_of(producer), RegisterPlaces())
    return sorted(found, key=lambda one: (_ORDER[one.answer], one.record.name))


def match_for(producer: Producer, key: str) -> Match:
    """Return the answer of one policy. Raises `NotFound` for one that is none."""
    try:
        record = record_of(key, province=province_of(producer))
    except KnowledgeError:
        raise NotFound() from None
    if record.kind != "policy":
        raise NotFound()
    return match_all([record], facts_of(producer), RegisterPlaces())[0]


def open_claims_of(producer: Producer) -> dict[str, Claim]:
    """Return the claims under way by the key of their policy."""
    ended = (Claim.State.CLOSED, Claim.State.REFUSED, Claim.State.WITHDRAWN)
    return {claim.policy: claim for claim in Claim.objects.filter(producer=producer).exclude(state__in=ended)}
