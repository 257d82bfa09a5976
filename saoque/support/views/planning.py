"""Plan, steps and money of a case."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.actions.planning import steps_in
from saoque.support.forms import cases as forms
from saoque.support.forms.fields import typed_number
from saoque.support.kinds import kind_of, records_for
from saoque.support.models import CaseMoney, CaseStep, SupportCase
from saoque.support.queries import get_case, get_money, get_step
from saoque.support.rules import rules
from saoque.support.views.tools import say_faults, shown


def _workable(actor: Actor, pk: int) -> SupportCase:
    """The case, for who works on it; for everybody else the page does not exist."""
    found = get_case(actor, pk)
    if not rules.may(actor, "work", found):
        raise NotFound()
    return found


def _workable_step(actor: Actor, pk: int) -> CaseStep:
    found = get_step(actor, pk)
    if not rules.may(actor, "work", found.case):
        raise NotFound()
    return found


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable(actor, pk)
    initial = {
        "version": found.version,
        "plan": found.plan,
        "due_on": found.due_on,
        "partner": found.partner_id,
        "partner_person": found.partner_person_id,
    }
    form = forms.PlanForm(request.POST if request.method == "POST" else None, case=found, initial=initial)

    def carry() -> None:
        sent = dict(form.cleaned_data)
        found.version = sent.pop("version")
        if sent["partner"] is None or sent["partner"].pk != found.partner_id:
            sent["partner_person"] = None  # the one chosen was of the partner before
        actions.set_plan(found, actor=actor, **sent)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã ghi kế hoạch."))
        return redirect("support:case", pk)
    return shown(request, "support/plan.html", form, case=found)


@login_required
@require_POST
def draft_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the steps of a record of this kind of need."""
    actor = actor_of(request)
    found = _workable(actor, pk)
    place = found.producer.commune.parent
    records = {one.key: one for one in records_for(kind_of(found.kind), place.code if place else "") if steps_in(one)}
    record = records.get(request.POST.get("record", ""))
    if record is None:
        messages.error(request, _("Hãy chọn lấy các bước từ đâu."))
        return redirect("support:case", pk)
    done = _("Đã lấy các bước. Sửa lại cho đúng việc của bà con.")
    return attempt(request, lambda: actions.draft_steps(found, record, actor=actor), done, "support:case", pk)


@login_required
@require_POST
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable(actor, pk)
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        say_faults(request, form)
        return redirect("support:case", pk)
    sent = form.cleaned_data
    return attempt(
        request, lambda: actions.add_step(found, actor=actor, **sent), _("Đã thêm bước."), "support:case", pk
    )


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a step, or tick it off with what shows it."""
    actor = actor_of(request)
    found = _workable_step(actor, pk)
    initial = {"version": found.version, "what": found.what, "who": found.who, "due_on": found.due_on}
    form = forms.ChangeStepForm(request.POST if request.method == "POST" else None, initial=initial)

    def carry() -> None:
        sent = dict(form.cleaned_data)
        found.version = sent.pop("version")
        actions.change_step(found, actor=actor, **sent)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã sửa bước."))
        return redirect("support:case", found.case_id)
    finish = forms.FinishForm(initial={"version": found.version}, auto_id="finish_%s")
    return shown(request, "support/step.html", form, step=found, case=found.case, finish_form=finish)


@login_required
@require_POST
def finish_step(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable_step(actor, pk)
    form = forms.FinishForm(request.POST, request.FILES)
    if not form.is_valid():
        say_faults(request, form)
        return redirect("support:step", pk)
    sent = dict(form.cleaned_data)
    found.version = sent.pop("version")
    return attempt(
        request,
        lambda: actions.finish_step(found, actor=actor, **sent),
        _("Xong bước này."),
        "support:case",
        found.case_id,
    )


@login_required
@require_POST
def unfinish_step(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable_step(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.unfinish_step(found, actor=actor), _("Đã bỏ dấu xong."), "support:case", found.case_id
    )


@login_required
@require_POST
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable_step(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.remove_step(found, actor=actor), _("Đã bỏ bước."), "support:case", found.case_id
    )


@login_required
@require_safe
def step_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_step(actor_of(request), pk)
    if found.evidence is None:
        raise NotFound()
    return serve(found.evidence, request.user)


@login_required
@require_POST
def add_money(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _workable(actor, pk)
    form = forms.MoneyForm(request.POST)
    if not form.is_valid():
        say_faults(request, form)
        return redirect("support:case", pk)
    sent = form.cleaned_data
    return attempt(
        request, lambda: actions.add_money(found, actor=actor, **sent), _("Đã ghi khoản tiền."), "support:case", pk
    )


def _workable_money(actor: Actor, pk: int) -> CaseMoney:
    found = get_money(actor, pk)
    if not rules.may(actor, "work", found.case):
        raise NotFound()
    return found


@login_required
@require_http_methods(["GET", "POST"])
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been paid so far, and what proves it."""
    actor = actor_of(request)
    found = _workable_money(actor, pk)
    initial = {
        "version": found.version,
        "planned": typed_number(found.planned),
        "paid": typed_number(found.paid),
        "paid_on": found.paid_on,
    }
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.PaidForm(*sent, initial=initial)

    def carry() -> None:
        given = dict(form.cleaned_data)
        found.version = given.pop("version")
        actions.change_money(found, actor=actor, **given)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã ghi tiền đã chi."))
        return redirect("support:case", found.case_id)
    return shown(request, "support/money.html", form, line=found, case=found.case)


@login_required
@require_safe
def money_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_money(actor_of(request), pk)
    if found.proof is None:
        raise NotFound()
    return serve(found.proof, request.user)
