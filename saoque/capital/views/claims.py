from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.capital.actions import claims as acts
from saoque.capital.forms import (
    ClaimFilterForm,
    CloseForm,
    HandOverForm,
    NeedForm,
    PaperForm,
    PaymentForm,
    PromiseForm,
    WhyForm,
)
from saoque.capital.models import Claim
from saoque.capital.papers.bundle import bundle
from saoque.capital.papers.letters import claim_letter
from saoque.capital.queries import claims as queries
from saoque.capital.rules import rules
from saoque.capital.views.tools import EXCEL, WORD, act_on_page, concerned, download, form_page, is_officer
from saoque.capital.wording import is_english
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.kernel import files
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.pages import attempt
from saoque.kernel.papers import write_xlsx
from saoque.knowledge import KnowledgeError
from saoque.people.actors import actor_of
from saoque.sources.queries import record_of

PER_PAGE = 30


def _filter(request: HttpRequest) -> tuple[ClaimFilterForm, queries.ClaimFilter]:
    form = ClaimFilterForm(request.GET)
    form.is_valid()
    sent = form.cleaned_data
    return form, queries.ClaimFilter(
        text=sent.get("q", ""), state=sent.get("state", ""), payer=sent.get("payer", ""), since=sent.get("since"),
        until=sent.get("until"),
    )  # fmt: skip


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The claims that one may see, with sums by source of money for the Youth Union."""
    actor = actor_of(request)
    concerned(actor)
    form, wanted = _filter(request)
    found = queries.find_claims(actor, wanted)
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "sums": queries.sums_by_payer(found),
        "officer": is_officer(actor),
        "states": Claim.State.choices,
        "filtered": any(request.GET.get(name) for name in ("q", "state", "payer", "since", "until")),
    }
    return render(request, "capital/claims.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as filtered, as an Excel sheet."""
    actor = actor_of(request)
    concerned(actor)
    head = [
        _("Chủ thể"), _("Xã, phường"), _("Chính sách"), _("Tình trạng"), _("Đề nghị (đồng)"), _("Tiền của ai"),
        _("Hứa chi (đồng)"), _("Ngày hứa"), _("Đã nhận (đồng)"),
    ]  # fmt: skip
    rows = (
        (
            one.producer.name, one.producer.commune.full_name, one.name, str(one.get_state_display()), one.amount_asked,
            one.payer, one.promised_amount, f"{one.promised_on:%d/%m/%Y}" if one.promised_on else "", one.paid_amount,
        )
        for one in queries.find_claims(actor, _filter(request)[1])[:5000]
    )  # fmt: skip
    return download(write_xlsx(head, rows), "de-nghi-ho-tro.xlsx", EXCEL)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    claim = queries.get_claim(actor, pk)
    prepares = rules.may(actor, "prepare", claim) and claim.state == Claim.State.DRAFT
    needs = list(claim.needs.select_related("paper"))
    try:
        record = record_of(
            claim.policy, province=claim.producer.commune.parent.code if claim.producer.commune.parent else ""
        )
    except KnowledgeError:
        record = None
    may_prepare, may_record = rules.may(actor, "prepare", claim), rules.may(actor, "record", claim)
    context = {
        "claim": claim,
        "record": record,
        "english": claim.record.get("english") if is_english() else None,
        "needs": needs,
        "lacking": sum(need.paper is None for need in needs),
        "paper_form": PaperForm(producer=claim.producer) if prepares else None,
        "payments": list(claim.payments.select_related("proof")),
        "left": (claim.promised_amount or 0) - claim.paid_amount,
        "acts": _open_acts(claim, may_prepare, may_record),
        "road": _road(claim),
    }
    return render(request, "capital/claim.html", context)


def _open_acts(claim: Claim, may_prepare: bool, may_record: bool) -> set[str]:
    """Names of the acts that the page offers."""
    state = Claim.State
    found = {
        "hand_over": may_prepare and claim.state == state.DRAFT,
        "withdraw": may_prepare and claim.state in (state.DRAFT, state.HANDED_OVER),
        "promise": may_record and claim.state == state.HANDED_OVER,
        "refuse": may_record and claim.state in (state.HANDED_OVER, state.PROMISED) and not claim.paid_amount,
        "pay": may_record and claim.state == state.PROMISED,
        "close": may_record and claim.state in (state.PROMISED, state.PAID),
    }
    return {name for name, is_open in found.items() if is_open}


def _road(claim: Claim) -> list[dict[str, Any]]:
    """The stations of a claim; none for one that ended on the way."""
    state = Claim.State
    states = [state.DRAFT, state.HANDED_OVER, state.PROMISED, state.PAID, state.CLOSED]
    if claim.state not in states:
        return []
    at = states.index(Claim.State(claim.state))
    days = {state.HANDED_OVER: claim.handed_on, state.PROMISED: claim.promised_on}
    ended = claim.state == state.CLOSED
    return [
        {
            "name": one.label,
            "state": "done" if place < at or ended else "now" if place == at else "next",
            "since" if place == at else "until": days.get(one),
        }
        for place, one in enumerate(states)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One more paper that whoever pays asks for."""
    return _act(
        request, pk, "prepare", lambda: NeedForm(request.POST or None),
        lambda actor, claim, sent: acts.add_need(claim, actor=actor, **sent),
        title=_("Thêm giấy phải nộp"), button=_("Thêm vào danh sách"), done=_("Đã thêm một dòng giấy tờ."),
    )  # fmt: skip


@login_required
@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a paper of the drawer to one line of the checklist."""
    actor = actor_of(request)
    need = queries.get_need(actor, pk)
    rules.require(actor, "prepare", need)
    form = PaperForm(request.POST, producer=need.claim.producer)
    chosen = form.cleaned_data["paper"] if form.is_valid() else None
    return attempt(
        request, lambda: acts.put_paper(need, chosen, actor=actor), _("Đã ghi giấy tờ."), "capital:claim", need.claim_id
    )


def _act(
    request: HttpRequest,
    pk: int,
    right: str,
    make: Callable[[], Any],
    act: Callable[[Actor, Claim, dict[str, Any]], object],
    **words: str,
) -> HttpResponse:
    """One act of a claim on a page of its own."""
    actor = actor_of(request)
    claim = queries.get_claim(actor, pk)
    rules.require(actor, right, claim)
    form = make()
    if act_on_page(request, form, lambda sent: act(actor, claim, sent), words.pop("done")):
        return redirect("capital:claim", pk)
    return form_page(request, form, back=("capital:claim", pk), about=claim.name, **words)


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "prepare", lambda: HandOverForm(request.POST or None),
        lambda actor, claim, sent: acts.hand_over(claim, actor=actor, **sent),
        title=_("Ghi đã nộp đề nghị"), button=_("Ghi đã nộp"), done=_("Đã ghi ngày nộp. Có trả lời thì ghi tiếp ở đây."),
        lead=_("Sao Quê không gửi hộ: tải bộ giấy về, nộp tận nơi hoặc qua cổng dịch vụ công, rồi ghi lại."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda: PromiseForm(request.POST or None),
        lambda actor, claim, sent: acts.promise(claim, actor=actor, **sent),
        title=_("Ghi lời hứa chi"), button=_("Ghi lời hứa"), done=_("Đã ghi lời hứa chi."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda: PaymentForm(request.POST or None, request.FILES or None),
        lambda actor, claim, sent: acts.record_payment(claim, sent.pop("proof"), actor=actor, **sent),
        title=_("Ghi tiền đã nhận"), button=_("Ghi tiền đã nhận"), done=_("Đã ghi tiền nhận được."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda: CloseForm(request.POST if request.method == "POST" else None),
        lambda actor, claim, sent: acts.close(claim, actor=actor, **sent),
        title=_("Khép đề nghị"), button=_("Khép đề nghị"), done=_("Đã khép đề nghị."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, "record", lambda: WhyForm(request.POST or None),
        lambda actor, claim, sent: acts.refuse(claim, actor=actor, **sent),
        title=_("Ghi bị từ chối"), button=_("Ghi bị từ chối"), done=_("Đã ghi lời từ chối."),
    )  # fmt: skip


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    claim = queries.get_claim(actor, pk)
    rules.require(actor, "prepare", claim)
    return attempt(request, lambda: acts.withdraw(claim, actor=actor), _("Đã rút đề nghị."), "capital:claim", pk)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The cover letter with its list as Word or PDF, or everything in one ZIP."""
    claim = queries.get_claim(actor_of(request), pk)
    day = claim.handed_on or today()
    made = claim_letter(claim)
    if kind == "docx":
        return download(draw_word(made, day), "de-nghi-ho-tro.docx", WORD)
    if kind == "pdf":
        return download(draw_pdf(made, day), "de-nghi-ho-tro.pdf", "application/pdf")
    papers = [need.paper for need in claim.needs.select_related("paper__file") if need.paper]
    return download(bundle(made, papers, day), "de-nghi-ho-tro.zip", "application/zip")


@login_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    return files.serve(queries.get_payment(actor_of(request), pk).proof, request.user)
