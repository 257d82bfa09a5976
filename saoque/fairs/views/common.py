"""What the room's views share."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saoque.kernel.errors import DomainError, NotFound

PER_PAGE = 40
TEXT_LIMIT = 120


def version(request: HttpRequest) -> int:
    """Return the version that the page showed; 0 when none was sent."""
    return number(request.POST.get("version", ""))


def number(told: str) -> int:
    """Return a small whole number; 0 for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def attempt(request: HttpRequest, act: Callable[[], object], done: str, back: str, *names: object) -> HttpResponse:
    """Do one act, say how it went, and go to the page `back`. What does not exist stays a 404."""
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back, *names)
