"""What all pages of the room share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.forms.base import carry_out

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_officer(actor: Actor) -> bool:
    return actor.has(*YOUTH_ROLES)


def is_concerned(actor: Actor) -> bool:
    """Whether the person produces or works for the Youth Union."""
    return actor.has(Role.PRODUCER, *YOUTH_ROLES)


def concerned(actor: Actor) -> None:
    """Raise `NotFound` for everybody else."""
    if not is_concerned(actor):
        raise NotFound()


def act_on_page(request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], done: str) -> bool:
    """Carry out what a sent form asks for; faults go beside their fields. Tell whether it is done."""
    if not (form.is_bound and form.is_valid() and carry_out(form, lambda: act(form.cleaned_data))):
        return False
    messages.success(request, done)
    return True


def form_page(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    """Show a form of one question, with the faults it came back with."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "capital/form.html", {"form": form, **context}, status=status)


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that the house made."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
