"""Finding in pages, criteria and published questions, without marks and by beginnings of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, IntegerField, Q, When
from django.urls import reverse
from django.utils.translation import get_language

from saoque.guidance.models import SearchEntry
from saoque.kernel.text import fold

MOST_WORDS = 8
LIMIT = 40
# Words that stand in most sentences and tell nothing apart.
_EMPTY = frozenset(
    [
        "la",
        "co",
        "va",
        "cua",
        "cho",
        "thi",
        "khong",
        "duoc",
        "nhu",
        "nao",
        "gi",
        "the",
        "lam",
        "khi",
        "mot",
        "cac",
        "voi",
        "de",
        "o",
        "a",
        "nhi",
        "minh",
        "toi",
        "em",
    ]
)

_KIND_ORDER = Case(
    When(kind=SearchEntry.Kind.PAGE, then=0),
    When(kind=SearchEntry.Kind.CRITERION, then=1),
    default=2,
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Hit:
    """One place found, in the reader's language. `foreign`: only in Vietnamese."""

    kind: str
    chapter: str
    title: str
    lead: str
    url: str
    province: str
    foreign: bool
    where: str


def find(text: str, *, provinces: Sequence[str] = (), cards: Sequence[str] = (), limit: int = LIMIT) -> list[Hit]:
    """Return what holds every word of `text`, titles before texts. `cards` are the reader's own scorecards. One query.

    Entries of other provinces are left out when the reader belongs to some.
    """
    words = [f" {word}" for word in fold(text).split()[:MOST_WORDS]]
    if not words:
        return []
    rows = _once(_ranked(words, provinces, 2 * limit, every=True), cards)
    return [_hit(row, cards) for row in rows[:limit]]


def similar(text: str, *, provinces: Sequence[str] = (), limit: int = 5) -> list[Hit]:
    """Return what shares words with a question: all telling words, or else the most telling half of them."""
    words = [f" {word}" for word in dict.fromkeys(fold(text).split()) if word not in _EMPTY and len(word) > 1]
    words = words[:MOST_WORDS]
    if not words:
        return []
    return [_hit(row, ()) for row in _once(_ranked(words, provinces, 3 * limit, every=False), ())[:limit]]


def _once(rows: Sequence[SearchEntry], cards: Sequence[str]) -> list[SearchEntry]:
    """Keep one of the criteria that share a name: that of the reader's own sets, else the first."""
    best: dict[tuple[str, str], SearchEntry] = {}
    for row in rows:
        key = (row.kind, row.title if row.kind == SearchEntry.Kind.CRITERION else row.key + row.province)
        known = best.setdefault(key, row)
        if known is not row and not _is_own(known, cards) and _is_own(row, cards):
            best[key] = row
    return list(best.values())


def _is_own(row: SearchEntry, cards: Sequence[str]) -> bool:
    return any(card in cards for card, _code in row.targets)


def _ranked(words: list[str], provinces: Sequence[str], limit: int, *, every: bool) -> list[SearchEntry]:
    rows = SearchEntry.objects.all()
    if provinces:
        rows = rows.filter(province__in=["", *provinces])
    if every:
        rows = rows.filter(search__holds_all=words)
    else:
        some = Q()
        for word in words:
            some |= Q(search__holds=word)
        rows = rows.filter(some)
    rows = rows.annotate(in_title=_count("title_search__contains", words), in_text=_count("search__contains", words))
    phrase = Case(When(title_search__contains="".join(words), then=0), default=1, output_field=IntegerField())
    found = rows.annotate(phrase=phrase).order_by("phrase", "-in_title", "-in_text", _KIND_ORDER, "title", "pk")
    if not every:
        found = found.filter(in_text__gte=max(2, (len(words) + 1) // 2) if len(words) > 1 else 1)
    return list(found[:limit])


def _count(lookup: str, words: list[str]) -> Any:
    """Count how many of the words a column holds."""
    cases = [Case(When(**{lookup: word}, then=1), default=0, output_field=IntegerField()) for word in words]
    return reduce(add, cases)


def _hit(row: SearchEntry, cards: Sequence[str]) -> Hit:
    english = (get_language() or "").startswith("en")
    translated = bool(row.title_en) and english
    card, code = _target(row, cards)
    return Hit(
        kind=row.kind,
        chapter=row.chapter,
        title=row.title_en if translated else row.title,
        lead=row.lead_en if translated else row.lead,
        url=_address(row, card, code),
        province=row.province,
        foreign=english and not translated,
        where=f"{code} · {card}" if code else "",
    )


def _target(row: SearchEntry, cards: Sequence[str]) -> tuple[str, str]:
    """The criterion of one of the reader's own sets where there is one, else the first."""
    own = [place for place in row.targets if place[0] in cards]
    card, code = (own or row.targets or [["", ""]])[0]
    return card, code


def _address(row: SearchEntry, card: str, code: str) -> str:
    if row.kind == SearchEntry.Kind.PAGE:
        address = reverse("guidance:page", args=[row.key])
        return f"{address}?noi={row.province}" if row.province else address
    if row.kind == SearchEntry.Kind.CRITERION:
        return reverse("guidance:criterion", args=[card, code])
    return reverse("guidance:question", args=[int(row.key)])
