"""Looking everything over, handing in, the receipt of what was handed in, what changed since, and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import file_dossier
from saoque.dossiers.actions.writing import withdraw as take_back
from saoque.dossiers.changes import Change, changes_between, mended_since, now_as_filing
from saoque.dossiers.completeness import HELPED
from saoque.dossiers.flow import OPEN_TO_PRODUCER
from saoque.dossiers.models import Dossier, DossierState, Filing
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.queries_writing import filings_of
from saoque.dossiers.readiness import Readiness, check_readiness
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of, head, own_dossier
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound


@login_required
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of what is missing, each line leading to the very blank; with nothing missing, the button to hand in."""
    dossier = own_dossier(request, pk)
    return _check_page(request, dossier)


def _check_page(request: HttpRequest, dossier: Dossier, error: str = "") -> HttpResponse:
    found = check_readiness(dossier) if dossier.state in OPEN_TO_PRODUCER else Readiness()
    context: dict[str, Any] = {
        **head(request, dossier),
        "found": found,
        "look": [one for one in found.look if one.code != HELPED],
        "ask": [one for one in found.look if one.code == HELPED],
        "today": today(),
        "may_file": rules.may(actor_of(request), "file", dossier),
        "drafting": dossier.state == DossierState.DRAFT,
        "error": error,
        "papers": dossier.evidence.count(),
    }
    return render(request, "dossiers/write/check.html", context, status=422 if error else 200)


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    try:
        filing = file_dossier(dossier, actor_of(request))
    except DomainError as error:
        if error.status != 422:
            raise
        return _check_page(request, dossier, str(error))
    messages.success(request, _("Đã nộp hồ sơ cho xã. Đây là biên nhận, bà con nên in hoặc lưu lại."))
    return redirect("dossiers:filing", pk=pk, sequence=filing.sequence)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    take_back(dossier, request.POST.get("reason", ""), actor_of(request))
    messages.success(request, _("Đã rút hồ sơ. Những gì đã viết vẫn được giữ để xem lại."))
    return redirect("dossiers:home", pk=pk)


@login_required
@require_safe
def filing_receipt(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """The printable receipt of one filing, for whoever may read the dossier: every file with size and SHA-256."""
    dossier = get_dossier(actor_of(request), pk)
    filing = next((one for one in filings_of(dossier) if one.sequence == sequence), None)
    if filing is None:
        raise NotFound()
    context = {
        "dossier": dossier,
        "filing": filing,
        "may_take": rules.may(actor_of(request), "take_papers", dossier),
        "sheet": rulebook.scorecard(filing.snapshot["scorecard"]),
        "size": sum(row["size"] for row in filing.manifest),
        "answered": sum(1 for answer in filing.snapshot["answers"].values() if answer["option"]),
    }
    return render(request, "dossiers/write/filing.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the last filing, or between the last two once it is handed back. Offices see filings only.

    What an office had returned stands first, each thing with its place before and after; then everything else.
    """
    dossier = get_dossier(actor_of(request), pk)
    filings = filings_of(dossier)
    if not filings:
        raise NotFound()
    own = rules.may(actor_of(request), "open_pages", dossier)
    writing = dossier.state in OPEN_TO_PRODUCER and own
    older, newer = _pair(dossier, filings, writing)
    sensitive = own or rules.may(actor_of(request), "see_personal", dossier)
    found: list[Change] = changes_between(dossier, older, newer, with_sensitive=sensitive) if newer else []
    until = newer.filed_at if newer and newer.filed_at else timezone.now()
    mended, others = mended_since(dossier, older, until, found) if newer else ([], found)
    context = {
        "dossier": dossier,
        "own": own,
        "mended": mended,
        "changes": others,
        "older": older,
        "newer": newer,
        "writing": writing,
        "single": newer is None,
    }
    return render(request, "dossiers/write/compare.html", context)


def _pair(dossier: Dossier, filings: list[Filing], writing: bool) -> tuple[Filing, Filing | None]:
    if writing:
        return filings[-1], now_as_filing(dossier)
    return (filings[-2], filings[-1]) if len(filings) > 1 else (filings[-1], None)
