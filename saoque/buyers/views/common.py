"""What the room's views share."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError

PER_PAGE = 30
TEXT_LIMIT = 120


def version(request: HttpRequest) -> int:
    """Return the version that the page showed; 0 when none was sent."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


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
    field, faults = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    raise DomainError(_("%(label)s: %(fault)s") % {"label": label, "fault": faults[0]}, field=field)
