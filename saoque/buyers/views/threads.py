"""A thread between two parties, and every act in it. Each act is one button of the thread's page."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.buyers import forms
from saoque.buyers.actions import agreements, inquiries, meetings, samples
from saoque.buyers.flow import OVER
from saoque.buyers.ical import write_meeting
from saoque.buyers.models import Agreement, Inquiry, MeetingSlot, Quotation, Sample, Side
from saoque.buyers.queries import threads as queries
from saoque.buyers.rules import rules
from saoque.buyers.terms import patience
from saoque.buyers.views.common import asked_text, filled, page_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of

Act = Callable[[Any, HttpRequest, Actor], object]


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not (rules.may(actor, "list_wanted") or rules.may(actor, "state_request")):
        raise NotFound()
    state = request.GET.get("state", "")
    context = {
        "page": page_of(request, queries.my_threads(actor, asked_text(request), state)),
        "text": asked_text(request), "state": state, "today": today(),
        "states": [("", _("Tất cả")), ("toi", _("Chờ tôi trả lời")), *Inquiry.State.choices],
    }  # fmt: skip
    return render(request, "buyers/threads.html", context)


@login_required
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_inquiry(actor, pk)
    buys = rules.may(actor, "choose", found)
    side = Side.BUYER if buys else Side.PRODUCER
    made = list(found.agreements.all())
    living = next((one for one in made if one.state in ("proposed", "standing")), None)
    sample = next((one for one in found.samples.all() if one.state != Sample.State.JUDGED), None)
    quotations = list(found.quotations.all())
    contacts = queries.contacts_of(found)
    context = {
        "found": found, "buys": buys, "sells": rules.may(actor, "quote", found), "side": side,
        "takes_offers": found.request.state not in OVER,
        "quote": quotations[-1] if quotations else None, "agreements": made, "living": living,
        "delivered": queries.delivered(living) if living and living.state == Agreement.State.STANDING else None,
        "sample": sample, "entries": page_of(request, queries.entries_of(found), 50),
        "contact": contacts.get(Side.PRODUCER if buys else Side.BUYER), "shares": _shares(found, side),
        "meeting": queries.meeting_of(found), "slots": queries.free_slots(found)[:20],
        "patience": patience(), "today": today(), **_forms(found, quotations[-1] if quotations else None),
    }  # fmt: skip
    return render(request, "buyers/thread.html", context)


def _shares(found: Inquiry, side: str) -> bool:
    return getattr(found, f"{side}_contact_id") is not None


def _forms(found: Inquiry, last: Quotation | None) -> dict[str, Any]:
    """The forms of the page, filled in with what was offered last."""
    names = ("price", "per_month", "from_on", "until_on")
    offered = {name: getattr(last, name) for name in names} if last else {"per_month": found.per_month}
    return {
        "quote_form": forms.QuoteForm(initial=offered, auto_id="quote_%s"),
        "message_form": forms.MessageForm(auto_id="message_%s"),
        "reason_form": forms.ReasonForm(auto_id="reason_%s"),
        "sample_form": forms.SampleForm(auto_id="sample_%s"),
        "send_form": forms.SendForm(auto_id="send_%s"),
        "judge_form": forms.JudgeForm(auto_id="judge_%s"),
        "terms_form": forms.TermsForm(initial={**offered, "months": found.request.months}, auto_id="terms_%s"),
        "delivery_form": forms.DeliveryForm(initial={"key": uuid4(), "sold_on": today()}, auto_id="sold_%s"),
    }


@login_required
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act in the thread itself."""
    if act not in _ACTS:
        raise NotFound()
    actor = actor_of(request)
    found = queries.get_inquiry(actor, pk)
    if act != "message":  # a message is written whatever happened meanwhile
        found.version = seen_version(request)
    return attempt(request, lambda: _ACTS[act](found, request, actor), _("Đã ghi."), "buyers:thread", pk)


def _decline(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    inquiries.decline(found, filled(forms.ReasonForm(request.POST)).cleaned_data["reason"], actor=actor)


def _turn_down(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    inquiries.turn_down(found, filled(forms.ReasonForm(request.POST)).cleaned_data["reason"], actor=actor)


def _quote(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    inquiries.quote(found, filled(forms.QuoteForm(request.POST)).told(), actor=actor)  # type: ignore[attr-defined]


def _message(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    inquiries.write_message(found, filled(forms.MessageForm(request.POST)).cleaned_data["text"], actor=actor)


def _ask_sample(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    samples.ask_sample(found, filled(forms.SampleForm(request.POST)).cleaned_data["what"], actor=actor)


def _propose(found: Inquiry, request: HttpRequest, actor: Actor) -> None:
    agreements.propose(found, filled(forms.TermsForm(request.POST)).told(), actor=actor)  # type: ignore[attr-defined]


_ACTS: dict[str, Act] = {
    "quote": _quote,
    "decline": _decline,
    "turn_down": _turn_down,
    "withdraw": lambda found, request, actor: inquiries.withdraw(found, actor=actor),
    "message": _message,
    "share": lambda found, request, actor: inquiries.share_contact(found, shared=True, actor=actor),
    "hide": lambda found, request, actor: inquiries.share_contact(found, shared=False, actor=actor),
    "ask_sample": _ask_sample,
    "propose": _propose,
}


@login_required
@require_POST
def sample(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in _OF_SAMPLES:
        raise NotFound()
    actor = actor_of(request)
    found = queries.get_sample(actor, pk)
    found.version = seen_version(request)
    back = found.inquiry_id
    return attempt(request, lambda: _OF_SAMPLES[act](found, request, actor), _("Đã ghi."), "buyers:thread", back)


def _send(found: Sample, request: HttpRequest, actor: Actor) -> None:
    samples.send_sample(found, **filled(forms.SendForm(request.POST)).cleaned_data, actor=actor)


def _judge(found: Sample, request: HttpRequest, actor: Actor) -> None:
    samples.judge_sample(found, **filled(forms.JudgeForm(request.POST)).cleaned_data, actor=actor)


_OF_SAMPLES: dict[str, Act] = {
    "send": _send,
    "receive": lambda found, request, actor: samples.receive_sample(found, actor=actor),
    "judge": _judge,
}


@login_required
@require_POST
def slot(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """`take` (with `inquiry`), `back` or `cancel`."""
    actor = actor_of(request)
    found = queries.get_slot(actor, pk)
    found.version = seen_version(request)
    if act == "take":
        told = request.POST.get("inquiry", "")
        inquiry = queries.get_inquiry(actor, int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0)
        return attempt(
            request, lambda: meetings.take_slot(found, inquiry, actor=actor), _("Đã hẹn."), "buyers:thread", inquiry.pk
        )
    if act == "back":
        back = found.taken_by_id
        if back is None:
            raise NotFound()
        return attempt(
            request, lambda: meetings.give_back_slot(found, actor=actor), _("Đã trả giờ hẹn."), "buyers:thread", back
        )
    if act != "cancel" or not rules.may(actor, "read_request", found.request):
        raise NotFound()
    return attempt(
        request, lambda: meetings.cancel_slot(found, actor=actor), _("Đã bỏ giờ gặp."), "buyers:request",
        found.request_id,
    )  # fmt: skip


@login_required
@require_safe
def slot_ical(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting that is fixed, as a calendar file, for its two parties."""
    found = queries.get_slot(actor_of(request), pk)
    if found.state != MeetingSlot.State.TAKEN:
        raise NotFound()
    ident = f"buyers-slot-{found.pk}@{request.get_host()}"
    content = write_meeting(
        ident, found.begins_at, found.minutes, f"{found.request.title} · {found.occasion}", found.place,
        stamp=timezone.now(),
    )  # fmt: skip
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hen-gap-{found.pk}.ics"'
    return response


@login_required
@require_POST
def agreement(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in _OF_AGREEMENTS:
        raise NotFound()
    actor = actor_of(request)
    found = queries.get_agreement(actor, pk)
    if act != "delivery":
        found.version = seen_version(request)
    back = found.inquiry_id
    return attempt(request, lambda: _OF_AGREEMENTS[act](found, request, actor), _("Đã ghi."), "buyers:thread", back)


def _file(found: Agreement, request: HttpRequest, actor: Actor) -> None:
    upload = request.FILES.get("file")
    if upload is None:
        raise DomainError(_("Hãy chọn một tệp PDF hoặc ảnh."))
    agreements.put_file(found, upload, actor=actor)


def _delivery(found: Agreement, request: HttpRequest, actor: Actor) -> None:
    told = filled(forms.DeliveryForm(request.POST)).cleaned_data
    agreements.record_delivery(found, told["sold_on"], told["quantity"], told["key"], actor=actor)


_OF_AGREEMENTS: dict[str, Act] = {
    "confirm": lambda found, request, actor: agreements.confirm(found, actor=actor),
    "drop": lambda found, request, actor: agreements.drop(found, actor=actor),
    "end": lambda found, request, actor: agreements.end(found, request.POST.get("reason", ""), actor=actor),
    "file": _file,
    "delivery": _delivery,
}


@login_required
@require_safe
def agreement_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.get_agreement(actor_of(request), pk)
    if found.file is None:
        raise NotFound()
    return serve(found.file, request.user)


@login_required
@require_safe
def my_agreements(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not (rules.may(actor, "list_wanted") or rules.may(actor, "state_request")):
        raise NotFound()
    return render(request, "buyers/agreements.html", {"page": page_of(request, queries.my_agreements(actor))})
