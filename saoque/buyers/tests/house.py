"""The room's part in the tests of the whole house: the demonstration's threads, and one with everything open in it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from saoque.buyers.actions import agreements, inquiries, meetings, requests, samples
from saoque.buyers.models import Agreement, BuyingRequest, Entry, Inquiry, KeptVerdict, MeetingSlot, Sample
from saoque.buyers.queries.requests import get_request
from saoque.buyers.queries.threads import get_inquiry, get_sample
from saoque.kernel.calendar import today
from saoque.producers.models import Product
from saoque.producers.tests.factories import pdf
from saoque.site.demo.cast import Cast

SHOWS = {f"buyers:{name}" for name in ("home", "request", "change", "wanted", "wanted_one", "threads", "thread")}  # fmt: skip
DEFECTS = {
    "an answer without a day": (lambda: Inquiry.objects.exclude(waiting_on="").update(answer_by=None), "without a day"),
    "an ended thread that waits": (
        lambda: Inquiry.objects.exclude(waiting_on="").update(state="declined"),
        "is over and still waits",
    ),
    "an offer without its line": (lambda: Entry.objects.filter(kind="quoted").delete(), "an offer is not in its log"),
    "silence without a record": (lambda: Entry.objects.filter(kind="silent").delete(), "without a record"),
    "an agreement of one side": (
        lambda: Agreement.objects.filter(state="standing").update(confirmed_by_buyer=None),
        "without both confirmations",
    ),
    "a pool of more than there is": (
        lambda: KeptVerdict.objects.filter(amount__gt=0).update(free=0),
        "takes more than is free",
    ),
}


def prepare(cast: Cast) -> None:
    """A signed paper at the agreement, and one more sample asked for."""
    shop = cast.actor("shop")
    agreements.put_file(Agreement.objects.get(state="standing"), pdf("Thỏa thuận.pdf"), actor=shop)
    inquiry = Inquiry.objects.get(state="agreed")
    samples.ask_sample(get_inquiry(shop, inquiry.pk), "1 hũ mẻ mới", actor=shop)


def things() -> dict[str, object]:
    inquiry = Inquiry.objects.get(state="agreed")
    return {
        "buyers.request": inquiry.request_id,
        "buyers.thread": inquiry.pk,
        "buyers.sample": Sample.objects.filter(inquiry=inquiry).exclude(state="judged")[0].pk,
        "buyers.agreement": Agreement.objects.get(inquiry=inquiry, state="standing").pk,
        "buyers.slot": MeetingSlot.objects.get(state="taken").pk,
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    shop, owner = cast.actor("shop"), cast.actor("dau")
    product = Product.objects.select_related("producer__unit", "selling").get(
        selling__isnull=False, inquiries__state="agreed"
    )
    told = requests.Wanted(
        f"={probe}",
        (product.scorecard,),
        5,
        product.selling.unit,
        today() + timedelta(days=9),
        words=f"{probe} {probe}",
    )
    made = requests.state_request(told, actor=shop)
    requests.move_request(made, "open_request", actor=shop)
    request = get_request(shop, made.pk)
    [inquiry] = inquiries.ask_for_quotes(request, [(product, 5)], f"={probe}", actor=shop)
    quote = inquiries.Quote(1000, 5, today(), today() + timedelta(days=50), today() + timedelta(days=9), f"={probe}")
    inquiries.quote(get_inquiry(owner, inquiry.pk), quote, actor=owner)
    inquiries.write_message(get_inquiry(shop, inquiry.pk), f"{probe}\n{probe}", actor=shop)
    sample = samples.ask_sample(get_inquiry(shop, inquiry.pk), f"={probe}", actor=shop)
    samples.send_sample(get_sample(owner, sample.pk), probe[:80], probe[:60], actor=owner)
    samples.receive_sample(get_sample(shop, sample.pk), actor=shop)
    samples.judge_sample(get_sample(shop, sample.pk), "mend", f"={probe}", actor=shop)
    meeting = meetings.Meeting(f"={probe}", f"{probe}", timezone.now() + timedelta(days=4))
    slot = meetings.offer_slot(request, meeting, actor=shop)
    meetings.take_slot(slot, get_inquiry(owner, inquiry.pk), actor=owner)
    terms = agreements.Terms(1, 1000, today(), today() + timedelta(days=50), words=f"={probe}")
    agreement = agreements.propose(get_inquiry(shop, inquiry.pk), terms, actor=shop)
    agreements.confirm(Agreement.objects.get(pk=agreement.pk), actor=owner)
    kept = Agreement.objects.get(pk=agreement.pk)
    agreements.put_file(kept, pdf(f"{probe}.pdf"), actor=shop)
    agreements.record_delivery(kept, today(), Decimal(1), uuid4(), actor=owner)
    return {
        "buyers.request": BuyingRequest.objects.get(pk=made.pk).pk, "buyers.thread": inquiry.pk,
        "buyers.sample": sample.pk, "buyers.agreement": agreement.pk, "buyers.slot": slot.pk,
    }  # fmt: skip
