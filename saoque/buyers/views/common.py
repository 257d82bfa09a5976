"""What the room's views share."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from saoque.kernel.errors import DomainError
from saoque.kernel.pages import first_fault

PER_PAGE = 30
TEXT_LIMIT = 120


class _Counted(Paginator[Any]):
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: QuerySet[Any], per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count  # type: ignore[misc]


def page_of(
    request: HttpRequest, rows: QuerySet[Any], per_page: int = PER_PAGE, *, count: int | None = None
) -> Page[Any]:
    """Return the page asked for; `count` spares counting the rows when the number is known."""
    paginator = Paginator(rows, per_page) if count is None else _Counted(rows, per_page, count)
    return paginator.get_page(request.GET.get("page"))


def asked_text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:TEXT_LIMIT]


def filled(form: forms.Form) -> forms.Form:
    """Return the form when it is filled in well; else raise `DomainError` with its first fault."""
    if form.is_valid():
        return form
    raise DomainError(first_fault(form), field=next(iter(form.errors)))
