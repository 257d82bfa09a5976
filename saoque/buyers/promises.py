"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q

from saoque.buyers.models import Agreement, Entry, Inquiry, KeptVerdict, MeetingSlot
from saoque.kernel.invariants import invariant

_OVER = ("declined", "turned_down", "withdrawn", "silent")


@invariant
def threads_know_who_owes_an_answer() -> Iterator[str]:
    half = (Q(waiting_on="") & Q(answer_by__isnull=False)) | (~Q(waiting_on="") & Q(answer_by__isnull=True))
    for pk in Inquiry.objects.filter(half).values_list("pk", flat=True):
        yield f"inquiry {pk}: somebody owes an answer without a day, or a day without somebody"
    for pk in Inquiry.objects.filter(state__in=_OVER).exclude(waiting_on="").values_list("pk", flat=True):
        yield f"inquiry {pk}: is over and still waits"
    for pk in Inquiry.objects.exclude(producer=F("product__producer")).values_list("pk", flat=True):
        yield f"inquiry {pk}: is with another producer than the product's"


@invariant
def offers_and_silences_are_logged() -> Iterator[str]:
    offers = Entry.objects.filter(kind__in=("quoted", "offered"))
    counted = Inquiry.objects.annotate(
        offers=Count("quotations", distinct=True),
        lines=Count("entries", filter=Q(entries__in=offers), distinct=True),
    )
    for pk in counted.exclude(offers=F("lines")).values_list("pk", flat=True):
        yield f"inquiry {pk}: an offer is not in its log"
    logged = Entry.objects.filter(inquiry=OuterRef("pk"), kind="silent")
    for pk in Inquiry.objects.filter(~Exists(logged), state="silent").values_list("pk", flat=True):
        yield f"inquiry {pk}: ended in silence without a record"


@invariant
def agreements_stand_on_two_confirmations() -> Iterator[str]:
    one_sided = Q(confirmed_by_buyer__isnull=True) | Q(confirmed_by_producer__isnull=True) | Q(agreed_on__isnull=True)
    for pk in Agreement.objects.filter(one_sided, state__in=("standing", "ended")).values_list("pk", flat=True):
        yield f"agreement {pk}: stands without both confirmations"


@invariant
def meetings_are_of_the_same_request() -> Iterator[str]:
    astray = MeetingSlot.objects.filter(taken_by__isnull=False).exclude(request=F("taken_by__request"))
    for pk in astray.values_list("pk", flat=True):
        yield f"slot {pk}: taken by a thread of another request"


@invariant
def pools_take_what_is_free() -> Iterator[str]:
    over = KeptVerdict.objects.filter(Q(amount__gt=F("free")) | Q(amount__gt=0, fits=False))
    for pk in over.values_list("pk", flat=True):
        yield f"verdict {pk}: the pool takes more than is free"
