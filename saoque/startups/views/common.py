"""What the room's views share."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saoque.kernel.pages import attempt, first_fault

PER_PAGE = 30
TEXT_LIMIT = 120


def with_form(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], done: str, back: str, *names: object
) -> HttpResponse:
    """Like `attempt`, with the first fault of the form said when it is not filled in well."""
    if form.is_valid():
        return attempt(request, act, done, back, *names)
    messages.error(request, first_fault(form))
    return redirect(back, *names)
