"""Reading: the first page with its search, the contents, chapters, pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.guidance import base, blocks
from saoque.guidance.areas import place_name, place_names, provinces_of
from saoque.guidance.index import CRITERIA
from saoque.guidance.models import Page, PageVersion
from saoque.guidance.queries import classes, pages, questions, search
from saoque.guidance.rules import rules
from saoque.guidance.views.tools import is_beside, reader_provinces
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Product
from saoque.sources.queries import record_of

_FEW = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way into the handbook: search, chapters, classes to come, questions that helped others."""
    actor, provinces = actor_of(request), reader_provinces(request)
    wanted = request.GET.get("q", "")[:120].strip()
    hits = search.find(wanted, provinces=provinces, cards=_own_cards(actor)) if wanted else []
    context = {
        "q": wanted,
        "hits": [{"hit": hit, "chapter": _chapter_name(hit.chapter)} for hit in hits],
        "chapters": _chapters(),
        "classes": list(classes.classes()[:_FEW]) if not wanted else [],
        "questions": list(questions.published(actor)[:_FEW]) if not wanted else [],
        "may_upkeep": rules.may(actor, "see_upkeep"),
        "may_answer": rules.may(actor, "see_queue"),
    }
    return render(request, "guidance/home.html", context)


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Every page of the book on one page."""
    rows = pages.pages_of(reader_provinces(request))
    lines = _lines(rows)
    groups = [
        {"chapter": one, "pages": [line for line in lines if line["page"].chapter == one["slug"]]}
        for one in _chapters()
    ]
    return render(request, "guidance/contents.html", {"groups": groups, "sets": rulebook.product_sets()})


@require_safe
def chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    found = next((one for one in _chapters() if one["slug"] == chapter and chapter != CRITERIA), None)
    if found is None:
        raise NotFound()
    rows = pages.pages_of(reader_provinces(request), chapter)
    actor = actor_of(request)
    context = {
        "chapter": found,
        "pages": _lines(rows),
        "may_write": any(rules.may(actor, "write_page", one) for one in provinces_of(actor)),
    }
    return render(request, "guidance/chapter.html", context)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page with its basis, source, day of the last check and version; the questions about it; the door into the product."""
    actor, provinces = actor_of(request), reader_provinces(request)
    found = pages.get_page(slug, provinces)
    context = page_context(found, found.current, actor)
    if is_beside(request):
        return render(request, "guidance/_beside_page.html", context)
    rows = _lines(pages.pages_of(provinces, found.chapter))
    at = next((n for n, one in enumerate(rows) if one["page"].slug == slug), None)
    others = [one for one in pages.editions_of(slug) if one.pk != found.pk]
    names = place_names(one.province for one in others)
    context |= {
        "before": rows[at - 1] if at else None,
        "after": rows[at + 1] if at is not None and at + 1 < len(rows) else None,
        "questions": list(questions.published(actor, about=[f"page:{slug}"])),
        "editions": [(one.province, names[one.province]) for one in others],
        "writes": writes_for(actor, found),
    }
    return render(request, "guidance/page.html", context)


@require_safe
def print_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = pages.get_page(slug, reader_provinces(request))
    return render(request, "guidance/print_page.html", page_context(found, found.current, actor_of(request)))


def page_context(found: Page, version: PageVersion | None, actor: Actor) -> dict[str, Any]:
    """Return what draws one version of a page."""
    if version is None:
        raise NotFound()
    said = pages.shown(version)
    origin = pages.base_of(found)
    province = found.province or next(iter(provinces_of(actor)), "")
    return {
        "found": found,
        "version": version,
        "said": said,
        "body": blocks.render(said.body, page_address),
        "basis": version.basis.splitlines(),
        "chapter": next(one for one in _chapters() if one["slug"] == found.chapter),
        "place": place_name(found.province),
        "door": _door(origin, actor),
        "records": [record_of(key, province=province) for key in (origin.records if origin else ())],
        "sees_origin": rules.may(actor, "see_queue"),
    }


def page_address(slug: str) -> str:
    return reverse("guidance:page", args=[slug])


def writes_for(actor: Actor, found: Page) -> bool:
    """Whether the actor may write this page as it stands, or an edition of it for a province of their own."""
    return any(rules.may(actor, "write_page", one) for one in (found.province, *provinces_of(actor)))


# Rooms that answer only producers and the Youth Union; anybody else who is signed in is led to the page of help.
_FOR_PRODUCERS = frozenset({"capital:support", "capital:plans", "support:ask"})


def _door(origin: base.BasePage | None, actor: Actor) -> dict[str, str] | None:
    if origin is None or origin.door is None:
        return None
    try:
        closed = origin.door.to in _FOR_PRODUCERS and actor.signed_in and not actor.has(Role.PRODUCER, *YOUTH_ROLES)
        url = reverse("help" if closed else origin.door.to)
    except NoReverseMatch:
        return None
    return {"url": url, "words": origin.door.words_en if _english() else origin.door.words}


def _own_cards(actor: Actor) -> list[str]:
    """The scorecards of the reader's own products, so that a criterion opens in the reader's own set."""
    units = actor.unit_ids("producer")
    if not units:
        return []
    rows = Product.objects.filter(producer__unit__in=units).order_by("pk")
    return list(dict.fromkeys(rows.values_list("scorecard", flat=True)))


def _chapters() -> list[dict[str, str]]:
    english = _english()
    return [
        {
            "slug": one.slug,
            "name": one.name_en if english else one.name,
            "about": one.about_en if english else one.about,
            "icon": one.icon,
            "url": reverse("guidance:criteria")
            if one.slug == CRITERIA
            else reverse("guidance:chapter", args=[one.slug]),
        }
        for one in base.chapters()
    ]


def _chapter_name(slug: str) -> str:
    return next((one["name"] for one in _chapters() if one["slug"] == slug), "")


def _lines(rows: list[Page]) -> list[dict[str, Any]]:
    """Return what a list shows of each page. One query for the names of all places."""
    names = place_names(page.province for page in rows)
    return [_line(page, names[page.province]) for page in rows]


def _line(page: Page, place: str) -> dict[str, Any]:
    assert page.current is not None  # noqa: S101  the query leaves out pages without a version
    url = page_address(page.slug)
    return {
        "page": page,
        "said": pages.shown(page.current),
        "url": f"{url}?noi={page.province}" if page.province else url,
        "place": place,
    }


def _english() -> bool:
    return (get_language() or "").startswith("en")
