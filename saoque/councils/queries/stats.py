"""Narrow figures for the lists of other rooms."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q

from saoque.councils.models import Assessment, ScoreSheet


@dataclass(frozen=True, slots=True)
class DossierStats:
    """What a list may say of one dossier: `mean` and `spread` stay None until the chair has concluded."""

    sheets: int
    mean: Decimal | None
    spread: Decimal | None
    stars: int | None


def assessment_stats(dossier_ids: Collection[int]) -> dict[int, DossierStats]:
    """Sheets, mean and spread by dossier, in one query; of several assessments the latest counts.

    Before the conclusion only the number of sealed sheets is told, so that no list breaks the seal.
    """
    sealed = Q(score_sheets__state=ScoreSheet.State.HANDED_IN, score_sheets__turn=F("turn"))
    rows = (
        Assessment.objects.filter(dossier__in=dossier_ids)
        .exclude(state=Assessment.State.TAKEN)
        .order_by("pk")
        .values_list("dossier", "mean", "spread", "stars", "sheets")
        .annotate(sealed=Count("score_sheets", filter=sealed))
    )
    return {
        dossier: DossierStats(sheets if mean is not None else sealed_count, mean, spread, stars)
        for dossier, mean, spread, stars, sheets, sealed_count in rows
    }
