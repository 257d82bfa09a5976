"""Storing many rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
_BATCH = 2000


def store(model: type[M], rows: Iterable[M]) -> list[M]:
    """Insert the rows in batches and return them with their keys."""
    return list(model._default_manager.bulk_create(rows, batch_size=_BATCH))
