"""What all pages of the room share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saoque.knowledge import Record
from saoque.people.actors import actor_of
from saoque.producers.forms import base
from saoque.sources.rules import rules as source_rules


def sent(request: HttpRequest) -> Any:
    """What was posted, or None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def carry_out(form: forms.Form, act: Callable[[], Any], *held: models.Model) -> bool:
    """Do the act when the form is right; put what speaks against it beside its field.

    Each of `held` is taken as the page showed it, so that an older page cannot write over a newer state.
    """
    if not form.is_bound or not form.is_valid():
        return False
    for one in held:
        one.version = form.cleaned_data["version"]  # type: ignore[attr-defined]
    return base.carry_out(form, act)


def attempt(
    request: HttpRequest, form: forms.Form, act: Callable[[], Any], done: str, to: str, *args: Any, held: Any = ()
) -> HttpResponse:
    """Do one act of a small form, say how it went, and go on to a page."""
    if carry_out(form, act, *held):
        messages.success(request, done)
    else:
        said = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(dict.fromkeys(said)) or _("Chưa ghi được. Hãy xem lại."))
    return redirect(to, *args)


def status_of(form: forms.Form) -> int:
    return 422 if form.is_bound else 200


def chosen_ids(request: HttpRequest, name: str) -> list[int]:
    """The numbers sent by a page; what is none is left out."""
    return [int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19]


def origin(request: HttpRequest, *records: Record) -> dict[str, Any]:
    """What a page tells of the records it works by; where they come from only for officers."""
    return {"records": records, "sees_origin": source_rules.may(actor_of(request), "see_origin")}
