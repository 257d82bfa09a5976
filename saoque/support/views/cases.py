"""The page of one case, and each act of its way as one short form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.audit import history
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt
from saoque.people.actors import actor_of
from saoque.people.words import action_words
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.actions.planning import steps_in
from saoque.support.flow import case_flow
from saoque.support.forms import cases as forms
from saoque.support.kinds import kind_name, kind_of, records_for, step_name
from saoque.support.models import Measure
from saoque.support.queries import get_case
from saoque.support.road import comes_next, road_of
from saoque.support.rules import rules
from saoque.support.views.acts import ACTS, possible
from saoque.support.views.tools import say_faults, shown


@login_required
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Road, plan, steps, money, result, messages and history."""
    actor = actor_of(request)
    found = get_case(actor, pk)
    works = rules.may(actor, "work", found)
    place = found.producer.commune.parent
    records = records_for(kind_of(found.kind), place.code if place else "") if works else []
    with_steps = [one for one in records if steps_in(one)]
    measures = {one.moment: one for one in found.measures.all()}
    money = list(found.money.all())
    context = {
        "case": found,
        "kind": kind_name(found.kind),
        "road": road_of(found),
        "next": comes_next(found),
        "acts": possible(actor, found),
        "works": works,
        "plans": works and found.is_open,
        "writes": rules.may(actor, "write", found),
        "may_close": works and case_flow.allows("close", found.state),
        "steps": list(found.steps.filter(removed_at=None).select_related("done_by", "evidence")),
        "records": records,
        "record_form": forms.RecordForm(records=with_steps) if with_steps else None,
        "step_form": forms.StepForm(auto_id="step_%s"),
        "money": money,
        "money_sum": (sum(one.planned for one in money), sum(one.paid for one in money)),
        "money_form": forms.MoneyForm(auto_id="money_%s"),
        "measures": [(moment, moment.label, measures.get(str(moment))) for moment in Measure.Moment],
        "measure_rows": _measure_rows(measures),
        "measured": any(one.taken_on for one in measures.values()),
        "messages_of_case": list(found.messages.select_related("by", "unit")),
        "message_form": forms.MessageForm(auto_id="message_%s"),
        "obstacle": getattr(found, "obstacle", None),
        "obstacle_step": step_name(found.obstacle.step) if hasattr(found, "obstacle") else "",
        "records_of_acts": [(one, action_words(one.action)) for one in history(found)],
        "sees_producer": rules.may(actor, "read_producer", found.producer),
    }
    return render(request, "support/case.html", context)


def _measure_rows(measures: dict[str, Measure]) -> list[tuple[str, list[tuple[str, int | None]], bool]]:
    """Each figure at every moment, for the table of results."""
    names = [
        ("revenue", _("Doanh thu một tháng"), True),
        ("jobs_regular", _("Lao động thường xuyên"), False),
        ("jobs_seasonal", _("Lao động thời vụ"), False),
        ("channels", _("Chỗ bán, kênh bán"), False),
    ]
    rows = []
    for name, label, is_money in names:
        cells = [
            (str(moment.label), getattr(measures[moment], name) if moment in measures else None)
            for moment in Measure.Moment
        ]
        rows.append((label, cells, is_money))
    return rows


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act of the way. For who may not, and for what is no act, the page does not exist."""
    actor = actor_of(request)
    found = get_case(actor, pk)
    one = ACTS.get(act)
    if one is None or not rules.may(actor, one.rule, found):
        raise NotFound()
    form = one.form(
        request.POST if request.method == "POST" else None, case=found, actor=actor, initial={"version": found.version}
    )

    def carry() -> None:
        sent = dict(form.cleaned_data)
        found.version = sent.pop("version")
        one.carry(found, sent, actor)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, str(one.done))
        return redirect("support:case", pk)
    return shown(request, "support/act.html", form, case=found, act=one)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The result in words, and the figures before and now beside each other."""
    actor = actor_of(request)
    found = get_case(actor, pk)
    if not rules.may(actor, "work", found):
        raise NotFound()
    sent = request.POST if request.method == "POST" else None
    kept = {one.moment: one for one in found.measures.all()}
    form = forms.CloseForm(sent, initial={"version": found.version, "result": found.result})
    parts = {
        name: forms.FiguresPart(sent, prefix=name, initial=forms.FiguresPart.initial_of(kept.get(name)))
        for name in ("before", "closing")
    }

    def carry() -> None:
        found.version = form.cleaned_data["version"]
        figures = {name: part.figures for name, part in parts.items()}
        actions.close(found, result=form.cleaned_data["result"], actor=actor, **figures)

    right = form.is_bound and all([form.is_valid(), *(part.is_valid() for part in parts.values())])
    if right and carry_out(form, carry):
        messages.success(request, _("Đã khép với kết quả. Sau 3 tháng và 12 tháng Sao Quê nhắc hỏi lại."))
        return redirect("support:case", pk)
    status = 422 if form.is_bound else 200
    return render(request, "support/close.html", {"form": form, "case": found, "parts": parts}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """The figures of one moment."""
    actor = actor_of(request)
    found = get_case(actor, pk)
    if moment not in Measure.Moment.values or not rules.may(actor, "work", found):
        raise NotFound()
    kept = {one.moment: one for one in found.measures.all()}
    form = forms.FiguresPart(
        request.POST if request.method == "POST" else None, initial=forms.FiguresPart.initial_of(kept.get(moment))
    )
    if form.is_bound and form.is_valid():
        figures = form.figures
        if carry_out(form, lambda: actions.measure(found, moment, figures, actor=actor)):
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("support:case", pk)
    earlier = kept.get(str(Measure.Moment.CLOSING)) if moment != Measure.Moment.CLOSING else None
    return shown(
        request, "support/measure.html", form, case=found, moment=Measure.Moment(moment).label, earlier=earlier
    )


@login_required
@require_POST
def message(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_case(actor, pk)
    form = forms.MessageForm(request.POST)
    if not form.is_valid():
        say_faults(request, form)
        return redirect("support:case", pk)
    text = form.cleaned_data["text"]
    return attempt(
        request, lambda: actions.write_message(found, text, actor=actor), _("Đã gửi tin."), "support:case", pk
    )
