"""Requests as their buyer reads them, and as producers of their sets do."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from saoque.buyers import matching
from saoque.buyers.matching import Verdict
from saoque.buyers.models import BuyingRequest, Inquiry, KeptVerdict, MeetingSlot, WantedSet
from saoque.buyers.rules import rules
from saoque.buyers.supply import supply_of, wanted_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import Role
from saoque.producers.models import Producer, Product

ORDERS = {"moi": ("-created_at", "-pk"), "han": ("answer_until", "-pk"), "ten": ("title", "-pk")}


def _whole() -> QuerySet[BuyingRequest]:
    return BuyingRequest.objects.select_related("buyer", "province", "kept_match").prefetch_related("sets")


def get_request(actor: Actor, pk: int) -> BuyingRequest:
    """Return a request of the actor's own unit. Raises `NotFound`."""
    found = _whole().filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_request", found):
        raise NotFound()
    return found


def my_requests(actor: Actor, text: str = "", state: str = "", order: str = "moi") -> QuerySet[BuyingRequest]:
    """Return the unit's requests with how many were asked, and how many threads wait for the buyer."""
    found = BuyingRequest.objects.filter(buyer__in=actor.unit_ids(Role.BUYER)).select_related("province")
    if state in BuyingRequest.State.values:
        found = found.filter(state=state)
    found = _worded(found, text).annotate(
        asked=Count("inquiries"), waiting=Count("inquiries", filter=Q(inquiries__waiting_on="buyer"))
    )
    return found.order_by(*ORDERS.get(order, ORDERS["moi"]))


def _worded(found: QuerySet[BuyingRequest], text: str) -> QuerySet[BuyingRequest]:
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    return found


def verdicts_of(request: BuyingRequest, *, fits: bool | None = None) -> QuerySet[KeptVerdict]:
    """Return the kept answers, pool first, then the cheapest. Who has withdrawn the agreement meanwhile is gone at once."""
    asked = Inquiry.objects.filter(request=request, product=OuterRef("product")).values("pk")[:1]
    found = KeptVerdict.objects.filter(match__request=request, product__selling__shown_at__isnull=False)
    if fits is not None:
        found = found.filter(fits=fits)
    found = found.select_related("product__producer__commune").annotate(inquiry=Subquery(asked))
    return found.order_by("-fits", "-amount", "price", "pk")


def pool_of(request: BuyingRequest) -> list[KeptVerdict]:
    return [*verdicts_of(request, fits=True).filter(amount__gt=0)]


def asked_products(request: BuyingRequest, pks: list[int]) -> list[Product]:
    """Return those of the products that the page of the request shows; others are not there for the buyer."""
    shown = Product.objects.filter(pk__in=pks, selling__shown_at__isnull=False)
    return [*shown.select_related("producer__unit", "producer__commune", "selling").order_by("pk")]


def own_products(actor: Actor) -> QuerySet[Product]:
    return Product.objects.filter(producer__unit__in=actor.unit_ids(Role.PRODUCER))


def wanted_list(actor: Actor, text: str = "", *, mine: bool = True) -> QuerySet[BuyingRequest]:
    """Return the requests that take offers, by their last day; `mine`: only those for sets that one makes."""
    found = BuyingRequest.objects.filter(state=BuyingRequest.State.OPEN, answer_until__gte=today())
    if mine:
        sets = WantedSet.objects.filter(request=OuterRef("pk"), scorecard__in=own_products(actor).values("scorecard"))
        found = found.filter(Exists(sets))
    own = Inquiry.objects.filter(request=OuterRef("pk"), producer__unit__in=actor.unit_ids(Role.PRODUCER))
    found = _worded(found, text).select_related("buyer", "province").annotate(talking=Exists(own))
    return found.order_by("answer_until", "-pk")


def get_wanted(actor: Actor, pk: int) -> BuyingRequest:
    """Return an open request as any producer may read it. Raises `NotFound`."""
    found = _whole().filter(pk=pk).first()
    if found is None or not rules.may(actor, "see_wanted", found):
        raise NotFound()
    return found


@dataclass(frozen=True)
class OwnAnswer:
    """One of the producer's products before one request: fits or not, and the thread when there is one."""

    product: Product
    verdict: Verdict | None
    inquiry: Inquiry | None

    @property
    def may_offer(self) -> bool:
        """Shown to buyers, and nothing begun yet. One that does not fit in all can still be offered."""
        return self.inquiry is None and self.verdict is not None and self.verdict.offer.agreed


def own_answers(actor: Actor, request: BuyingRequest) -> list[OwnAnswer]:
    """Match one's own products of the sets now: what fits, and why something does not. A fixed number of queries."""
    wanted = wanted_of(request)
    products = list(own_products(actor).filter(scorecard__in=wanted.set_codes).order_by("sort", "pk"))
    producers = Producer.objects.filter(unit__in=actor.unit_ids(Role.PRODUCER)).values_list("pk", flat=True)
    offers = supply_of(wanted.set_codes, today(), producers=producers).offers_for(wanted)
    [found] = matching.match_all(offers, [wanted], today())
    verdicts = {int(one.offer.id): one for one in found.verdicts}
    inquiries = {one.product_id: one for one in Inquiry.objects.filter(request=request, product__in=products)}
    return [OwnAnswer(one, verdicts.get(one.pk), inquiries.get(one.pk)) for one in products]


def slots_of(request: BuyingRequest) -> QuerySet[MeetingSlot]:
    shown = request.slots.exclude(state=MeetingSlot.State.CANCELLED)
    return shown.select_related("taken_by__producer").order_by("begins_at", "pk")
