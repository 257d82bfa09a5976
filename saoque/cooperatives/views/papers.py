"""The set of papers, as Word and PDF, for whoever keeps the founding: they carry personal data."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saoque.cooperatives.actions.telling import is_open
from saoque.cooperatives.papers import TITLES, build_paper, codes_for
from saoque.cooperatives.queries.access import get_founding
from saoque.cooperatives.queries.picture import gaps_before_filing, picture_of
from saoque.cooperatives.rules import rules
from saoque.cooperatives.views.tools import origin
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.tree import Paper
from saoque.dossiers.papers.word import CONTENT_TYPE, draw_word
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of


def as_file(paper: Paper, name: str, kind: str) -> HttpResponse:
    """Return the paper as a file to keep; `kind` is docx or pdf. Raises `NotFound` for another."""
    if kind == "docx":
        content, content_type = draw_word(paper, today()), CONTENT_TYPE
    elif kind == "pdf":
        content, content_type = draw_pdf(paper, today()), "application/pdf"
    else:
        raise NotFound()
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    seen = picture_of(found)
    context = {
        "one": found,
        "papers": [(code, TITLES[code]) for code in codes_for(seen)],
        "gaps": gaps_before_filing(seen),
        "open": is_open(found),
        "may": rules.may(actor, "read_personal", found),
        **origin(request, seen.process),
    }
    return render(request, "cooperatives/papers.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, code: str, kind: str) -> HttpResponse:
    found = get_founding(actor_of(request), pk, "read_personal")
    seen = picture_of(found)
    if code not in codes_for(seen):
        raise NotFound()
    return as_file(build_paper(seen, code), code, kind)
