"""What the room's views share."""

from django.http import HttpRequest

PER_PAGE = 40
TEXT_LIMIT = 120


def version(request: HttpRequest) -> int:
    """Return the version that the page showed; 0 when none was sent."""
    return number(request.POST.get("version", ""))


def number(told: str) -> int:
    """Return a small whole number; 0 for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
