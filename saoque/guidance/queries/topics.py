"""What a question is about: a page, a criterion of a set, a paper, or nothing in particular."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from saoque.guidance.models import Page
from saoque.knowledge import KnowledgeError, record
from saoque.rulebook import RulebookError, scorecard


@dataclass(frozen=True)
class Topic:
    """Its name, Vietnamese as stored, and where it stands."""

    name: str
    url: str


def topic_of(about: str) -> Topic | None:
    """Return what `about` names, None for nothing and for what is not there (any more)."""
    kind, _sign, rest = about.partition(":")
    finders = {"page": _page, "criterion": _criterion, "paper": _paper}
    return finders[kind](rest) if kind in finders else None


def known_topic(about: str) -> bool:
    return topic_of(about) is not None


def _page(slug: str) -> Topic | None:
    page = Page.objects.filter(slug=slug, current__isnull=False).select_related("current").first()
    if page is None or page.current is None:
        return None
    return Topic(page.current.title, reverse("guidance:page", args=[slug]))


def _criterion(rest: str) -> Topic | None:
    card, _sign, code = rest.partition(":")
    try:
        line = scorecard(card).by_code.get(code)
    except RulebookError:
        return None
    return Topic(f"{code} {line.name} · {card}", reverse("guidance:criterion", args=[card, code])) if line else None


def _paper(key: str) -> Topic | None:
    shelf, _sign, ident = key.rpartition(".")
    try:
        found = record(f"{shelf}#{ident}")
    except KnowledgeError:
        return None
    return Topic(found.name, reverse("guidance:paper", args=[key]))
