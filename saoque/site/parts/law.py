"""Words that are Vietnamese by nature: the wording of the law, and what people wrote, shown on a page in either language."""

from __future__ import annotations

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from saoque.rulebook import in_english

VIETNAMESE_LETTER = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
QUOTED = re.compile(r"(?<=«)[^«»]+(?=»)|(?<=“)[^“”]+(?=”)")


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


def vi_quoted(text: object) -> SafeString:
    """Return a sentence of ours for the page; on an English page the Vietnamese that it quotes is marked as such."""
    said = str(escape(_plain(text)))
    return mark_safe(QUOTED.sub(_mark, said) if _is_english() else said)  # noqa: S308 - escaped above


def _mark(quoted: re.Match[str]) -> str:
    words = quoted[0]
    return f'<span lang="vi">{words}</span>' if VIETNAMESE_LETTER.search(words) else words


def _plain(text: object) -> str:
    return "" if text is None else str(text)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
