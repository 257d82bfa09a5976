"""Samples: asked for by the buyer, sent by the producer, received and judged by the buyer."""

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.buyers import notices
from saoque.buyers.actions.thread import need, note, said
from saoque.buyers.flow import sample_flow
from saoque.buyers.models import Entry, Inquiry, Sample, Side
from saoque.buyers.rules import rules
from saoque.buyers.terms import at_rest, waiting
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set

_TRYING = (Inquiry.State.ASKED, Inquiry.State.QUOTED, Inquiry.State.AGREED)


@transaction.atomic
def ask_sample(inquiry: Inquiry, what: str, *, actor: Actor) -> Sample:
    acting = rules.require(actor, "choose", inquiry)
    need(inquiry, *_TRYING)
    words = said(what, 200, field="what", least=3, lacks=_("Hãy ghi xin mẫu gì, bao nhiêu."))
    if inquiry.samples.exclude(state=Sample.State.JUDGED).exists():
        raise DomainError(_("Còn một mẫu chưa xong. Hãy nhận xét mẫu đó trước."))
    sample = Sample.objects.create(inquiry=inquiry, what=words, asked_on=today())
    audit.record(sample, "ask_sample", acting, to_state=sample.state, data={"what": words})
    _turn(inquiry, Side.PRODUCER, acting, "ask_sample")
    note(inquiry, Entry.Kind.SAMPLE_ASKED, acting, Side.BUYER, words)
    notices.tell_news(inquiry, Side.PRODUCER, "sample_asked")
    return sample


@transaction.atomic
def send_sample(sample: Sample, carrier: str, tracking: str = "", *, actor: Actor) -> None:
    inquiry = sample.inquiry
    acting = rules.require(actor, "send_sample", inquiry)
    way = said(carrier, 80, field="carrier", least=2, lacks=_("Hãy ghi gửi qua đâu: xe khách, bưu điện, tự mang."))
    number = said(tracking, 60, field="tracking")
    sample_flow.apply(sample, "send_sample", acting, carrier=way, tracking=number, sent_on=today())
    _turn(inquiry, Side.BUYER, acting, "send_sample")
    note(inquiry, Entry.Kind.SAMPLE_SENT, acting, Side.PRODUCER, " · ".join(filter(None, [way, number])))
    notices.tell_news(inquiry, Side.BUYER, "sample_sent")


@transaction.atomic
def receive_sample(sample: Sample, *, actor: Actor) -> None:
    inquiry = sample.inquiry
    acting = rules.require(actor, "choose", inquiry)
    sample_flow.apply(sample, "receive_sample", acting, received_on=today())
    _turn(inquiry, Side.BUYER, acting, "receive_sample")
    note(inquiry, Entry.Kind.SAMPLE_RECEIVED, acting, Side.BUYER)


@transaction.atomic
def judge_sample(sample: Sample, verdict: str, opinion: str, *, actor: Actor) -> None:
    """Say what came of trying it. Then nobody owes anything until somebody proposes an agreement."""
    inquiry = sample.inquiry
    acting = rules.require(actor, "choose", inquiry)
    if verdict not in Sample.Verdict.values:
        raise DomainError(_("Hãy chọn một nhận xét."), field="verdict")
    words = said(opinion, 500, field="opinion")
    if verdict != Sample.Verdict.GOOD and len(words) < 3:
        raise DomainError(_("Hãy ghi rõ chỗ chưa được, để bà con chỉnh."), field="opinion")
    sample_flow.apply(sample, "judge_sample", acting, verdict=verdict, opinion=words, judged_on=today())
    asked = inquiry.state == Inquiry.State.ASKED
    _turn(inquiry, Side.PRODUCER if asked else "", acting, "judge_sample")
    note(inquiry, Entry.Kind.SAMPLE_JUDGED, acting, Side.BUYER, words)
    notices.tell_news(inquiry, Side.PRODUCER, "sample_judged")


def _turn(inquiry: Inquiry, side: str, acting: Actor, act: str) -> None:
    """Say whose turn it is now. A sample asked for answers an offer; one sent answers a question."""
    answered = inquiry.answered_on
    acted = Side.PRODUCER if act == "send_sample" else Side.BUYER
    if answered is None and acted != inquiry.begun_by:
        answered = today()
    compare_and_set(inquiry, acting, act, answered_on=answered, **(waiting(side) if side else at_rest()))
