"""What the views of a fair's days share."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.pages import attempt, first_fault
from saoque.kernel.papers import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def say(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def clock() -> str:
    return timezone.localtime().strftime("%H:%M")


def day_of(text: str) -> date:
    """Read the day of an address. Raises `NotFound`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound() from None


def with_form(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], done: str, back: str, *names: object
) -> HttpResponse:
    """Do one act when the form is filled in well; otherwise say the first fault."""

    def checked() -> None:
        if not form.is_valid():
            raise DomainError(first_fault(form))
        act()

    return attempt(request, checked, done, back, *names)


def entry_of(request: HttpRequest, kind: str, fields: tuple[str, ...]) -> tuple[UUID, dict[str, str]]:
    """Read an entry from a phone's queue (`field` «kind:key», values in order) or from the plain form.

    Raises `DomainError` when the key is none.
    """
    if "field" in request.POST:
        name = request.POST["field"]
        told = dict(zip(fields, request.POST.getlist("value"), strict=False))
    else:
        name = f"{kind}:{request.POST.get('key', '')}"
        told = {field: request.POST.get(field, "") for field in fields}
    try:
        return UUID(name.removeprefix(f"{kind}:")), told
    except ValueError:
        raise DomainError(_("Lần ghi này thiếu mã. Hãy tải lại trang rồi ghi lại.")) from None


def answer_entry(
    request: HttpRequest, act: Callable[[], object], done: str, back: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do the act of one entry. The queue gets its answer as JSON, a plain form its page."""
    if wants_json(request):
        return answer_json(act, lambda: {"saved_at": clock()})
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return back()


def answer_json(act: Callable[[], object], told: Callable[[], dict[str, Any]]) -> JsonResponse:
    """Do an act that a script asked for: what is then so as JSON, or {error} in words for people."""
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        return say({"error": str(error)}, error.status)
    return say(told())


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def as_xlsx(name: str, head: list[str], rows: list[list[Any]]) -> HttpResponse:
    return as_file(write_xlsx(head, rows), f"{name}.xlsx", XLSX)
