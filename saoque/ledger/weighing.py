"""Finding out which sums may be shown: at once for a small area, by a job for a large one, and once for each shape of the data.

The shape is who sold what, in which way, where and in which quarter. What may be shown depends on nothing else, so an
answer stays right until somebody sells something new; then it is found anew, and not before.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from saoque.ledger.models import Weighing
from saoque.ledger.privacy import Cell, Profile, shown_cells

Parts = Mapping[int, set[Profile]]
# Profiles; so many take about a tenth of a second. Six hundred producers have some five thousand, and take seconds.
AT_ONCE = 300
KEPT = timedelta(days=60)


def find_shown(all_parts: Sequence[Parts], named: frozenset[int]) -> list[frozenset[Cell]] | None:
    """Return the cells that may be shown for each of the parts, None while one of them is still to be weighed."""
    large = {shape_of(parts, named): parts for parts in all_parts if not _is_small(parts)}
    known = _known(list(large)) if large else {}
    found = [_weigh(parts, named) if _is_small(parts) else known.get(shape_of(parts, named)) for parts in all_parts]
    done = [cells for cells in found if cells is not None]
    return done if len(done) == len(found) else None


def weigh_all(all_parts: Sequence[Parts], named: frozenset[int]) -> None:
    """Weigh what is not weighed yet, and keep it; forget what nobody can ask for any more. Done twice, nothing changes."""
    large = {shape_of(parts, named): parts for parts in all_parts if not _is_small(parts)}
    known = _known(list(large))
    for shape, parts in large.items():
        if shape not in known:
            cells = sorted(_weigh(parts, named))
            Weighing.objects.update_or_create(shape=shape, defaults={"cells": cells})
    Weighing.objects.filter(weighed_at__lt=timezone.now() - KEPT).exclude(shape__in=large).delete()


def shape_of(parts: Parts, named: frozenset[int]) -> str:
    """Return what stands for everything that the answer depends on."""
    told = (settings.LEDGER_LEAST_PRODUCERS, sorted((who, who in named, sorted(own)) for who, own in parts.items()))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _known(shapes: list[str]) -> dict[str, frozenset[Cell]]:
    kept = Weighing.objects.filter(shape__in=shapes).values_list("shape", "cells")
    return {shape: frozenset((at, name) for at, name in cells) for shape, cells in kept}


def _is_small(parts: Parts) -> bool:
    return sum(map(len, parts.values())) <= AT_ONCE


def _weigh(parts: Parts, named: frozenset[int]) -> frozenset[Cell]:
    return shown_cells(parts, settings.LEDGER_LEAST_PRODUCERS, named)  # type: ignore[arg-type]
