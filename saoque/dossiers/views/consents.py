"""Consent to be helped, on both sides: «Người giúp tôi» for the producer, «Hồ sơ tôi giúp» for the helper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.dossiers.actions import consents as act
from saoque.dossiers.consents import HELPER_ROLES, consents_of, get_helper, helpers_for
from saoque.dossiers.forms_help import AskForm, GiveForm
from saoque.dossiers.helping import FILTERS, helped_list
from saoque.dossiers.models import Consent
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.producers.models import Producer
from saoque.producers.queries import find_producers, get_producer, own_producers

PAGE_SIZE = 20
SEARCH_LIMIT = 200
_FILTER_WORDS = {
    "": gettext_lazy("Tất cả"),
    "nho-toi": gettext_lazy("Nhờ tôi giúp"),
    "can-sua": gettext_lazy("Bị trả lại"),
    "dang-soan": gettext_lazy("Đang soạn"),
    "da-xong": gettext_lazy("Đã xong"),
}


@login_required
@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    """«Người giúp tôi»: who may fill in now, who asks, and who did before."""
    actor = actor_of(request)
    producers = list(own_producers(actor))
    if not producers:
        raise NotFound()
    rows = Paginator(consents_of(producers), PAGE_SIZE)
    waiting = list(consents_of(producers).filter(state=Consent.State.ASKED))
    given = list(consents_of(producers).filter(state=Consent.State.GIVEN))
    context = {
        "producers": producers,
        "waiting": waiting,
        "holding": [one for one in given if _holds(one)],
        "before": rows.get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(request, "dossiers/help/helpers.html", context)


@login_required
@require_safe
def find(request: HttpRequest, producer: int) -> HttpResponse:
    """Choose a helper among the units of the producer's commune and province."""
    subject = _own_producer(request, producer)
    text = request.GET.get("q", "")[:SEARCH_LIMIT]
    page = Paginator(helpers_for(subject, text), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "dossiers/help/find.html",
        {"producer": subject, "page": page, "text": text, "chosen": _scope(request)["scope"]},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, producer: int, membership: int) -> HttpResponse:
    """For which dossier, and until when."""
    subject = _own_producer(request, producer)
    held = get_helper(subject, membership)
    form = GiveForm(_posted(request), producer=subject, initial=_scope(request))
    if request.method == "POST" and form.is_valid():
        try:
            act.give_consent(subject, held, form.dossier, form.cleaned_data["until"], actor_of(request))
        except DomainError as error:
            _put(form, error)
        else:
            messages.success(request, _("Đã nhờ %(name)s. Muốn thôi, bấm «Thôi nhờ».") % {"name": held.user.full_name})
            return redirect("dossiers:helpers")
    context = {
        "producer": subject,
        "helper": held.user,
        "unit": held.unit,
        "role": held.get_role_display(),
        "form": form,
    }
    return render(request, "dossiers/help/give.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, consent: int) -> HttpResponse:
    """A helper's request, with who asks and why: yes for one or all, or no."""
    found = _get_consent(request, consent, "answer_consent")
    waiting = found.state == Consent.State.ASKED
    form = GiveForm(_posted(request), producer=found.producer)
    if request.method == "POST" and form.is_valid():
        try:
            act.accept_consent(found, form.dossier, form.cleaned_data["until"], actor_of(request))
        except NotFound:
            form.add_error(None, _("Người này không còn làm ở đơn vị đó nên không nhờ được nữa."))
        except DomainError as error:
            _put(form, error)
        else:
            messages.success(
                request, _("Đã nhờ %(name)s. Muốn thôi, bấm «Thôi nhờ».") % {"name": found.helper.full_name}
            )
            return redirect("dossiers:helpers")
    context = {
        "producer": found.producer,
        "helper": found.helper,
        "unit": found.unit,
        "role": found.get_role_display(),
        "form": form,
        "request_of": found,
        "waiting": waiting,
    }
    return render(request, "dossiers/help/give.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decline(request: HttpRequest, consent: int) -> HttpResponse:
    found = _get_consent(request, consent, "answer_consent")
    act.decline_consent(found, actor_of(request))
    messages.success(request, _("Đã từ chối. Người xin không xem được hồ sơ nào."))
    return redirect("dossiers:helpers")


@login_required
@require_POST
def end(request: HttpRequest, consent: int) -> HttpResponse:
    """Take back as the producer, lay down as the helper: one press."""
    found = _get_consent(request, consent, "end_consent")
    act.end_consent(found, actor_of(request))
    if rules.may(actor_of(request), "answer_consent", found):
        messages.success(
            request, _("Đã thôi nhờ %(name)s. Từ giờ người này không mở được hồ sơ.") % {"name": found.helper.full_name}
        )
        return redirect("dossiers:helpers")
    messages.success(request, _("Đã thôi giúp %(name)s.") % {"name": found.producer.name})
    return redirect("dossiers:helping")


@login_required
@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    """«Hồ sơ tôi giúp»: what the person follows in the area, and what producers have asked for."""
    actor = _helper(request)
    text, narrow = request.GET.get("q", "")[:SEARCH_LIMIT], request.GET.get("loc", "")
    narrow = narrow if narrow in FILTERS else ""
    page, counts = helped_list(actor, text, narrow, request.GET.get("page", "1"))
    own = Consent.objects.filter(helper=actor.user_id).select_related("producer", "dossier__product", "unit")
    context = {
        "page": page,
        "text": text,
        "narrow": narrow,
        "filters": [{"key": key, "name": _FILTER_WORDS[key], "count": counts[key]} for key in ("", *FILTERS)],
        "asked": list(own.filter(state=Consent.State.ASKED).order_by("-pk")[:PAGE_SIZE]),
        "held": [one for one in own.filter(state=Consent.State.GIVEN).order_by("-pk")[:PAGE_SIZE] if _holds(one)],
    }
    return render(request, "dossiers/help/helping.html", context)


@login_required
@require_safe
def ask_list(request: HttpRequest) -> HttpResponse:
    """The producers of the area, to ask one of them."""
    actor = _helper(request)
    text = request.GET.get("q", "")[:SEARCH_LIMIT]
    page = Paginator(find_producers(actor, text), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "dossiers/help/ask_list.html", {"page": page, "text": text})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, producer: int) -> HttpResponse:
    """Ask one producer, with a word about oneself."""
    actor = _helper(request)
    subject = get_producer(actor, producer)
    if not rules.may(actor, "ask_consent", subject):
        raise NotFound()
    form = AskForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            act.ask_consent(subject, form.cleaned_data["note"], actor)
        except DomainError as error:
            _put(form, error)
        else:
            messages.success(request, _("Đã gửi lời xin tới %(name)s. Chờ bà con trả lời.") % {"name": subject.name})
            return redirect("dossiers:helping")
    context = {"producer": subject, "form": form}
    return render(request, "dossiers/help/ask.html", context, status=422 if form.errors else 200)


def _helper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.has(*HELPER_ROLES):
        raise NotFound()
    return actor


def _own_producer(request: HttpRequest, pk: int) -> Producer:
    producer = get_producer(actor_of(request), pk)
    if not rules.may(actor_of(request), "give_consent", producer):
        raise NotFound()
    return producer


def _get_consent(request: HttpRequest, pk: int, action: str) -> Consent:
    """Return the consent when the actor may do `action` with it; strange and missing ones look alike."""
    wide = Consent.objects.select_related("producer__unit", "producer__commune__parent", "helper", "unit", "dossier")
    found = wide.filter(pk=pk).first()
    if found is None or not rules.may(actor_of(request), action, found):
        raise NotFound()
    return found


def _posted(request: HttpRequest) -> Any:
    """Return what was sent, an empty form too; None when the page is only read."""
    return request.POST if request.method == "POST" else None


def _scope(request: HttpRequest) -> dict[str, Any]:
    """The dossier from which the producer came, already chosen."""
    chosen = request.GET.get("hoso", "")
    return {"scope": chosen if chosen.isdecimal() and len(chosen) < 18 else ""}


def _holds(consent: Consent) -> bool:
    return consent.until is None or consent.until >= today()


def _put(form: GiveForm | AskForm, error: DomainError) -> None:
    """Put what the rules say against it beside its field. Missing rights stay errors of the page."""
    if isinstance(error, (NotAllowed, NotFound)) or error.status == 409:
        raise error
    form.add_error(error.field if error.field in form.fields else None, str(error))
