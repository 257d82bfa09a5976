"""Addresses of this site as they are kept: without the language of whoever was there, in the reader's when shown."""

from django.conf import settings
from django.utils.translation import get_language


def neutral(url: str) -> str:
    """Return the address without the prefix of a language."""
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and url.startswith(f"/{code}/"):
            return url[len(code) + 1 :]
    return url


def spoken(url: str) -> str:
    """Return a neutral address in the language of now."""
    code = get_language() or settings.LANGUAGE_CODE
    return url if code == settings.LANGUAGE_CODE else f"/{code}{url}"


def stays_here(url: str) -> bool:
    """Whether it is an address on this site: a path, nothing that a browser would take for another server."""
    return url.startswith("/") and not url.startswith("//") and "\\" not in url and url.isprintable()
