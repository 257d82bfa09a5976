"""One unit's part in a directive: taken on or not, reported, confirmed or returned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.counted import counted_for
from saoque.support.flow import assignment_flow
from saoque.support.forms.directives import EndForm, ReportForm
from saoque.support.models import Assignment, Directive
from saoque.support.queries import directives as queries
from saoque.support.queries import get_part, get_report, visible_cases
from saoque.support.rules import rules
from saoque.support.views.directives import targets_of
from saoque.support.views.tools import shown

D = Directive.State


@login_required
@require_safe
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's part: targets, reports, and what can be done now."""
    actor = actor_of(request)
    found = get_part(actor, pk)
    targets = targets_of(assignment=found)
    running = found.directive.state == D.SENT
    answers = running and rules.may(actor, "answer_directive", found)
    states = [
        queries.Cell(one, queries.state_of(found, one, one.indicator), counted_for(found, one.indicator.name))
        for one in targets
    ]
    readable = set(visible_cases(actor).filter(pk__in=_case_ids(found)).values_list("pk", flat=True))
    context = {
        "part": found,
        "directive": found.directive,
        "cells": states,
        "may_accept": answers and assignment_flow.allows("accept_directive", found.state),
        "may_refuse": answers and assignment_flow.allows("refuse_directive", found.state),
        "may_report": answers and assignment_flow.allows("send_report", found.state),
        "judges": running and rules.may(actor, "judge_report", found),
        "readable": readable,
        "return_form": EndForm(initial={"version": found.version}, auto_id="return_%s"),
        "refuse_form": EndForm(initial={"version": found.version}, auto_id="refuse_%s"),
    }
    return render(request, "support/part.html", context)


def _case_ids(found: Assignment) -> list[int]:
    return [case.pk for report in found.reports.all() for case in report.cases.all()]


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_part(actor, pk)
    found.version = seen_version(request)
    return attempt(request, lambda: actions.accept_directive(found, actor=actor), _("Đã nhận."), "support:part", pk)


def _sent_reason(request: HttpRequest) -> tuple[int, str]:
    """The version seen and the reason; what does not fit is as if nothing had been sent, and the act says what is needed."""
    form = EndForm(request.POST)
    return (form.cleaned_data["version"], form.cleaned_data["reason"]) if form.is_valid() else (-1, "")


@login_required
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_part(actor, pk)
    found.version, reason = _sent_reason(request)
    done = _("Đã báo lý do cho bên gửi.")
    return attempt(
        request, lambda: actions.refuse_directive(found, reason=reason, actor=actor), done, "support:part", pk
    )


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_part(actor, pk)
    if not rules.may(actor, "answer_directive", found):
        raise NotFound()
    targets = targets_of(assignment=found)
    cases = visible_cases(actor).filter(unit=found.unit_id).select_related("producer").order_by("-asked_on", "-pk")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    counted = {one.pk: counted_for(found, one.indicator.name) for one in targets}
    form = ReportForm(*sent, targets=targets, counted=counted, cases=cases, initial={"version": found.version})

    def carry() -> None:
        given = form.cleaned_data
        found.version = given["version"]
        actions.send_report(
            found, text=given["text"], values=form.numbers, files=given["attached"], cases=given.get("cases") or [],
            actor=actor,
        )  # fmt: skip

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã gửi báo cáo."))
        return redirect("support:part", pk)
    return shown(request, "support/report.html", form, part=found, directive=found.directive)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_report(actor, pk)
    found.assignment.version = seen_version(request)
    done = _("Đã xác nhận. Số này tính vào bảng.")
    return attempt(
        request, lambda: actions.confirm_report(found, actor=actor), done, "support:part", found.assignment_id
    )


@login_required
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_report(actor, pk)
    found.assignment.version, reason = _sent_reason(request)
    done = _("Đã trả lại để bổ sung.")
    return attempt(
        request, lambda: actions.return_report(found, reason=reason, actor=actor), done, "support:part",
        found.assignment_id,
    )  # fmt: skip


@login_required
@require_safe
def report_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    found = get_report(actor_of(request), pk)
    kept = found.files.select_related("file").filter(pk=file).first()
    if kept is None:
        raise NotFound()
    return serve(kept.file, request.user)
