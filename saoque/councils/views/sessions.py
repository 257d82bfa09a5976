"""The session: its table, its roll, its dossiers, its minutes."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from saoque.councils import actions
from saoque.councils.actions.sessions import missing_for_open
from saoque.councils.forms import SessionForm
from saoque.councils.models import Assessment, Session
from saoque.councils.queries import (
    Row,
    get_council,
    get_session,
    last_hash,
    minutes_of,
    session_table,
    waiting_dossiers,
    why_apart,
)
from saoque.councils.rules import rules
from saoque.councils.views.councils import open_rounds_of
from saoque.councils.views.tools import chosen_id
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.pages import attempt
from saoque.kernel.papers.tables import stream_csv
from saoque.people.actors import actor_of
from saoque.people.roles import Role


@login_required
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    council = get_council(actor, pk)
    rules.require(actor, "plan_session", council)
    form = SessionForm(request.POST, rounds=open_rounds_of(council))
    if not form.is_valid():
        messages.error(request, _("Hãy chọn đợt và ngày họp."))
        return redirect("councils:council", pk)
    sent = form.cleaned_data
    try:
        made = actions.plan_session(council, sent["round"], sent["held_on"], place=sent["place"], actor=actor)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("councils:council", pk)
    messages.success(request, _("Đã lập phiên. Hãy đưa hồ sơ vào và điểm danh."))
    return redirect("councils:session", made.pk)


@login_required
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """«Bảng chấm»: the whole session for those who steer it, the list of dossiers to score for a member."""
    actor = actor_of(request)
    found = get_session(actor, pk)
    search = request.GET.get("q", "").strip()[:80]
    rows = session_table(actor, found, search)
    steering = any(
        standing.role in (Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY) and standing.unit_id == found.council.unit_id
        for standing in actor.standings
    )
    worst = max((row for row in rows if row.spread), key=lambda row: row.spread or 0, default=None)
    roll = list(found.attendance.all())
    seated = [line for line in roll if line.role != Role.COUNCIL_SECRETARY]
    may_put = rules.may(actor, "put_dossier", found) and found.state != Session.State.CLOSED
    context = {
        "session": found,
        "rows": rows,
        "search": search,
        "steering": steering,
        "to_score": [row for row in rows if row.scores and not (steering and row.handed_own)],
        "roll": roll,
        "present": sum(line.present for line in seated),
        "seated": len(seated),
        "sealed": found.state == Session.State.OPEN,
        "apart_row": worst if worst and worst.assessment.state == Assessment.State.SCORING else None,
        "apart": _apart(actor, found, worst),
        "recused": [row for row in rows if row.assessment.recusals.all()] if steering else [],
        "waiting": list(waiting_dossiers(found)) if may_put and not found.round.is_closed else [],
        "may_put": may_put,
        "may_roll": rules.may(actor, "call_roll", found) and found.state != Session.State.CLOSED,
        "may_open": rules.may(actor, "open_session", found) and found.state == Session.State.PLANNED,
        "may_close": rules.may(actor, "close_session", found) and found.state == Session.State.OPEN,
        "lacking": missing_for_open(found) if steering and found.state == Session.State.PLANNED else [],
        "last_hash": last_hash(found) if steering else "",
    }
    return render(request, "councils/session.html", context)


def _apart(actor: Any, found: Session, worst: Row | None) -> Any:
    if worst is None or worst.sealed or worst.assessment.state != Assessment.State.SCORING:
        return None
    worst.assessment.session = found
    return why_apart(actor, worst.assessment)


@login_required
@require_POST
def call_roll(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_session(actor, pk)
    rules.require(actor, "call_roll", found)
    present = {
        int(sent) for sent in request.POST.getlist("present") if sent.isascii() and sent.isdigit() and len(sent) < 19
    }
    return attempt(
        request,
        lambda: actions.call_roll(found, present, actor=actor),
        _("Đã ghi người có mặt."),
        "councils:session",
        pk,
    )


@login_required
@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_session(actor, pk)
    rules.require(actor, "open_session", found)
    return attempt(
        request,
        lambda: actions.open_session(found, actor=actor),
        _("Phiên đã mở. Thành viên có thể chấm."),
        "councils:session",
        pk,
    )


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_session(actor, pk)
    rules.require(actor, "close_session", found)
    return attempt(
        request,
        lambda: actions.close_session(found, actor=actor),
        _("Đã đóng phiên. Biên bản đã sẵn sàng."),
        "councils:session",
        pk,
    )


@login_required
@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_session(actor, pk)
    rules.require(actor, "put_dossier", found)
    dossier = next((one for one in waiting_dossiers(found) if one.pk == chosen_id(request, "dossier")), None)
    if dossier is None:
        raise NotFound()
    return attempt(
        request,
        lambda: actions.put_dossier(found, dossier, actor=actor),
        _("Đã đưa hồ sơ vào phiên."),
        "councils:session",
        pk,
    )


@login_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes, ready to print."""
    actor = actor_of(request)
    found = get_session(actor, pk)
    return render(request, "councils/minutes.html", {"session": found, "minutes": minutes_of(actor, found)})


@login_required
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The table as CSV: the same rows and figures as on the page, no more."""
    actor = actor_of(request)
    found = get_session(actor, pk)
    head = [
        _("Sản phẩm"), _("Chủ thể"), pgettext("scorecard", "Bộ"), _("Phiếu"), _("Điểm trung bình"), _("Độ lệch"), _("Hạng theo điểm"),
        _("Hạng"), _("Điều kiện còn thiếu"),
    ]  # fmt: skip
    return stream_csv(f"bang-cham-{found.pk}", head, _csv_rows(session_table(actor, found)))


def _csv_rows(rows: list[Row]) -> Iterator[list[Any]]:
    for row in rows:
        dossier = row.assessment.dossier
        yield [
            dossier.product.name, dossier.product.producer.name, dossier.scorecard, row.handed, row.mean, row.spread,
            row.stars_by_points, row.stars, ", ".join(row.unmet),
        ]  # fmt: skip
