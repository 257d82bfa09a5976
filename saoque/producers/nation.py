"""Whose records the ministry reads. It acts only on dossiers of the nation's level, which a higher room knows.

The decision gives the ministry the assessment of what a province proposes to it (article 7 clause 4); nothing asks it
to look into the records of all other producers, so they stay with the commune and the province.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

Source = Callable[[], QuerySet[Any, Any]]
_sources: list[Source] = []


def before_the_nation(source: Source) -> Source:
    """Register a query of the ids of producers whose dossiers are or were before the ministry."""
    if source not in _sources:
        _sources.append(source)
    return source


def nation_reads() -> Q:
    """Return the condition on `Producer` that holds for those whom the ministry may read; for none when nobody knows any."""
    allowed = Q(pk__in=[])
    for source in _sources:
        allowed |= Q(pk__in=source())
    return allowed
