"""The member's sheet: one criterion after the other, saved as it is chosen; then handed in, printed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saoque.councils import actions
from saoque.councils.models import Assessment, ScoreSheet, Session, SheetMark
from saoque.councils.queries import get_assessment, get_to_mark, sheet_page
from saoque.councils.queries.sheets import NO_RUNG, own_sheet, score_sheet_labels, sheet_to_print
from saoque.councils.rules import rules
from saoque.dossiers.models import Evidence
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.files.serve import serve
from saoque.kernel.pages import seen_version
from saoque.people.actors import actor_of
from saoque.rulebook import scorecard


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet for whoever scores; the same page without marks for the others before the council."""
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    own = own_sheet(actor, found)
    page = sheet_page(found, own)
    may_mark = (
        rules.may(actor, "mark", found)
        and found.state == Assessment.State.SCORING
        and found.session.state == Session.State.OPEN
        and not found.session.round.is_closed
        and (own is None or own.state == ScoreSheet.State.DRAFT)
    )
    context = {
        "assessment": found,
        "session": found.session,
        "page": page,
        "sheet": own,
        "may_mark": may_mark,
        "scores": rules.may(actor, "mark", found),
        # One address for all: asking the table of addresses for each line took longer than drawing it.
        "to_mark": reverse("councils:mark", args=[pk, found.turn, "x"]).removesuffix("x/"),
        "to_evidence": reverse("councils:evidence", args=[pk, 0]).removesuffix("0/"),
        **_sum(found, own, page.total_criteria),
    }
    return render(request, "councils/sheet.html", context)


@login_required
@require_POST
def mark(request: HttpRequest, pk: int, turn: int, criterion: str) -> HttpResponse:
    """Save one criterion. Answers as the autosave module expects: version, time, the new sums; 409 with what stands."""
    actor = actor_of(request)
    found = get_to_mark(actor, pk)
    given = _given(request)
    try:
        if turn != found.turn:
            raise DomainError(_("Hội đồng đang chấm lại lần %(turn)d. Hãy tải lại trang.") % {"turn": found.turn})
        own = actions.open_sheet(found, actor=actor)
        saved = actions.mark(own, criterion, actor=actor, version=seen_version(request), **given)
    except actions.StaleMark as clash:
        if "field" not in request.POST:
            raise
        return JsonResponse(_clash(request, found, criterion, clash), status=clash.status)
    except NotFound:
        raise
    except DomainError as error:
        if "field" not in request.POST:
            raise
        return JsonResponse({"error": str(error)}, status=error.status)
    if "field" not in request.POST:
        return redirect(reverse("councils:sheet", args=[pk]) + f"#c-{criterion}")
    total = len(scorecard(found.dossier.scorecard).criteria)
    context = {**_sum(found, saved.sheet, total), "sheet": saved.sheet}
    parts = ("sum", "end", "bar") if "option" in given else ("end",)
    return JsonResponse(
        {
            "version": saved.mark.version,
            "saved_at": timezone.localtime().strftime("%H:%M"),
            # Grows with every mark of the sheet: the page keeps the newest sum when answers overtake each other.
            "order": saved.sheet.version,
            # Without the request: these parts need nothing of what every page knows. A remark changes no sum.
            "html": {f"#sheet-{part}": render_to_string(f"councils/_{part}.html", context) for part in parts},
        }
    )


@login_required
@require_POST
def hand_in(request: HttpRequest, pk: int, turn: int) -> HttpResponse:
    """Hand in and seal the sheet as the page showed it."""
    actor = actor_of(request)
    found = get_assessment(actor, pk)
    own = own_sheet(actor, found)
    try:
        if own is None or turn != found.turn:
            rules.require(actor, "hand_in", found)
            raise DomainError(_("Phiếu này chưa có điểm nào. Hãy chấm rồi nộp."))
        own.assessment = found
        version, opinion = seen_version(request), request.POST.get("opinion", "")
        actions.hand_in(own, actor=actor, version=version, opinion=opinion)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("councils:sheet", pk)
    messages.success(request, _("Đã nộp và niêm phong phiếu. Kết quả chung chỉ hiện sau khi Chủ tịch kết luận."))
    return redirect("councils:session", found.session_id)


@login_required
def evidence_file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """Open one paper of the dossier, for those before whom it is and who have no interest in it."""
    found = get_assessment(actor_of(request), pk)
    paper = Evidence.objects.filter(pk=evidence, dossier=found.dossier_id).select_related("paper__file").first()
    if paper is None:
        raise NotFound()
    return serve(paper.paper.file, request.user)


@login_required
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet in the form of Annex II: one's own at any time, a sealed one for those who steer after the conclusion."""
    actor = actor_of(request)
    own, found = sheet_to_print(actor, pk)
    page = sheet_page(found, own)
    context = {"assessment": found, "sheet": own, "page": page, "labels": score_sheet_labels()}
    return render(request, "councils/print_sheet.html", context)


def _sum(found: Assessment, own: ScoreSheet | None, total: int) -> dict[str, Any]:
    """The running totals beside the sheet."""
    points = [own.part_a, own.part_b, own.part_c] if own else [0, 0, 0]
    card = scorecard(found.dossier.scorecard)
    marked = own.marked if own else 0
    return {
        "sums": [(part, given) for part, given in zip(card.parts, points, strict=False)],
        "total_points": own.total if own else 0,
        "marked": marked,
        "criteria": total,
        "left_count": total - marked,
    }


def _given(request: HttpRequest) -> dict[str, str]:
    """The option or the remark, as autosave sends them one at a time or a plain form sends both."""
    if "field" in request.POST:
        sent = {request.POST["field"]: request.POST.get("value", "")}
    else:
        sent = {name: request.POST[name] for name in ("option", "remark") if name in request.POST}
    given = {name: value for name, value in sent.items() if name in ("option", "remark")}
    if given.get("option") == NO_RUNG:
        given["option"] = ""
    return given


def _clash(request: HttpRequest, found: Assessment, criterion: str, clash: actions.StaleMark) -> dict[str, Any]:
    now: SheetMark | None = clash.current
    wants_remark = request.POST.get("field") == "remark"
    option = now.option if now and now.chosen else None
    line = scorecard(found.dossier.scorecard).by_code.get(criterion)
    rung = line.find(option) if line and option else None
    stands = (now.remark if now else "") if wants_remark else (NO_RUNG if option == "" else option or "")
    said = stands if wants_remark else (rung.label if rung else (_("Không đạt mức nào") if option == "" else ""))
    return {
        "error": str(clash),
        "version": now.version if now else 0,
        "current": stands,
        "current_text": said,
        "by": _("Bạn, ở một trang khác,"),
    }
