from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.capital.actions import plans as acts
from saoque.capital.models import BusinessPlan
from saoque.capital.papers.plan import HEAD, plan_paper
from saoque.capital.plans import PlanForm, cashflow_of, initial_of, schedule_of
from saoque.capital.queries.plans import find_plans, get_plan
from saoque.capital.queries.support import get_own
from saoque.capital.rules import rules
from saoque.capital.views.tools import EXCEL, WORD, act_on_page, concerned, download, form_page, is_officer
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.papers import write_xlsx
from saoque.people.actors import actor_of
from saoque.producers.queries import own_producers

PER_PAGE = 30


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    concerned(actor)
    context = {
        "page": Paginator(find_plans(actor), PER_PAGE).get_page(request.GET.get("page")),
        "producers": list(own_producers(actor)),
        "officer": is_officer(actor),
    }
    return render(request, "capital/plans.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = get_own(actor, pk)
    rules.require(actor, "edit_plan", producer)
    form = PlanForm(request.POST or None)
    form.fields = {"title": form.fields["title"]}
    made: list[BusinessPlan] = []
    if act_on_page(
        request,
        form,
        lambda sent: made.append(acts.begin_plan(producer, sent["title"], actor=actor)),
        _("Đã mở phương án."),
    ):
        return redirect("capital:plan", made[0].pk)
    return form_page(
        request, form, title=_("Phương án kinh doanh mới"), button=_("Mở phương án"), back=("capital:plans",),
        lead=_("Ghi tên, rồi điền dần: mỗi ô tự lưu."),
    )  # fmt: skip


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    plan = get_plan(actor, pk)
    context = {
        "plan": plan,
        "form": PlanForm(initial=initial_of(plan)),
        "editable": rules.may(actor, "edit_plan", plan),
        **_figures(plan),
    }
    return render(request, "capital/plan.html", context)


def _figures(plan: BusinessPlan) -> dict[str, object]:
    return {"flow": cashflow_of(plan), "loan": schedule_of(plan)}


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep one field. 200 {version, saved_at, html, order}; 409 {version, current, error}; 422 {error}."""
    actor = actor_of(request)
    plan = get_plan(actor, pk)
    field, version = request.POST.get("field", ""), request.POST.get("version", "")
    try:
        acts.save_field(
            plan, field, request.POST.get("value", ""), int(version) if version.isdigit() else 0, actor=actor
        )
    except Stale as refused:
        now = get_plan(actor, pk)
        held = {"title": now.title, **now.words, **now.numbers}.get(field)
        return JsonResponse(
            {"error": str(refused), "version": now.version, "current": "" if held is None else str(held)}, status=409
        )
    except DomainError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    html = {"#cashflow": render_to_string("capital/_cashflow.html", _figures(plan), request)}
    told = {"version": plan.version, "saved_at": f"{timezone.localtime():%H:%M}", "html": html, "order": plan.version}
    return JsonResponse(told)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The plan as Word or PDF; its cash-flow as Excel."""
    plan = get_plan(actor_of(request), pk)
    if kind == "docx":
        return download(draw_word(plan_paper(plan), today()), "phuong-an.docx", WORD)
    if kind == "pdf":
        return download(draw_pdf(plan_paper(plan), today()), "phuong-an.pdf", "application/pdf")
    rows = (
        (m.n, m.revenue, m.variable, m.fixed, m.investment, m.loan_in, m.loan_out, m.balance)
        for m in cashflow_of(plan).rows
    )
    return download(write_xlsx(HEAD, rows), "dong-tien.xlsx", EXCEL)
