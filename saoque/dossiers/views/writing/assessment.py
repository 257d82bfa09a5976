"""Self-assessment: one criterion a page on a phone, a whole group on a desk, and an overview of all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import save_answer
from saoque.dossiers.actions.writing.answers import AnswerClash, SavedAnswer
from saoque.dossiers.completeness import needs_file
from saoque.dossiers.models import CriterionAnswer, Dossier, Evidence, Part
from saoque.dossiers.queries_writing import Unlocked, answer_rows, cited_by, evidence_of, unlocked
from saoque.dossiers.standing import StandingNow, standing_of
from saoque.dossiers.views.writing.common import (
    actor_of,
    clock,
    head,
    may_write,
    own_dossier,
    refuse,
    say,
    wants_json,
)
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.producers.models import Paper
from saoque.rulebook.shapes import Criterion, Group, Option, Scorecard

FILTERS = ("chua-tra-loi", "thieu-minh-chung", "thieu-dieu-kien")
DRAWER_SHOWN = 60


@login_required
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """All criteria by part and group, with what was chosen and what is missing; `?loc=` narrows it down."""
    dossier = own_dossier(request, pk)
    top = head(request, dossier)
    sheet = rulebook.scorecard(dossier.scorecard)
    answers = answer_rows(dossier)
    cited = cited_by(evidence_of(dossier))
    standing = standing_of(sheet, options_of(answers))
    wanted = request.GET.get("loc", "")
    marks = {mark.criterion.code: mark for mark in reversed(standing.missing_marks)}
    counts = dict.fromkeys(FILTERS, 0)
    parts = []
    for part in sheet.parts:
        groups = []
        for group in part.groups:
            rows = [_row(dossier, line, answers, cited, marks) for line in group.criteria]
            for row in rows:
                row["helped"] = top["marks"].get((Part.CRITERION, row["line"].code))
            for row in rows:
                for name in FILTERS:
                    counts[name] += row["in"][name]
            shown = [row for row in rows if wanted not in FILTERS or row["in"][wanted]]
            if shown:
                groups.append({"group": group, "rows": shown, "points": sum(row["points"] for row in rows)})
        if groups:
            parts.append({"part": part, "groups": groups})
    names = [_("Chưa trả lời"), _("Thiếu minh chứng"), _("Thiếu điều kiện lên sao")]
    context = {
        **top,
        "sheet": sheet,
        "whole_notices": [notice for notice in rulebook.notices(sheet) if not notice.criteria],
        "parts": parts,
        "standing": standing,
        "filters": [{"key": k, "name": n, "count": counts[k]} for k, n in zip(FILTERS, names, strict=True)],
        "wanted": wanted,
        "all_count": len(sheet.criteria),
        "answered": sum(1 for row in answers.values() if row.option),
    }
    return render(request, "dossiers/write/assessment.html", context)


@login_required
@require_safe
def criterion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One criterion with everything that helps to choose honestly."""
    dossier = own_dossier(request, pk)
    sheet = rulebook.scorecard(dossier.scorecard)
    line = find_line(sheet, code)
    answers = answer_rows(dossier)
    free = unlocked(dossier) if may_write(request, dossier) else Unlocked()
    evidence = evidence_of(dossier)
    at = sheet.criteria.index(line)
    top = head(request, dossier)
    marks = top["marks"]
    context = {
        **top,
        "sheet": sheet,
        "helped": marks.get((Part.CRITERION, code)),
        "part": f"{Part.CRITERION}:{code}",
        "talk_here": top["talk"].get((Part.CRITERION, code), 0),
        "one": card_of(dossier, sheet, line, answers.get(code), free),
        "number": at + 1,
        "count": len(sheet.criteria),
        "before": sheet.criteria[at - 1] if at else None,
        "after": sheet.criteria[at + 1] if at + 1 < len(sheet.criteria) else None,
        "standing": standing_of(sheet, options_of(answers)),
        "papers": [papers_row(dossier, one, code, top) for one in cited_by(evidence).get(code, [])],
        "offered": _offered(dossier, evidence, code) if free.criterion(code) else [],
        "codes": rulebook.decision(sheet.decision).evidence_codes,
        "limit": settings.UPLOAD_LIMIT,
    }
    return render(request, "dossiers/write/criterion.html", context)


@login_required
@require_safe
def group(request: HttpRequest, pk: int, part: str, group: str) -> HttpResponse:
    """All criteria of one group on one page, for wide screens."""
    dossier = own_dossier(request, pk)
    sheet = rulebook.scorecard(dossier.scorecard)
    every = [found for one in sheet.parts for found in one.groups]
    here = find_group(sheet, part, group)
    answers = answer_rows(dossier)
    free = unlocked(dossier) if may_write(request, dossier) else Unlocked()
    cited = cited_by(evidence_of(dossier))
    at = every.index(here)
    top = head(request, dossier)
    context = {
        **top,
        "sheet": sheet,
        "group": here,
        "cards": [
            {
                "one": card_of(dossier, sheet, line, answers.get(line.code), free),
                "cited": len(cited.get(line.code, [])),
                "helped": top["marks"].get((Part.CRITERION, line.code)),
                "part": f"{Part.CRITERION}:{line.code}",
                "talk": top["talk"].get((Part.CRITERION, line.code), 0),
            }
            for line in here.criteria
        ],
        "standing": standing_of(sheet, options_of(answers)),
        "before": every[at - 1] if at else None,
        "after": every[at + 1] if at + 1 < len(every) else None,
    }
    return render(request, "dossiers/write/group.html", context)


@login_required
@require_POST
def save(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep an answer. As JSON one `field` (option or description) at a time; a plain form sends both and moves on."""
    dossier = own_dossier(request, pk)
    if not wants_json(request):
        return _save_plain(request, dossier, code)
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    try:
        version = read_version(request.POST.get("version", ""))
        if field == "description":
            option = _stored_option(dossier, code)
            saved = save_answer(dossier, code, option, value, version, actor_of(request))
        elif field == "option":
            saved = save_answer(dossier, code, value or None, None, version, actor_of(request))
        else:
            raise DomainError(_("Không có ô «%(name)s» ở trang này. Hãy tải lại trang.") % {"name": field[:60]})
    except AnswerClash as clash:
        return _clash(dossier, code, field, clash)
    except DomainError as error:
        return refuse(error)
    return say({"version": saved.version, "saved_at": clock(), "html": {"#score": _panel(dossier, saved)}})


def _save_plain(request: HttpRequest, dossier: Dossier, code: str) -> HttpResponse:
    try:
        save_answer(
            dossier, code, request.POST.get("option") or None, request.POST.get("description", ""),
            read_version(request.POST.get("version", "")), actor_of(request),
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("dossiers:criterion", pk=dossier.pk, code=code)
    sheet = rulebook.scorecard(dossier.scorecard)
    codes = [line.code for line in sheet.criteria]
    step = {"next": 1, "back": -1}.get(request.POST.get("go", ""), 0)
    at = codes.index(code) + step
    if not 0 <= at < len(codes):
        return redirect("dossiers:assessment", pk=dossier.pk)
    return redirect("dossiers:criterion", pk=dossier.pk, code=codes[at])


def read_version(text: str) -> int:
    """Return the version that a page sends back. Raises `DomainError` for anything but a small whole number."""
    if not text.isdecimal() or len(text) > 9:
        raise DomainError(_("Trang này đã cũ. Hãy tải lại trang rồi làm tiếp."))
    return int(text)


def find_line(sheet: Scorecard, code: str) -> Criterion:
    line = sheet.by_code.get(code)
    if line is None:
        raise NotFound()
    return line


def find_group(sheet: Scorecard, part: str, group: str) -> Group:
    for one in sheet.parts:
        for found in one.groups:
            if (one.code, found.code) == (part, group):
                return found
    raise NotFound()


def options_of(answers: Mapping[str, CriterionAnswer]) -> dict[str, str | None]:
    return {code: row.option or None for code, row in answers.items()}


def card_of(
    dossier: Dossier, sheet: Scorecard, line: Criterion, answer: CriterionAnswer | None, free: Unlocked
) -> dict[str, Any]:
    """Return everything about one criterion that a page draws, except its papers."""
    chosen = answer.option if answer else ""
    english = get_language() == "en"
    guidance = rulebook.guidance(sheet.code, line.code)
    part = next(p for p in sheet.parts if p.code == line.part)
    return {
        "line": line,
        "part": part,
        "group": find_group(sheet, line.part, line.group),
        "question": guidance.question_en if english else guidance.question,
        "guidance": guidance,
        "notices": rulebook.notices(sheet, line.code),
        "ladders": _ladders(line, chosen),
        "version": answer.version if answer else 0,
        "description": answer.description if answer else "",
        "chosen": chosen,
        "open": free.criterion(line.code),
        "url": reverse("dossiers:save_answer", args=[dossier.pk, line.code]),
        "needs_file": needs_file(line.evidence),
        "paper_kind": next((code for code in line.evidence if code.startswith("E")), ""),
        "key": f"dossier-{dossier.pk}-{line.code}",
    }


def _ladders(line: Criterion, chosen: str) -> list[dict[str, Any]]:
    """One ladder, or one per case for criteria where the case is picked first (set 26)."""
    cases: tuple[int | None, ...] = line.cases or (None,)
    return [{"case": case, "rungs": [_rung(option, chosen) for option in line.ladder(case)]} for case in cases]


def _rung(option: Option, chosen: str) -> dict[str, Any]:
    label = option.label_en if get_language() == "en" and option.label_en else option.label
    star = _("điều kiện của %(star)d sao") % {"star": option.min_for_star} if option.min_for_star else ""
    return {"option": option, "label": label, "star": star, "on": option.id == chosen}


def papers_row(
    dossier: Dossier, evidence: Evidence, code: str = "", top: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return one paper for drawing; `top` as of `head` brings the mark and the talk that stand beside it."""
    ends = evidence.paper.expires_on
    named = (Part.PAPER, str(evidence.paper_id))
    return {
        "helped": top["marks"].get(named) if top else None,
        "talk": top["talk"].get(named, 0) if top else 0,
        "helping": bool(top and top["helping"]),
        "part": f"{Part.PAPER}:{evidence.paper_id}",
        "evidence": evidence,
        "paper": evidence.paper,
        "code": code,
        "dossier": dossier,
        "expired": bool(ends and ends < today()),
    }


def _row(
    dossier: Dossier, line: Criterion, answers: Mapping[str, CriterionAnswer],
    cited: Mapping[str, list[Evidence]], marks: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    answer = answers.get(line.code)
    option = line.find(answer.option) if answer and answer.option else None
    papers = len(cited.get(line.code, []))
    bare = bool(option and option.points and needs_file(line.evidence) and not papers)
    return {
        "line": line,
        "url": reverse("dossiers:criterion", args=[dossier.pk, line.code]),
        "option": option,
        "points": option.points if option else 0,
        "papers": papers,
        "mark": marks.get(line.code),
        "bare": bare,
        "in": {"chua-tra-loi": option is None, "thieu-minh-chung": bare, "thieu-dieu-kien": line.code in marks},
    }


def _offered(dossier: Dossier, evidence: list[Evidence], code: str) -> list[Paper]:
    """Return the drawer's papers that this criterion does not cite yet, newest first."""
    cited = [one.paper_id for one in evidence if any(c.criterion == code for c in one.citations.all())]
    drawer = Paper.objects.filter(producer=dossier.producer_id, removed_at__isnull=True).exclude(pk__in=cited)
    return list(drawer.select_related("file").order_by("-added_at", "-pk")[:DRAWER_SHOWN])


def _stored_option(dossier: Dossier, code: str) -> str | None:
    """A description is saved alone: the choice stays whatever it is."""
    stored = CriterionAnswer.objects.filter(dossier=dossier, criterion=code).values_list("option", flat=True).first()
    return stored or None


def _panel(dossier: Dossier, saved: SavedAnswer) -> str:
    standing: StandingNow = standing_of(rulebook.scorecard(dossier.scorecard), saved.answers)
    return render_to_string("dossiers/write/_score.html", {"standing": standing, "dossier": dossier})


def _clash(dossier: Dossier, code: str, field: str, clash: AnswerClash) -> HttpResponse:
    answer = clash.answer
    sheet = rulebook.scorecard(dossier.scorecard)
    if field == "description":
        current = text = answer.description if answer else ""
    else:
        current = answer.option if answer else ""
        option = sheet.by_code[code].find(current) if current else None
        text = option.label if option else _("Chưa chọn mức nào")
    by = answer.changed_by.full_name if answer and answer.changed_by else ""
    told: dict[str, Any] = {
        "current": current,
        "current_text": text,
        "by": by,
        "at": clock(answer.changed_at if answer else None),
    }
    told["version"] = answer.version if answer else 0
    return say({**told, "error": str(clash)}, 409)
