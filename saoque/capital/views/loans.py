from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.capital.actions import loans as acts
from saoque.capital.forms import (
    OVERDUE,
    CheckForm,
    DisburseForm,
    HandOverForm,
    LoanFilterForm,
    LoanForm,
    PaperForm,
    RepayForm,
    WhyForm,
)
from saoque.capital.models import Loan, SavingsGroup
from saoque.capital.papers.bundle import bundle
from saoque.capital.papers.letters import loan_letter
from saoque.capital.paths import find_path
from saoque.capital.queries import loans as queries
from saoque.capital.queries.support import get_own, province_of
from saoque.capital.rules import rules
from saoque.capital.views.tools import EXCEL, act_on_page, concerned, download, form_page, is_officer
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt
from saoque.kernel.papers import write_xlsx
from saoque.knowledge import KnowledgeError
from saoque.people.actors import actor_of

PER_PAGE = 30
_EXPORT_LIMIT = 5000


def _found(request: HttpRequest, actor: Actor) -> tuple[LoanFilterForm, Any]:
    form = LoanFilterForm(request.GET)
    form.is_valid()
    text, state = form.cleaned_data.get("q", ""), form.cleaned_data.get("state", "")
    if state == OVERDUE:
        return form, queries.overdue_loans(actor, text=text)
    return form, queries.find_loans(actor, text=text, state=state)


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The loans that one may see; for the Youth Union of the area, with what is overdue first to be chosen."""
    actor = actor_of(request)
    concerned(actor)
    form, found = _found(request, actor)
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "officer": is_officer(actor),
        "filtered": bool(request.GET.get("q") or request.GET.get("state")),
        "today": today(),
    }
    return render(request, "capital/loans.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    concerned(actor)
    head = [
        _("Chủ thể"), _("Xã, phường"), _("Đường vay"), _("Tình trạng"), _("Vay (đồng)"), _("Còn nợ (đồng)"),
        _("Gốc quá hạn (đồng)"), _("Lãi quá hạn (đồng)"), _("Kỳ tới"),
    ]  # fmt: skip
    rows = (
        (
            one.producer.name, one.producer.commune.full_name, one.name, str(one.get_state_display()),
            one.principal or one.amount_asked, one.balance, max(one.overdue, 0) if one.principal else None,
            max(one.overdue_interest, 0) if one.principal else None,
            f"{one.next_due:%d/%m/%Y}" if one.next_due else "",
        )
        for one in _found(request, actor)[1][:_EXPORT_LIMIT]
    )  # fmt: skip
    return download(write_xlsx(head, rows), "khoan-vay.xlsx", EXCEL)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int, shelf: str, ident: str) -> HttpResponse:
    """Begin a loan file for a producer on one of the paths."""
    actor = actor_of(request)
    producer = get_own(actor, pk)
    rules.require(actor, "prepare", producer)
    try:
        path = find_path(f"{shelf}#{ident}", province=province_of(producer))
    except KnowledgeError:
        raise NotFound() from None
    if path.record.kind != "capital":
        raise NotFound()
    groups = SavingsGroup.objects.filter(members__producer=producer, members__left_on=None).distinct()
    form = LoanForm(request.POST or None, groups=groups)
    made: list[Loan] = []
    if act_on_page(
        request, form, lambda sent: made.append(acts.begin_loan(producer, path, actor=actor, **sent)),
        _("Đã mở hồ sơ vay. Giờ gắn giấy tờ cho đủ."),
    ):  # fmt: skip
        return redirect("capital:loan", made[0].pk)
    return form_page(
        request, form, title=_("Mở hồ sơ vay"), button=_("Mở hồ sơ"), about=path.record.name, back=("capital:paths",)
    )


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    loan = queries.get_loan(actor, pk)
    state = Loan.State
    may_prepare, may_record = rules.may(actor, "prepare", loan), rules.may(actor, "record", loan)
    needs = list(loan.needs.select_related("paper"))
    open_acts = {
        "hand_over": may_prepare and loan.state == state.DRAFT,
        "withdraw": may_prepare and loan.state in (state.DRAFT, state.HANDED_OVER),
        "disburse": may_record and loan.state == state.HANDED_OVER,
        "refuse": may_record and loan.state == state.HANDED_OVER,
        "repay": may_record and loan.state == state.DISBURSED,
        "check": rules.may(actor, "check_use", loan) and loan.state in (state.DISBURSED, state.REPAID),
    }
    context = {
        "loan": loan,
        "rate": loan.annual_rate * 100 if loan.annual_rate is not None else None,
        "needs": needs,
        "lacking": sum(need.paper is None for need in needs),
        "paper_form": PaperForm(producer=loan.producer) if open_acts["hand_over"] else None,
        "lines": queries.lines_of(loan) if loan.principal else [],
        "repayments": list(loan.repayments.all()),
        "checks": list(loan.use_checks.select_related("entered_by")),
        "acts": {name for name, is_open in open_acts.items() if is_open},
        "today": today(),
    }
    return render(request, "capital/loan.html", context)


@login_required
@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    need = queries.get_loan_need(actor, pk)
    rules.require(actor, "prepare", need)
    form = PaperForm(request.POST, producer=need.loan.producer)
    chosen = form.cleaned_data["paper"] if form.is_valid() else None
    return attempt(
        request,
        lambda: acts.put_loan_paper(need, chosen, actor=actor),
        _("Đã ghi giấy tờ."),
        "capital:loan",
        need.loan_id,
    )


def _act(
    request: HttpRequest,
    pk: int,
    right: str,
    make: Callable[[Loan], Any],
    act: Callable[[Actor, Loan, dict[str, Any]], object],
    **words: str,
) -> HttpResponse:
    """One act of a loan on a page of its own."""
    actor = actor_of(request)
    loan = queries.get_loan(actor, pk)
    rules.require(actor, right, loan)
    form = make(loan)
    if act_on_page(request, form, lambda sent: act(actor, loan, sent), words.pop("done")):
        return redirect("capital:loan", pk)
    return form_page(request, form, back=("capital:loan", pk), about=loan.name, **words)


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "prepare", lambda loan: HandOverForm(request.POST or None),
        lambda actor, loan, sent: acts.hand_over_loan(loan, actor=actor, **sent),
        title=_("Ghi đã nộp hồ sơ vay"), button=_("Ghi đã nộp"), done=_("Đã ghi ngày nộp hồ sơ vay."),
        lead=_("Sao Quê không phải ngân hàng và không gửi hộ: tải bộ hồ sơ về, nộp ở điểm giao dịch, rồi ghi lại."),
    )  # fmt: skip


def _disburse(actor: Actor, loan: Loan, sent: dict[str, Any]) -> None:
    rate = sent.pop("rate") / 100
    acts.disburse(loan, actor=actor, annual_rate=rate, **sent)


@login_required
@require_http_methods(["GET", "POST"])
def disburse(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record",
        lambda loan: DisburseForm(
            request.POST or None, initial={"principal": loan.amount_asked, "method": Loan.Method.EQUAL_PRINCIPAL}
        ),
        _disburse,
        title=_("Ghi đã giải ngân"), button=_("Ghi đã giải ngân"), done=_("Đã ghi. Lịch trả nợ có ở dưới."),
        lead=_("Ghi đúng như hợp đồng vay của ngân hàng."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def repay(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda loan: RepayForm(request.POST or None, initial={"on": today()}),
        lambda actor, loan, sent: acts.repay(loan, actor=actor, **sent),
        title=_("Ghi đã trả nợ"), button=_("Ghi đã trả"), done=_("Đã ghi tiền trả nợ."),
        lead=_("Ghi theo biên lai của ngân hàng. Trả nhiều kỳ một lúc thì ghi cộng lại."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "check_use", lambda loan: CheckForm(request.POST or None, initial={"on": today()}),
        lambda actor, loan, sent: acts.check_use(loan, actor=actor, **sent),
        title=_("Kiểm tra sử dụng vốn"), button=_("Ghi kết quả"), done=_("Đã ghi kết quả kiểm tra."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda loan: WhyForm(request.POST or None),
        lambda actor, loan, sent: acts.refuse_loan(loan, actor=actor, **sent),
        title=_("Ghi ngân hàng từ chối"), button=_("Ghi bị từ chối"), done=_("Đã ghi lời từ chối."),
    )  # fmt: skip


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    loan = queries.get_loan(actor, pk)
    rules.require(actor, "prepare", loan)
    return attempt(request, lambda: acts.withdraw_loan(loan, actor=actor), _("Đã rút hồ sơ vay."), "capital:loan", pk)


@login_required
@require_safe
def packed(request: HttpRequest, pk: int) -> HttpResponse:
    """The complete file for the bank: cover sheet and every paper, in one ZIP."""
    loan = queries.get_loan(actor_of(request), pk)
    papers = [need.paper for need in loan.needs.select_related("paper__file") if need.paper]
    made = bundle(loan_letter(loan), papers, loan.handed_on or today())
    return download(made, "ho-so-vay.zip", "application/zip")
