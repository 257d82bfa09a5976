"""The pages of transfers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.forms.base import carry_out
from saoque.producers.queries import get_producer
from saoque.technology import actions, queries
from saoque.technology.forms import ClosingForm, FiguresForm, TransferForm
from saoque.technology.models import Proof, Transfer
from saoque.technology.rules import rules
from saoque.technology.techniques import find_technique

PER_PAGE = 30
TEXT_LIMIT = 120


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("q", "")[:TEXT_LIMIT], request.GET.get("state", "")


def _for_members(request: HttpRequest) -> None:
    if not actor_of(request).has(Role.PRODUCER, *YOUTH_ROLES):
        raise NotFound()


@login_required
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """Every transfer that the person may see, what is under way first."""
    _for_members(request)
    text, state = _asked(request)
    found = queries.list_transfers(actor_of(request), text=text, state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "state": state, "states": Transfer.State.choices}
    return render(request, "technology/transfers.html", context)


@login_required
@require_safe
def transfers_csv(request: HttpRequest) -> HttpResponseBase:
    _for_members(request)
    text, state = _asked(request)
    head = [
        _("Chủ thể"), _("Xã, phường"), _("Việc chuyển giao"), _("Trạng thái"), _("Bắt đầu"), _("Xong"), _("Kinh phí"),
        _("Tiền từ đâu"), _("Kết quả"),
    ]  # fmt: skip
    found = queries.list_transfers(actor_of(request), text=text, state=state)
    rows = (
        (
            one.producer.name, one.producer.commune.full_name, one.title, one.get_state_display(), one.started_on,
            one.ended_on, one.cost, one.paid_by, one.outcome,
        )
        for one in found
    )  # fmt: skip
    return stream_csv(f"chuyen-giao-{today():%Y-%m-%d}", head, rows)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_transfer(request: HttpRequest, producer_pk: int) -> HttpResponse:
    """Begin a transfer for a producer; `?goi=` takes over a package of the library."""
    actor = actor_of(request)
    producer = get_producer(actor, producer_pk)
    rules.require(actor, "lead_transfer", producer)
    package = find_technique(request.GET.get("goi", "")[:60])
    initial = {"technique": package.id, "title": package.name, "teacher": package.facts["teaches"]} if package else {}
    form = TransferForm(producer, request.POST or None, initial=initial)
    made: list[Transfer] = []

    def act() -> None:
        made.append(actions.open_transfer(producer, form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã mở việc chuyển giao. Hãy ghi số đo trước khi bắt đầu."))
        return redirect("technology:transfer", made[0].pk)
    context = {"form": form, "producer": producer}
    return render(request, "technology/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_transfer(actor, pk)
    rules.require(actor, "lead_transfer", found.producer)
    initial = {
        "title": found.title, "technique": found.technique.partition("#")[2], "product": found.product_id,
        "plan": found.plan, "teacher": found.teacher, "cost": f"{found.cost:,}".replace(",", "."),
        "paid_by": found.paid_by,
    }  # fmt: skip
    form = TransferForm(found.producer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_plan(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("technology:transfer", found.pk)
    context = {"form": form, "producer": found.producer, "transfer": found}
    return render(request, "technology/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, queries.get_transfer(actor_of(request), pk))


def _page(request: HttpRequest, found: Transfer, closing: ClosingForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    open_now = found.state in (Transfer.State.PLANNED, Transfer.State.RUNNING)
    context = {
        "transfer": found,
        "road": _road(found),
        "technique": find_technique(found.technique.partition("#")[2]) if found.technique else None,
        "measures": list(found.measures.all()),
        "proofs": list(found.proofs.select_related("file")),
        "leads": rules.may(actor, "lead_transfer", found.producer),
        "may_measure": open_now and rules.may(actor, "measure", found.producer),
        "closing": closing or ClosingForm(initial={"ended_on": today(), "version": found.version}),
    }
    return render(request, "technology/transfer.html", context, status=422 if closing and closing.errors else 200)


def _road(found: Transfer) -> list[dict[str, Any]]:
    """Three stations; one that was dropped stays where it was."""
    here = {"planned": 0, "running": 1, "done": 2, "dropped": 1 if found.started_on else 0}[found.state]
    names = [_("Chuẩn bị"), _("Đang làm"), _("Đã xong")]
    days = [found.opened_at, found.started_on, found.ended_on]
    return [
        {
            "name": name,
            "state": "done" if place < here or found.state == "done" else "now" if place == here else "next",
            "since": day,
        }
        for place, (name, day) in enumerate(zip(names, days, strict=True))
    ]


def _attempt(request: HttpRequest, pk: int, act: Callable[[Transfer], object], done: str) -> HttpResponse:
    """Do one act on the transfer that the page showed, and go back to it."""
    found = queries.get_transfer(actor_of(request), pk)
    found.version = seen_version(request)
    return attempt(request, lambda: act(found), done, "technology:transfer", pk)


@login_required
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _attempt(request, pk, lambda found: actions.begin(found, actor=actor), _("Đã bắt đầu."))


@login_required
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close with the outcome; what is missing is said beside the form."""
    actor = actor_of(request)
    found = queries.get_transfer(actor, pk)
    rules.require(actor, "lead_transfer", found.producer)
    form = ClosingForm(request.POST)
    if form.is_valid():
        told, found.version = form.cleaned_data, form.cleaned_data["version"]
        if carry_out(form, lambda: actions.finish(found, told["outcome"], actor=actor, on=told["ended_on"])):
            messages.success(request, _("Đã kết thúc. Con số này vào báo cáo của đơn vị."))
            return redirect("technology:transfer", pk)
    return _page(request, queries.get_transfer(actor, pk), form)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor, reason = actor_of(request), request.POST.get("outcome", "")
    return _attempt(request, pk, lambda found: actions.drop(found, reason, actor=actor), _("Đã dừng lại."))


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _attempt(request, pk, lambda found: actions.resume(found, actor=actor), _("Đã mở lại."))


@login_required
@require_POST
def add_measure(request: HttpRequest, pk: int) -> HttpResponse:
    actor, name, unit = actor_of(request), request.POST.get("name", ""), request.POST.get("unit", "")
    return _attempt(request, pk, lambda found: actions.add_measure(found, name, unit, actor=actor), _("Đã thêm số đo."))


@login_required
@require_POST
def write_figures(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_transfer(actor, pk)
    measure = get_object_or_404(found.measures.select_related("transfer__producer"), pk=measure_pk)
    form = FiguresForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy gõ một số, ví dụ 12,5."))
        return redirect("technology:transfer", pk)
    told, measure.version = form.cleaned_data, form.cleaned_data["version"]
    return _attempt(
        request, pk,
        lambda _found: actions.write_figures(measure, before=told["before"], after=told["after"], actor=actor),
        _("Đã ghi số đo."),
    )  # fmt: skip


@login_required
@require_POST
def add_proof(request: HttpRequest, pk: int) -> HttpResponse:
    actor, upload = actor_of(request), request.FILES.get("file")
    if upload is None:
        found = queries.get_transfer(actor, pk)
        messages.error(request, _("Hãy chọn một ảnh hoặc tệp PDF."))
        return redirect("technology:transfer", found.pk)
    return _attempt(request, pk, lambda found: actions.add_proof(found, upload, actor=actor), _("Đã thêm."))


@login_required
@require_safe
def proof(request: HttpRequest, pk: int, proof_pk: int) -> HttpResponseBase:
    found = queries.get_transfer(actor_of(request), pk)
    kept = Proof.objects.select_related("file").filter(pk=proof_pk, transfer=found).first()
    if kept is None:
        raise NotFound()
    return serve(kept.file, request.user)
