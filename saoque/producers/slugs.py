"""Addresses of producers and products: ASCII, unique, given once and never changed."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from saoque.kernel.text import fold

T = TypeVar("T")
_LENGTH = 200
_ATTEMPTS = 5


def slug_of(name: str, fallback: str) -> str:
    """Return the name as an address: "Mắm cá Bà Đầm" → "mam-ca-ba-dam"; `fallback` when nothing is left of it."""
    return fold(name).replace(" ", "-")[:_LENGTH].strip("-") or fallback


def free_slug(model: type[models.Model], name: str, fallback: str) -> str:
    """Return the first free address of a name: "mam-ca", "mam-ca-2", …, in one query."""
    base = slug_of(name, fallback)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def with_free_slug(model: type[models.Model], name: str, fallback: str, make: Callable[[str], T]) -> T:
    """Call `make` with a free address, again when somebody took it in between. Call inside a transaction."""
    for _attempt in range(_ATTEMPTS - 1):
        slug = free_slug(model, name, fallback)
        try:
            with transaction.atomic():
                return make(slug)
        except IntegrityError:
            if not model._default_manager.filter(slug=slug).exists():
                raise
    return make(free_slug(model, name, fallback))
