"""What all pages of the room share."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from saoque.guidance import areas
from saoque.people.actors import actor_of
from saoque.places.queries import unit_by_code

PER_PAGE = 25


def reader_provinces(request: HttpRequest) -> list[str]:
    """Return the provinces whose editions the reader sees: the one asked for, then those where the reader belongs."""
    asked = request.GET.get("noi", "")
    wanted = [asked] if asked.isdigit() and len(asked) == 2 and unit_by_code(asked) else []
    return list(dict.fromkeys([*wanted, *areas.provinces_of(actor_of(request))]))


def is_beside(request: HttpRequest) -> bool:
    """Whether a page is asked for as a sheet beside another."""
    return request.GET.get("ben") == "1"


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
