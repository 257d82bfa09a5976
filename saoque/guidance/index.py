"""The index behind the handbook's search, made from pages, guidance on criteria and published questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from saoque import rulebook
from saoque.guidance import blocks
from saoque.guidance.models import Page, PageVersion, Question, SearchEntry
from saoque.kernel.text import search_text
from saoque.rulebook.shapes import Guidance

CRITERIA = "tieu-chi"
QUESTIONS = "hoi-dap"
_KIND = SearchEntry.Kind


def index_page(page: Page, said: PageVersion) -> None:
    """Keep what the page says now findable."""
    words = search_text(
        said.title, said.title_en, said.lead, said.lead_en, blocks.plain(said.body), blocks.plain(said.body_en)
    )
    SearchEntry.objects.update_or_create(
        kind=_KIND.PAGE,
        key=page.slug,
        province=page.province,
        defaults={
            "chapter": page.chapter,
            "title": said.title,
            "title_en": said.title_en,
            "lead": said.lead,
            "lead_en": said.lead_en,
            "title_search": search_text(said.title, said.title_en),
            "search": words,
        },
    )


def index_question(question: Question) -> None:
    """Published questions are found by everybody; all others by nobody."""
    mine: dict[str, Any] = {"kind": _KIND.QUESTION, "key": str(question.pk), "province": question.province}
    if question.state != Question.State.PUBLISHED:
        SearchEntry.objects.filter(**mine).delete()
        return
    SearchEntry.objects.update_or_create(
        **mine,
        defaults={
            "chapter": QUESTIONS,
            "title": question.public_text,
            "lead": question.answer[:300],
            "title_search": search_text(question.public_text),
            "search": search_text(question.public_text, question.answer),
        },
    )


def index_criteria() -> int:
    """Make the rows of all criteria of the decision in force anew when they differ; return how many there are."""
    fresh = list(_criteria())
    kept = SearchEntry.objects.filter(kind=_KIND.CRITERION).order_by("key")
    if [(row.key, row.search, row.targets) for row in kept] != [(row.key, row.search, row.targets) for row in fresh]:
        kept.delete()
        SearchEntry.objects.bulk_create(fresh)
    return len(fresh)


def _criteria() -> Iterator[SearchEntry]:
    """One row per piece of guidance, however many criteria of however many sets it serves."""
    told: dict[str, Guidance] = {}
    places: dict[str, list[list[str]]] = {}
    names: dict[str, list[str]] = {}
    for one in rulebook.product_sets():
        for line in rulebook.scorecard(one.code).criteria:
            said = rulebook.guidance(one.code, line.code)
            told.setdefault(said.key, said)
            places.setdefault(said.key, []).append([one.code, line.code])
            names.setdefault(said.key, []).append(line.name)
    for key in sorted(told):
        yield _criterion(told[key], places[key], names[key])


def _criterion(said: Guidance, places: list[list[str]], names: Iterable[str]) -> SearchEntry:
    known = list(dict.fromkeys(names))
    steps = [line for step in said.raise_steps for line in (step.to, *step.how)]
    return SearchEntry(
        kind=_KIND.CRITERION,
        key=said.key,
        chapter=CRITERIA,
        title=said.name,
        title_en=said.name_en,
        lead=said.question,
        lead_en=said.question_en,
        targets=places,
        title_search=search_text(said.name, said.name_en, *known),
        search=search_text(
            said.name, said.name_en, said.question, said.question_en, said.why, *known, *said.papers, *said.good,
            *said.faults, *said.terms, *said.terms.values(), *steps,
        ),
    )  # fmt: skip
