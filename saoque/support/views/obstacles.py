"""Obstacles: which office and step block people most, the rows behind, and one obstacle for the office that is named."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.sources.queries import place_of
from saoque.support import actions
from saoque.support.forms.cases import AnswerForm
from saoque.support.kinds import STEPS, obstacle_kinds, step_name
from saoque.support.queries import get_obstacle
from saoque.support.queries import obstacles as queries
from saoque.support.rules import OFFICES, rules
from saoque.support.views.tools import PER_PAGE, dated, shown


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """For city officers: counts, medians and the trend, each leading to its rows."""
    actor = actor_of(request)
    if not rules.may(actor, "read_figures"):
        raise NotFound()
    quarters = queries.by_quarter(actor)
    context = {
        "summary": queries.summary(actor),
        "offices": queries.by_office(actor),
        "steps": queries.by_step(actor),
        "quarters": quarters,
        "most": max((one.opened for one in quarters), default=0) or 1,
    }
    return render(request, "support/obstacle_figures.html", context)


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not (rules.may(actor, "work_list") or actor.has(*OFFICES)):
        raise NotFound()
    return actor


@login_required
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a number; for an office those that name it."""
    actor, narrow = _reader(request), queries.Narrow.of(request.GET)
    page = Paginator(queries.rows(actor, narrow), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, step_name(one.step)) for one in page],
        "narrow": narrow,
        "said": _said(narrow, page.object_list[0].office_name if narrow.office and page.object_list else ""),
        "steps": list(STEPS.items()),
        "kinds": obstacle_kinds(place_of(actor)),
        "states": [("open", _("Đang mở")), ("unanswered", _("Chưa trả lời")), ("closed", _("Đã khép"))],
        "full_query": urlencode({name: value for name, value in vars(narrow).items() if value}),
        "may_figures": rules.may(actor, "read_figures"),
        "may_list": rules.may(actor, "work_list"),
    }
    return render(request, "support/obstacle_rows.html", context)


def _said(narrow: Any, office: str) -> list[str]:
    """What the rows were narrowed to, in words."""
    quarter = narrow.quarter.split("-")
    return [
        *([office] if office else []),
        *([_("Quý %(number)s năm %(year)s") % {"number": quarter[1], "year": quarter[0]}] if narrow.quarter else []),
    ]


@login_required
@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    head, lines = queries.export(_reader(request), queries.Narrow.of(request.GET))
    return stream_csv(dated("vuong-mac"), head, lines)


@login_required
@require_http_methods(["GET", "POST"])
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the office is told: the obstacle and the producer's words, not the case."""
    actor = actor_of(request)
    found = get_obstacle(actor, pk)
    may_answer = rules.may(actor, "answer_obstacle", found) and found.closed_on is None
    initial = {"version": found.version, "answer": found.answer}
    form = AnswerForm(request.POST if request.method == "POST" and may_answer else None, initial=initial)

    def carry() -> None:
        found.version = form.cleaned_data["version"]
        actions.answer_obstacle(found, form.cleaned_data["answer"], actor=actor)

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã trả lời. Bà con và đơn vị Đoàn thấy ngay."))
        return redirect("support:obstacle", pk)
    return shown(
        request, "support/obstacle.html", form, obstacle=found, case=found.case, step=step_name(found.step),
        may_answer=may_answer, reads_case=rules.may(actor, "read", found.case),
    )  # fmt: skip
