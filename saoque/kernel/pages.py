"""What the thin views of every room share: do an act and say how it went, read the version that a page showed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saoque.kernel.errors import DomainError, NotFound


def attempt(request: HttpRequest, act: Callable[[], object], done: str, to: str, *args: Any) -> HttpResponse:
    """Do one act of a button, say how it went, and go on to the page named `to`.

    What must look missing stays a 404. A refused act has changed nothing, and its page says why: whoever may read the
    page but lost the right to the button meanwhile is told so there.
    """
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(to, *args)


def seen_version(request: HttpRequest) -> int:
    """Return the version that the page showed: 0 when it showed none, -1, which nothing has, for what is no number."""
    sent = request.POST.get("version", "") or "0"
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def first_fault(form: forms.Form) -> str:
    """Return the first thing that is wrong in a form, with the name of its field where it has one."""
    field, faults = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    return f"{label}: {faults[0]}" if label else str(faults[0])
