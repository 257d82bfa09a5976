"""What the agencies' lists of dossiers show of the councils: sheets, mean, spread, and the order by mean.

Only concluded figures appear or decide an order, so no list breaks the seal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from saoque.councils.models import Assessment
from saoque.councils.queries.stats import assessment_stats
from saoque.dossiers.lists import Cells, Order, add_columns, add_sort


def cells(dossier_ids: Sequence[int]) -> Mapping[int, Cells]:
    """Return sheets, mean and spread by dossier; one query."""
    found = assessment_stats(dossier_ids)
    return {pk: (one.sheets, _figure(one.mean), _figure(one.spread)) for pk, one in found.items()}


def by_mean() -> Sequence[Order]:
    """The highest mean first; what has no result comes last."""
    concluded = Assessment.objects.filter(dossier=OuterRef("pk"), state=Assessment.State.CLOSED)
    return [Subquery(concluded.order_by("-pk").values("mean")[:1]).desc(nulls_last=True)]


def _figure(value: Any) -> str:
    """80,6: a comma before decimals, no idle zeros."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


add_columns("councils", [_("Số phiếu"), _("Điểm trung bình"), _("Độ lệch")], cells)
add_sort("mean", _("Điểm Hội đồng cao"), by_mean)
