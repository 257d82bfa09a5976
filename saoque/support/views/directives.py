"""Directives: list, writing, the numbers of each unit, the board, and one unit's part with its reports."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.forms.directives import DirectiveForm, EndForm, IndicatorLines, TargetsForm
from saoque.support.kinds import indicator_names
from saoque.support.lineage import formers_of
from saoque.support.models import Directive, Target
from saoque.support.queries import directives as queries
from saoque.support.queries import get_directive
from saoque.support.rules import YOUTH_UNITS, rules
from saoque.support.views.tools import PER_PAGE, dated, shown, xlsx

D = Directive.State


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "work_list"):
        raise NotFound()
    q, side = request.GET.get("q", "")[:120], request.GET.get("side", "")
    found = queries.directive_list(actor, q, side)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    parts = queries.own_parts(actor, list(page.object_list))
    context = {
        "page": page,
        "rows": [(one, parts.get(one.pk)) for one in page],
        "q": q,
        "side": side,
        "sides": [("", _("Tất cả")), ("sent", _("Đã gửi đi")), ("received", _("Nhận được"))],
        "may_send": bool(_sending_units(actor)),
        "own_units": set(actor.unit_ids(*YOUTH_ROLES)),
        "formers": formers_of(actor.unit_ids(*YOUTH_ROLES)),
    }
    return render(request, "support/directives.html", context)


def _sending_units(actor: Actor) -> list[int]:
    return [one.unit_id for one in actor.having(Role.YOUTH_LEADER) if one.unit_kind in YOUTH_UNITS]


def _receivers(sender: Unit) -> QuerySet[Unit]:
    kind = UnitKind.YOUTH_CITY if sender.kind == UnitKind.YOUTH_COMMUNE else UnitKind.YOUTH_COMMUNE
    return Unit.objects.filter(kind=kind, province=sender.province_id, until__isnull=True).order_by("sort", "pk")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a draft. From a commune it is a request to the city."""
    actor = actor_of(request)
    units = _sending_units(actor)
    if not units:
        raise NotFound()
    sender = Unit.objects.get(pk=units[0])
    sent = request.POST if request.method == "POST" else None
    form = DirectiveForm(sent, request.FILES if sent is not None else None, units=_receivers(sender))
    lines = IndicatorLines(sent, prefix="line")
    made: list[Directive] = []

    def act() -> None:
        indicators = [one.indicator for one in lines if one.indicator is not None]
        made.append(
            actions.draft_directive(
                sender, form.cleaned_data["units"], form.data_for_action(indicators), actor=actor,
                files=form.cleaned_data["attached"],
            )
        )  # fmt: skip

    if sent is not None and all([form.is_valid(), lines.is_valid()]) and carry_out(form, act):
        messages.success(request, _("Đã soạn. Xem lại số của từng đơn vị rồi gửi."))
        return redirect("support:directive", made[0].pk)
    context = {
        "form": form, "lines": lines, "sender": sender, "upwards": sender.kind == UnitKind.YOUTH_COMMUNE,
        "names": indicator_names(sender.province.code if sender.province else ""),
    }  # fmt: skip
    return render(request, "support/directive_new.html", context, status=422 if sent is not None else 200)


def targets_of(**which: Any) -> list[Target]:
    found = Target.objects.filter(**which).select_related("assignment__unit", "indicator")
    return list(found.order_by("assignment__unit__sort", "assignment", "indicator__position", "pk"))


@login_required
@require_http_methods(["GET", "POST"])
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked of whom; a draft's numbers can be changed unit by unit."""
    actor = actor_of(request)
    found = get_directive(actor, pk)
    edits = rules.may(actor, "edit_directive", found)
    may_set = edits and found.state == D.DRAFT
    targets = targets_of(assignment__directive=found) if may_set else []
    posted = request.POST if request.method == "POST" and may_set else None
    form = TargetsForm(posted, targets=targets, initial={"version": found.version})

    def carry() -> None:
        found.version = form.cleaned_data["version"]
        actions.set_targets(found, form.numbers, actor=actor)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã ghi số của từng đơn vị."))
        return redirect("support:directive", pk)
    own = {part.pk: part for part in found.assignments.all() if rules.may(actor, "answer_directive", part)}
    rows, sums = queries.board(found)
    return shown(
        request, "support/directive.html", form, directive=found, edits=edits, may_set=may_set and bool(targets),
        own_parts=[row for row in rows if row.part.pk in own], rows=rows if edits or _sends(actor, found) else [],
        sums=sums, end_form=EndForm(initial={"version": found.version}, auto_id="end_%s"),
        sees_board=_sends(actor, found),
    )  # fmt: skip


def _sends(actor: Actor, found: Directive) -> bool:
    """Whether the reader is of the sending side: only they see every unit's numbers."""
    return any(one.unit_id == found.sender_id for one in actor.having(*YOUTH_ROLES)) or found.sender_id in {
        former.unit.pk for former in formers_of(actor.unit_ids(*YOUTH_ROLES))
    }


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_directive(actor, pk)
    found.version = seen_version(request)
    done = _("Đã gửi. Các đơn vị thấy ở trang Hôm nay.")
    return attempt(request, lambda: actions.send_directive(found, actor=actor), done, "support:directive", pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, or take it back (`withdraw`)."""
    actor = actor_of(request)
    found = get_directive(actor, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi vì sao rút lại."))
        return redirect("support:directive", pk)
    found.version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
    if "withdraw" in request.POST:
        done = _("Đã rút lại.")
        return attempt(
            request,
            lambda: actions.withdraw_directive(found, reason=reason, actor=actor),
            done,
            "support:directive",
            pk,
        )
    done = _("Đã kết thúc.")
    return attempt(
        request, lambda: actions.close_directive(found, note=reason, actor=actor), done, "support:directive", pk
    )


def _board_of(request: HttpRequest, pk: int) -> Directive:
    actor = actor_of(request)
    found = get_directive(actor, pk)
    if not _sends(actor, found):
        raise NotFound()
    return found


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Units × targets, on the screen and on paper."""
    found = _board_of(request, pk)
    rows, sums = queries.board(found)
    return render(request, "support/board.html", {"directive": found, "rows": rows, "sums": sums})


@login_required
@require_safe
def board_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    head, rows = queries.export_board(_board_of(request, pk))
    return stream_csv(dated("bang-chi-dao"), head, rows)


@login_required
@require_safe
def board_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    head, rows = queries.export_board(_board_of(request, pk))
    return xlsx(dated("bang-chi-dao"), head, rows)


@login_required
@require_safe
def directive_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    found = get_directive(actor_of(request), pk)
    for one in found.files.all():
        if one.pk == file:
            return serve(one.file, request.user)
    raise NotFound()
