"""Papers: what each is, where it comes from, what it costs and how long it holds, from the dated records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.guidance.queries import questions
from saoque.guidance.record_lines import lines_of
from saoque.guidance.rules import rules
from saoque.guidance.views.tools import reader_provinces
from saoque.kernel.errors import NotFound
from saoque.knowledge import KnowledgeError
from saoque.people.actors import actor_of
from saoque.sources.queries import record_of, records_of

SHELVES = ("food-safety-papers", "trademark-barcode-label-traceability")


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Papers with a record of their own, and the fifteen kinds of evidence that the scorecards ask for."""
    province = next(iter(reader_provinces(request)), "")
    found = [
        one
        for kind in ("paper", "process", "fee", "rule", "regime")
        for one in records_of(kind, province=province)
        if one.shelf in SHELVES
    ]
    law = rulebook.decision(rulebook.decisions()[0].code)
    return render(
        request, "guidance/papers.html", {"records": found, "evidence": law.evidence_codes.items(), "law": law}
    )


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    actor, province = actor_of(request), next(iter(reader_provinces(request)), "")
    shelf, _sign, ident = key.rpartition(".")
    if shelf not in SHELVES:
        raise NotFound()
    try:
        found = record_of(f"{shelf}#{ident}", province=province)
    except KnowledgeError:
        raise NotFound() from None
    context: dict[str, Any] = {
        "record": found,
        "lines": lines_of(found.facts),
        "sees_origin": rules.may(actor, "see_queue"),
        "questions": list(questions.published(actor, about=[f"paper:{key}"])),
        "about": f"paper:{key}",
    }
    return render(request, "guidance/paper.html", context)
