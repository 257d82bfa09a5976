"""Adding up an area's sales by every side, and finding out which of the sums may be shown (`privacy`).

What comes out are lines of codes and numbers, without names: they are kept as they are and named for each reader.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, Sum
from django.db.models.functions import Coalesce, ExtractMonth

from saoque.kernel.calendar import today
from saoque.ledger.models import NamedRevenue, Sale
from saoque.ledger.privacy import TOTAL, Cell, Profile, cells_of, shown_cells
from saoque.ledger.seasons import quarter_of

Parts = Mapping[int, set[Profile]]
# At, level, sum of the year, sum of the year before (VND; None: withheld), number of producers (None: withheld).
Reckoned = tuple[int, str, int | None, int | None, int | None]
# Profiles of both years; so many take about a tenth of a second. Six hundred producers have some ten thousand: seconds.
AT_ONCE = 600


@dataclass(frozen=True)
class Area:
    """Where the unit works: a commune, a province, or the whole country when both codes are empty."""

    commune: str = ""
    province: str = ""

    @property
    def key(self) -> str:
        return self.commune or self.province

    @property
    def filters(self) -> dict[str, str]:
        if self.commune:
            return {"producer__commune__code": self.commune}
        return {"producer__commune__parent__code": self.province} if self.province else {}


@dataclass(frozen=True)
class Gathered:
    """The sales of one stretch of days: sums and whose they are, by cell; and each producer's profiles."""

    sums: dict[Cell, int]
    holders: dict[Cell, set[int]]
    parts: Parts


def finished(year: int) -> date:
    """Return the last day that counts: of the last month that is over, so that sums move once a month and not with each sale."""
    before = today().replace(day=1) - timedelta(days=1)
    return min(before, date(year, 12, 31))


def gather(area: Area, year: int) -> tuple[Gathered, Gathered]:
    """Add up the whole months of the year that are over, and the same months of the year before. Two queries."""
    until = finished(year)
    edge = (date(until.year - 1, until.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return _gather(area, date(year, 1, 1), until), _gather(area, date(year - 1, 1, 1), edge)


def is_large(*gathered: Gathered) -> bool:
    """Tell whether to reckon takes so long that nobody should wait for it in a request."""
    return sum(len(profiles) for one in gathered for profiles in one.parts.values()) > AT_ONCE


@dataclass(frozen=True)
class Terms:
    """On what terms sums are shown: of how many producers at least, and who agreed to be read by name."""

    least: int
    named: frozenset[int]

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.least, sorted(self.named))).encode()).hexdigest()


def terms_of(area: Area) -> Terms:
    """Return the terms of this moment. One query."""
    agreed = NamedRevenue.objects.filter(agreed_at__isnull=False, **area.filters)
    return Terms(settings.LEDGER_LEAST_PRODUCERS, frozenset(agreed.values_list("producer", flat=True)))


def reckon(now: Gathered, before: Gathered, terms: Terms) -> list[Reckoned]:
    """Return all sums, those withheld as None; the grand total first."""
    shown, shown_before = (
        shown_cells(one.parts, terms.least, terms.named)  # type: ignore[arg-type]
        for one in (now, before)
    )
    cells = sorted({TOTAL, *now.sums, *before.sums})
    return [
        (
            *cell,
            _sum(now, cell, shown),
            _sum(before, cell, shown_before),
            len(now.holders.get(cell, ())) if cell in shown else None,
        )
        for cell in cells
    ]


def _sum(told: Gathered, cell: Cell, shown: frozenset[Cell]) -> int | None:
    """Return the sum, nought where nobody sold anything, None where it is withheld."""
    if cell not in told.sums and cell != TOTAL:
        return 0
    return told.sums[cell] if cell in shown else None


def _gather(area: Area, first: date, last: date) -> Gathered:
    found = Sale.objects.filter(struck_at__isnull=True, amount__gt=0, sold_on__range=(first, last), **area.filters)
    rows = (
        found.annotate(way=Coalesce("channel__kind", F("kind")), month=ExtractMonth("sold_on"))
        .values_list("producer", "product__scorecard", "way", "producer__commune__code", "month")
        .annotate(sold=Sum("amount"))
        .order_by()
    )
    sums: dict[Cell, int] = {}
    holders: dict[Cell, set[int]] = {}
    parts: dict[int, set[Profile]] = {}
    for producer, scorecard, way, commune, month, sold in rows:
        profile = (scorecard, way, commune, str(quarter_of(month)))
        parts.setdefault(producer, set()).add(profile)
        for cell in cells_of(profile):
            sums[cell] = sums.get(cell, 0) + int(sold)
            holders.setdefault(cell, set()).add(producer)
    return Gathered(sums, holders, parts)
