"""Words that are Vietnamese by nature: the wording of the law, and what people wrote, shown on a page in either language."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.translation import get_language

from saoque.rulebook import in_english

VIETNAMESE_LETTER = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)


def law(text: object, how: str = "") -> str:
    """Return a wording of the law for the page: on an English page its English, or else itself marked as Vietnamese.

    `how` "cap" begins it with a capital letter. Our own words, translated already, come through as they are.
    """
    said = law_plain(text, how)
    return vi(said) if VIETNAMESE_LETTER.search(said) and not in_english(_plain(text)) else said


def law_plain(text: object, how: str = "") -> str:
    """Return the same for an attribute or an option, where nothing can be marked."""
    plain = _plain(text)
    said = (_is_english() and in_english(plain)) or plain
    return said[:1].upper() + said[1:] if how == "cap" else said


def vi(text: object) -> str:
    """Return a name or words as their owner wrote them; an English page marks them as Vietnamese."""
    plain = _plain(text)
    if not plain or not _is_english():
        return plain
    around = "div" if plain.startswith("<p") else "span"
    return format_html('<{0} lang="vi">{1}</{0}>', around, plain)


def _plain(text: object) -> str:
    return "" if text is None else str(text)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
