from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from saoque.technology.english import english_texts

register = template.Library()


@register.filter
def told(text: str) -> str:
    """Say a text of a technique in the reader's language; what has no English is marked as Vietnamese."""
    if get_language() != "en":
        return text
    english = english_texts().get(text)
    return format_html('<span lang="vi">{}</span>', text) if english is None else english
