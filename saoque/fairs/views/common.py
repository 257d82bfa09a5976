"""What the room's views share."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

PER_PAGE = 40
TEXT_LIMIT = 120


def number(told: str) -> int:
    """Return a small whole number; 0 for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def page_of(request: HttpRequest, rows: Any) -> Any:
    """Return the page of a long list that the address asks for, the nearest one where it makes no sense."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def asked_text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:TEXT_LIMIT]
