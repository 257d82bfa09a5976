"""What the room's views share."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from saoque.kernel.pages import attempt

PER_PAGE = 30
TEXT_LIMIT = 120


def version(request: HttpRequest) -> int:
    """Return the version that the page showed; 0 when none was sent."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def with_form(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], done: str, back: str, *names: object
) -> HttpResponse:
    """Like `attempt`, with the first fault of the form said when it is not filled in well."""
    if form.is_valid():
        return attempt(request, act, done, back, *names)
    field, faults = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    messages.error(request, _("%(label)s: %(fault)s") % {"label": label, "fault": faults[0]})
    return redirect(back, *names)
