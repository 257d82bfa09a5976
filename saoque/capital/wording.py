"""The sentences of the policy matcher in the language of the page."""

from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from saoque.knowledge.policies import Match, Sentence, told


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def in_words(words: str) -> str:
    """Return words of the matcher in the language in use, for an option, a message or a file."""
    return told(words, gettext)


def on_page(words: object) -> str:
    """Return words of the matcher for a page. On an English one, what has no English is marked as Vietnamese:
    the names inside a sentence, or the whole where the words are a record's or a person's own.
    """
    if not is_english():
        return str(words)
    if not isinstance(words, Sentence):
        return _marked(str(words))
    return mark_safe(told(words, lambda template: escape(gettext(template)), _marked))  # noqa: S308 - escaped, part by part


def english_of(found: Match) -> dict[str, Any]:
    """Return the answer in English, to be kept beside the Vietnamese: later the matcher may say something else."""
    with override("en"):
        return {"reason": in_words(found.reason), "warnings": [in_words(one) for one in found.warnings]}


def _marked(name: str) -> SafeString:
    return escape(name) if name.isascii() else format_html('<span lang="vi">{}</span>', name)
