"""The library of techniques, open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.producers.queries import own_producers
from saoque.sources.rules import rules as source_rules
from saoque.technology.techniques import find_technique, find_techniques

TEXT_LIMIT = 120


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Packages by set and problem; for a producer those of the own products' sets are one press away."""
    text, scorecard = request.GET.get("q", "")[:TEXT_LIMIT], request.GET.get("bo", "")
    sets = rulebook.product_sets()
    if scorecard not in {one.code for one in sets}:
        scorecard = ""
    context = {
        "techniques": find_techniques(text, scorecard, _province(request)),
        "text": text,
        "scorecard": scorecard,
        "sets": sets,
        "own_sets": _own_sets(request),
    }
    return render(request, "technology/library.html", context)


@require_safe
def technique(request: HttpRequest, slug: str) -> HttpResponse:
    """One package: problem, way of doing it, what it takes, who teaches, and how sure the figures are."""
    found = find_technique(slug, _province(request))
    if found is None:
        raise NotFound()
    names = {one.code: one.name for one in rulebook.product_sets()}
    context = {
        "technique": found,
        "sets": [names[code] for code in found.facts["sets"] if code in names],
        "sees_origin": source_rules.may(actor_of(request), "see_origin"),
    }
    return render(request, "technology/technique.html", context)


def _province(request: HttpRequest) -> str:
    """The place whose officers' values hold for the reader."""
    return next((standing.province for standing in actor_of(request).standings if standing.province), "")


def _own_sets(request: HttpRequest) -> list[tuple[str, str]]:
    actor = actor_of(request)
    if not actor.has(Role.PRODUCER):
        return []
    codes = own_producers(actor).values_list("products__scorecard", flat=True)
    names = {one.code: one.name for one in rulebook.product_sets()}
    return [(code, names[code]) for code in sorted({code for code in codes if code in names})]
