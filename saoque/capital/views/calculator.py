"""The calculator for everybody: schedule, chart, print, Excel."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque.capital.chart import repayment_chart
from saoque.capital.forms import CalculatorForm
from saoque.capital.models import Loan
from saoque.capital.paths import Path, paths
from saoque.capital.views.tools import EXCEL, download, is_concerned
from saoque.kernel.calendar import today
from saoque.kernel.papers import write_xlsx
from saoque.knowledge.loans import Loan as Terms
from saoque.knowledge.loans import LoanError, Schedule, schedule
from saoque.people.actors import actor_of
from saoque.producers.models import Producer
from saoque.producers.queries import own_producers
from saoque.sources.queries import place_of


def _asked(request: HttpRequest, found: list[Path]) -> tuple[CalculatorForm, Schedule | None]:
    """The form as sent, or filled in from the record of the first path with a rate."""
    if "principal" in request.GET:
        form = CalculatorForm(request.GET)
        return form, _computed(form)
    known = next((path.rate for path in found if path.rate is not None), None)
    initial = {
        "rate": (known * 100).quantize(Decimal("0.0001")).normalize() if known is not None else None,
        "method": Loan.Method.EQUAL_PRINCIPAL,
        "first_due": today() + timedelta(days=30),
    }
    return CalculatorForm(initial=initial), None


def _computed(form: CalculatorForm) -> Schedule | None:
    if not form.is_valid():
        return None
    sent = form.cleaned_data
    try:
        return schedule(
            Terms(
                sent["principal"], sent["rate"] / 100, sent["months"], sent["grace_months"], sent["method"],
                sent["first_due"],
            )
        )  # fmt: skip
    except LoanError:
        form.add_error("grace_months", _("Số tháng chỉ trả lãi phải ít hơn thời hạn vay, và kỳ đầu không quá xa."))
        return None


def _context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    found = paths(province=place_of(actor))
    form, plan = _asked(request, found)
    return {
        "form": form,
        "plan": plan,
        "chart": repayment_chart(plan) if plan else "",
        "sources": [path for path in found if path.rate is not None],
        "query": request.GET.urlencode(),
    }


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    context = _context(request)
    return render(request, "capital/calculator.html", context, status=422 if context["form"].errors else 200)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The schedule on paper."""
    context = _context(request)
    return render(request, "capital/calculator_print.html", context, status=422 if context["form"].errors else 200)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The schedule as an Excel sheet; the form again where there is nothing to compute."""
    plan = _context(request)["plan"]
    if plan is None:
        return calculator(request)
    return download(write_xlsx(*table_of(plan)), "lich-tra-no.xlsx", EXCEL)


def table_of(plan: Schedule) -> tuple[list[str], list[list[Any]]]:
    head = [_("Kỳ"), _("Ngày trả"), _("Gốc (đồng)"), _("Lãi (đồng)"), _("Cộng (đồng)"), _("Còn nợ (đồng)")]
    return head, [[r.n, f"{r.due:%d/%m/%Y}", r.principal, r.interest, r.total, r.balance] for r in plan.rows]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The ways to money side by side, and why each suits the producer or not."""
    actor = actor_of(request)
    producer = own_producers(actor).first() if actor.signed_in else None
    rows = [{"path": path, "because": _because(path, producer)} for path in paths(province=place_of(actor))]
    return render(request, "capital/paths.html", {"rows": rows, "producer": producer, "has_loans": is_concerned(actor)})


def _because(path: Path, producer: Producer | None) -> tuple[str, str]:
    """The kind of tag, and «hợp với bạn vì…» in words."""
    if producer is None:
        return "", ""
    fits = path.fits(producer.legal_form)
    form = str(producer.get_legal_form_display()).lower()
    if fits is None and path.needs_group:
        return "info", _("Hợp với bạn khi bạn là thành viên một tổ tiết kiệm và vay vốn trong ấp.")
    if fits is None:
        return "wait", _("Chưa rõ ai được vay. Hãy hỏi Đoàn xã hoặc ngân hàng.")
    if fits:
        return "ok", _("Hợp với bạn vì cơ sở là %(form)s.") % {"form": form}
    return "bad", _("Chưa hợp: %(form)s không có trong danh sách được vay.") % {"form": form}
