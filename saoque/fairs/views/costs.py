"""Costs by line and by who pays: planned, spent, and help."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import costs
from saoque.fairs.forms_days import CostForm
from saoque.fairs.models import CostLine
from saoque.fairs.outcome_flow import COSTING
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import (
    get_cost,
)
from saoque.fairs.queries.policies import fair_policies, share_of
from saoque.fairs.queries.results import result_of
from saoque.fairs.views.common import page_of
from saoque.fairs.views.days_tools import as_xlsx
from saoque.kernel.errors import DomainError
from saoque.kernel.fields import MoneyField
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_list(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    form = CostForm(fair, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, lambda: costs.add_cost(fair, form.told(), actor=actor))
    ):
        return redirect("fairs:costs", slug)
    known = {one.key: one for one in fair_policies()}
    page = page_of(request, fair.costs.select_related("exhibitor").order_by("exhibitor__sort", "pk"))
    payers = fair.costs.order_by("payer").values_list("payer").annotate(due=Sum("planned"), paid=Sum("spent"))
    names = dict(CostLine.Payer.choices)
    context = {
        "fair": fair,
        "form": form,
        "page": page,
        "lines": [(one, known.get(one.record)) for one in page.object_list],
        "payers": [(names[payer], due, paid) for payer, due, paid in payers],
        "policies": [(one, share_of(one)) for one in known.values()],
        "result": result_of(fair),
        "open": fair.state in COSTING,
    }
    return render(request, "fairs/days_costs.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def write_spent(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    line = get_cost(actor, slug, pk)
    line.version = seen_version(request)

    def act() -> None:
        try:
            spent = MoneyField().clean(request.POST.get("spent", ""))
        except ValidationError as error:
            raise DomainError(error.messages[0]) from None
        costs.write_spent(line, spent, actor=actor)

    return attempt(request, act, _("Đã ghi tiền đã chi."), "fairs:costs", slug)


@login_required
@require_safe
def costs_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    fair = get_own_fair(actor_of(request), slug)
    head = [
        pgettext("fair", "Đơn vị"),
        _("Việc"),
        _("Ai trả"),
        _("Chính sách"),
        _("Dự tính (đồng)"),
        _("Đã chi (đồng)"),
    ]
    known = {one.key: one.name for one in fair_policies()}
    rows: list[list[Any]] = [
        [
            one.exhibitor.name if one.exhibitor else "", one.what, str(one.get_payer_display()),
            known.get(one.record, ""), one.planned, one.spent,
        ]
        for one in fair.costs.select_related("exhibitor").order_by("exhibitor__sort", "pk")
    ]  # fmt: skip
    return as_xlsx(f"chi-phi-{slug}", head, rows)
