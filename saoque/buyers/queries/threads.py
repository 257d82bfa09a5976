"""Threads: the two parties read them whole, nobody else reads them at all."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from saoque.buyers.models import Agreement, Entry, Inquiry, MeetingSlot, Sample, Side
from saoque.buyers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.ledger.models import Sale
from saoque.people.phones import normalise_phone, show_phone
from saoque.people.roles import Role


@dataclass(frozen=True)
class Contact:
    """How to reach one side, once both have agreed."""

    name: str
    phone: str
    email: str


def get_inquiry(actor: Actor, pk: int) -> Inquiry:
    """Return a thread of which the actor is a party. Raises `NotFound`."""
    agreements = Agreement.objects.select_related("file")
    found = (
        Inquiry.objects.select_related(
            "request__buyer", "request__province", "product__selling", "producer__unit", "producer__commune__parent",
            "buyer_contact", "producer_contact",
        )
        .prefetch_related("quotations", "samples", Prefetch("agreements", agreements))
        .filter(pk=pk)
        .first()
    )  # fmt: skip
    if found is None or not rules.may(actor, "read_inquiry", found):
        raise NotFound()
    return found


def _mine(actor: Actor) -> Q:
    return Q(request__buyer__in=actor.unit_ids(Role.BUYER)) | Q(producer__unit__in=actor.unit_ids(Role.PRODUCER))


def my_threads(actor: Actor, text: str = "", state: str = "") -> QuerySet[Inquiry]:
    """Return the threads of the actor's units, latest first; `state` "toi" for those that wait for oneself."""
    found = Inquiry.objects.filter(_mine(actor))
    if state == "toi":
        found = found.filter(_waits_for(actor))
    elif state in Inquiry.State.values:
        found = found.filter(state=state)
    for word in fold(text).split():
        found = found.filter(Q(product__search__contains=f" {word}") | Q(request__search__contains=f" {word}"))
    return found.select_related("request__buyer", "product", "producer").order_by("-sent_on", "-pk")


def _waits_for(actor: Actor) -> Q:
    buys = Q(request__buyer__in=actor.unit_ids(Role.BUYER), waiting_on=Side.BUYER)
    return buys | Q(producer__unit__in=actor.unit_ids(Role.PRODUCER), waiting_on=Side.PRODUCER)


def waiting_for(actor: Actor) -> QuerySet[Inquiry]:
    """Return the threads in which the actor's side owes an answer, the most urgent first."""
    found = Inquiry.objects.filter(_waits_for(actor)).select_related("request__buyer", "product", "producer")
    return found.order_by("answer_by", "pk")


def entries_of(inquiry: Inquiry) -> QuerySet[Entry]:
    return Entry.objects.filter(inquiry=inquiry).select_related("by").order_by("-pk")


def contacts_of(inquiry: Inquiry) -> dict[str, Contact]:
    """Return both sides' contacts; nothing before both have agreed."""
    buyer, seller, producer = inquiry.buyer_contact, inquiry.producer_contact, inquiry.producer
    if buyer is None or seller is None:
        return {}
    return {
        Side.BUYER: Contact(buyer.full_name, show_phone(buyer.phone), buyer.email or ""),
        Side.PRODUCER: Contact(
            seller.full_name, _spoken(producer.phone) or show_phone(seller.phone), producer.email or seller.email or ""
        ),
    }  # fmt: skip


def _spoken(phone: str) -> str:
    """A producer's number the way people read it aloud; it is kept as digits with the leading zero."""
    return show_phone(normalise_phone(phone)) if phone else ""


def free_slots(inquiry: Inquiry) -> QuerySet[MeetingSlot]:
    ahead = MeetingSlot.objects.filter(request=inquiry.request_id, begins_at__gt=timezone.now())
    return ahead.filter(state=MeetingSlot.State.FREE).order_by("begins_at", "pk")


def meeting_of(inquiry: Inquiry) -> MeetingSlot | None:
    return inquiry.meetings.filter(state=MeetingSlot.State.TAKEN).order_by("-begins_at").first()


def get_slot(actor: Actor, pk: int) -> MeetingSlot:
    """Return a slot of one's own request, or a free or own one of a request with which one has a thread."""
    found = MeetingSlot.objects.select_related("request__buyer", "taken_by__producer__unit", "taken_by__request")
    slot = found.filter(pk=pk).first()
    if slot is None or not _reads_slot(actor, slot):
        raise NotFound()
    return slot


def _reads_slot(actor: Actor, slot: MeetingSlot) -> bool:
    if rules.may(actor, "read_request", slot.request):
        return True
    if slot.taken_by is not None:
        return rules.may(actor, "read_inquiry", slot.taken_by)
    return Inquiry.objects.filter(request=slot.request_id, producer__unit__in=actor.unit_ids(Role.PRODUCER)).exists()


def get_sample(actor: Actor, pk: int) -> Sample:
    found = Sample.objects.select_related("inquiry__request__buyer", "inquiry__producer__unit", "inquiry__product")
    sample = found.filter(pk=pk).first()
    if sample is None or not rules.may(actor, "read_inquiry", sample.inquiry):
        raise NotFound()
    return sample


def get_agreement(actor: Actor, pk: int) -> Agreement:
    found = Agreement.objects.select_related(
        "inquiry__request__buyer", "inquiry__request__province", "inquiry__producer__unit", "inquiry__product",
        "product", "file",
    )  # fmt: skip
    agreement = found.filter(pk=pk).first()
    if agreement is None or not rules.may(actor, "read_inquiry", agreement.inquiry):
        raise NotFound()
    return agreement


def my_agreements(actor: Actor) -> QuerySet[Agreement]:
    mine = Q(inquiry__request__buyer__in=actor.unit_ids(Role.BUYER))
    mine |= Q(inquiry__producer__unit__in=actor.unit_ids(Role.PRODUCER))
    found = Agreement.objects.filter(mine, state__in=("standing", "ended"))
    return found.select_related("product", "inquiry__request__buyer", "inquiry__producer").order_by("-agreed_on", "-pk")


def delivered(agreement: Agreement) -> dict[str, int]:
    """Return what was delivered under it: `quantity` units and `amount` VND. One query."""
    rows = Sale.objects.filter(occasion_key=f"buyers.Agreement:{agreement.pk}", struck_at=None)
    summed = rows.aggregate(quantity=Sum("quantity"), amount=Sum("amount"))
    return {name: number or 0 for name, number in summed.items()}
