"""What an office returned: each thing with its reason, a link to its place, an answer; then handing back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import answer_item
from saoque.dossiers.actions.writing import hand_back as give_back
from saoque.dossiers.addresses import criterion_url, field_url
from saoque.dossiers.changes import Change, changes_between, in_order, mended_since, now_as_filing, shown_field
from saoque.dossiers.completeness import MUST, check_completeness
from saoque.dossiers.models import Dossier, DossierState, Part, ReturnItem
from saoque.dossiers.queries_writing import current_returns, filings_of
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of, head, own_dossier
from saoque.kernel.errors import DomainError, NotFound

RETURNED = (DossierState.COMMUNE_RETURNED, DossierState.AGENCY_RETURNED)


@login_required
@require_safe
def returns(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything to mend, what was said about it, and the way to its place."""
    return _page(request, own_dossier(request, pk))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    found = ReturnItem.objects.filter(dossier=dossier, pk=item).first()
    if found is None:
        raise NotFound()
    found.dossier = dossier
    text = request.POST.get("answer", "")
    try:
        answer_item(found, text, actor_of(request))
    except DomainError as error:
        if error.status != 422:
            raise
        return _page(request, dossier, wrong=found.pk, typed=text, error=str(error))
    messages.success(request, _("Đã ghi câu trả lời. Chỗ này khóa lại, chờ cán bộ xem."))
    return redirect("dossiers:returns", pk=pk)


@login_required
@require_POST
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    try:
        filing = give_back(dossier, actor_of(request))
    except DomainError as error:
        if error.status != 422:
            raise
        return _page(request, dossier, error=str(error))
    messages.success(request, _("Đã nộp lại. Đây là biên nhận mới."))
    return redirect("dossiers:filing", pk=pk, sequence=filing.sequence)


def _page(request: HttpRequest, dossier: Dossier, *, wrong: int = 0, typed: str = "", error: str = "") -> HttpResponse:
    order = "form" if request.GET.get("theo") == "mau" else "due"
    items = in_order(dossier, current_returns(dossier), order) if dossier.state in RETURNED else []
    changed = _changed(dossier) if items else {}
    top = head(request, dossier)
    still = [item for item in items if item.state == ReturnItem.State.OPEN]
    rows = [
        {
            "item": item,
            "place": place_name(dossier, item),
            "url": place_url(dossier, item),
            "camera": camera_url(dossier, item),
            "changes": changed.get(item.pk, ()),
            "helped": top["marks"].get((Part.ANSWER, str(item.pk))),
            "part": f"{Part.ANSWER}:{item.pk}",
            "error": error if item.pk == wrong else "",
            "typed": typed if item.pk == wrong else "",
        }
        for item in items
    ]
    must = [f for f in check_completeness(dossier) if f.severity == MUST] if items and not still else []
    context = {
        **top,
        "by_form": order == "form",
        "may_file": rules.may(actor_of(request), "file", dossier),
        "rows": rows,
        "still": len(still),
        "returned": dossier.state in RETURNED,
        "error": "" if wrong else error,
        "must": must,
    }
    return render(request, "dossiers/write/returns.html", context, status=422 if error else 200)


def _changed(dossier: Dossier) -> dict[int, tuple[Change, ...]]:
    """Return what changed at the place of each returned thing since the last filing, by the id of the thing."""
    filings = filings_of(dossier)
    if not filings:
        return {}
    changes = changes_between(dossier, filings[-1], now_as_filing(dossier))
    mended, _others = mended_since(dossier, filings[-1], timezone.now(), changes)
    return {row.item.pk: row.changes for row in mended}


def place_name(dossier: Dossier, item: ReturnItem) -> str:
    """Return what the item is about, in words."""
    sheet = rulebook.scorecard(dossier.scorecard)
    if item.target == ReturnItem.Target.CRITERION:
        line = sheet.by_code.get(item.key)
        return f"{_('Tiêu chí')} {item.key} {line.name if line else ''}".strip()
    if item.target == ReturnItem.Target.PAPER:
        name = rulebook.decision(sheet.decision).evidence_codes.get(item.key, "")
        return f"{_('Giấy tờ')} {item.key} {name}".strip()
    return shown_field(dossier, item.key, None)[0]


def place_url(dossier: Dossier, item: ReturnItem) -> str:
    """Return the page where the item is mended."""
    if item.target == ReturnItem.Target.CRITERION:
        return criterion_url(dossier, item.key)
    if item.target == ReturnItem.Target.PAPER:
        return reverse("dossiers:papers", args=[dossier.pk])
    return field_url(dossier, item.key)


def camera_url(dossier: Dossier, item: ReturnItem) -> str:
    """Return the page where the paper that the item asks for is photographed; empty for a blank of a form."""
    if item.target == ReturnItem.Target.CRITERION:
        return reverse("dossiers:criterion_pages", args=[dossier.pk, item.key])
    if item.target == ReturnItem.Target.PAPER:
        return reverse("dossiers:pages", args=[dossier.pk]) + f"?loai={item.key}"
    return ""
