"""Criterion by criterion: made from the rulebook at each request, nothing of it is stored."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.guidance.queries import questions
from saoque.guidance.views.tools import is_beside
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.rulebook import RulebookError
from saoque.rulebook.shapes import Criterion, Scorecard


@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """The 26 sets by sector; `q` finds one by everyday words."""
    wanted = request.GET.get("q", "")[:80].strip()
    found = rulebook.find_sets(wanted) if wanted else ()
    return render(request, "guidance/sets.html", {"sectors": rulebook.sectors(), "q": wanted, "found": found})


@require_safe
def sheet(request: HttpRequest, card: str) -> HttpResponse:
    found = _card(card)
    context = {"card": found, "law": rulebook.decision(found.decision), "notices": rulebook.notices(found)}
    return render(request, "guidance/sheet.html", context)


@require_safe
def criterion(request: HttpRequest, card: str, code: str) -> HttpResponse:
    """Question, rungs with points and star marks, proofs, good examples, faults, the way up, what the council looks at."""
    context = _context(card, code)
    if is_beside(request):
        return render(request, "guidance/_beside_criterion.html", context)
    about = questions.about_criteria(card, code)
    context["questions"] = list(questions.published(actor_of(request), about=about))
    return render(request, "guidance/criterion.html", context)


@require_safe
def print_criterion(request: HttpRequest, card: str, code: str) -> HttpResponse:
    return render(request, "guidance/print_criterion.html", _context(card, code))


def _context(card: str, code: str) -> dict[str, Any]:
    found = _card(card)
    line = found.by_code.get(code)
    if line is None:
        raise NotFound()
    said = rulebook.guidance(card, code)
    decision = rulebook.decision(found.decision)
    codes = [one.code for one in found.criteria]
    at = codes.index(code)
    english = (get_language() or "").startswith("en")
    part = next(one for one in found.parts if one.code == line.part)
    return {
        "card": found,
        "line": line,
        "part": part,
        "group": next(one for one in part.groups if one.code == line.group),
        "g": said,
        "question": said.question_en if english else said.question,
        "ladders": _ladders(line),
        "evidence": [(one, decision.evidence_codes.get(one, "")) for one in line.evidence],
        "notices": rulebook.notices(found, code),
        "law": decision,
        "before": found.criteria[at - 1] if at else None,
        "after": found.criteria[at + 1] if at + 1 < len(codes) else None,
    }


def _ladders(line: Criterion) -> list[dict[str, Any]]:
    cases: tuple[int | None, ...] = line.cases or (None,)
    return [{"case": case, "options": line.ladder(case)} for case in cases]


def _card(card: str) -> Scorecard:
    try:
        return rulebook.scorecard(card)
    except RulebookError:
        raise NotFound() from None
