"""Sums of an area for the units that work there: by product set, way of selling, commune and quarter, none of them one producer's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce, ExtractMonth
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.channels.models import Channel
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.ledger.models import NamedRevenue, Sale
from saoque.ledger.privacy import TOTAL, Cell, Profile, cells_of
from saoque.ledger.rules import rules
from saoque.ledger.seasons import growth, quarter_of
from saoque.ledger.weighing import Parts, find_shown
from saoque.people.roles import UnitKind
from saoque.places.models import AdminUnit

_AT_COMMUNE = (UnitKind.YOUTH_COMMUNE, UnitKind.COMMUNE_COMMITTEE)


@dataclass(frozen=True)
class Area:
    """Where the unit works: a commune, a province, or the whole country when both codes are empty."""

    commune: str = ""
    province: str = ""

    @property
    def filters(self) -> dict[str, str]:
        if self.commune:
            return {"producer__commune__code": self.commune}
        return {"producer__commune__parent__code": self.province} if self.province else {}


@dataclass(frozen=True)
class AreaLine:
    """One sum; None where it is withheld. `producers`: of how many, for a shown one."""

    name: str
    now: int | None
    before: int | None
    producers: int | None

    @property
    def growth(self) -> int | None:
        return None if self.now is None or self.before is None else growth(self.now, self.before)


@dataclass(frozen=True)
class AreaSums:
    year: int
    until: date
    total: AreaLine
    sets: list[AreaLine]
    ways: list[AreaLine]
    communes: list[AreaLine]
    quarters: list[AreaLine]

    @property
    def tables(self) -> list[tuple[str, list[AreaLine]]]:
        return [
            (_("Theo quý"), self.quarters), (_("Theo bộ sản phẩm"), self.sets), (_("Theo cách bán"), self.ways),
            (_("Theo xã, phường"), self.communes),
        ]  # fmt: skip

    @property
    def withheld(self) -> bool:
        return any(line.now is None for _name, table in self.tables for line in table)


def area_of(actor: Actor) -> Area:
    """Return the area of the unit in whose name the actor reads. Raises `NotFound` for everybody else."""
    allowed, standing = rules.find_standing(actor, "read_area")
    if not allowed or standing is None:
        raise NotFound()
    if standing.unit_kind in _AT_COMMUNE:
        return Area(commune=standing.commune or "-")
    return Area(province=standing.province)


def finished(year: int) -> date:
    """Return the last day that counts: of the last month that is over, so that sums move once a month and not with each sale."""
    before = today().replace(day=1) - timedelta(days=1)
    return min(before, date(year, 12, 31))


def area_sums(area: Area, year: int) -> AreaSums | None:
    """Return the sums of the year beside those of the same months of the year before; None until a job has weighed them.

    Four queries, five for names of communes, one more for an area that is too large to be weighed at once.
    """
    now, before = gather(area, year)
    shown = find_shown([now.parts, before.parts], _named())
    if shown is None:
        return None
    told = [_Told(one.sums, one.holders, cells) for one, cells in zip((now, before), shown, strict=True)]
    return _lines(year, *told)


def parts_of(area: Area, year: int) -> tuple[list[Parts], frozenset[int]]:
    """Return what has to be weighed for the sums of the year, and who agreed to be read by name."""
    return [one.parts for one in gather(area, year)], _named()


def _named() -> frozenset[int]:
    return frozenset(NamedRevenue.objects.filter(agreed_at__isnull=False).values_list("producer", flat=True))


def _lines(year: int, now: "_Told", before: "_Told") -> AreaSums:
    levels = sorted({*now.sums, *before.sums})
    communes: dict[str, str] = dict(
        AdminUnit.objects.filter(code__in=[n for at, n in levels if at == 2]).values_list("code", "full_name")
    )
    names: tuple[Callable[[str], str], ...] = (
        _set_name, _way_name, lambda code: str(communes.get(code, code)), lambda n: _("Quý %(n)s") % {"n": n},
    )  # fmt: skip

    def line(cell: Cell, name: str) -> AreaLine:
        return AreaLine(name, now.of(cell), before.of(cell), now.count(cell))

    tables = [[line((at, level), names[at](level)) for where, level in levels if where == at] for at in range(4)]
    for table in tables[:3]:
        table.sort(key=lambda one: (one.now is None, -(one.now or 0), one.name))
    return AreaSums(year, finished(year), line(TOTAL, _("Cả địa bàn")), *tables)


@dataclass(frozen=True)
class _Told:
    """Sums of one stretch of days with the cells that may be shown."""

    sums: dict[Cell, int]
    holders: dict[Cell, set[int]]
    shown: frozenset[Cell]

    def of(self, cell: Cell) -> int | None:
        if cell not in self.sums and cell != TOTAL:
            return 0
        return self.sums[cell] if cell in self.shown else None

    def count(self, cell: Cell) -> int | None:
        return len(self.holders.get(cell, ())) if cell in self.shown else None


@dataclass(frozen=True)
class Gathered:
    """The sales of one stretch of days: sums and who they are of, by cell; and each producer's profiles."""

    sums: dict[Cell, int]
    holders: dict[Cell, set[int]]
    parts: Parts


def gather(area: Area, year: int) -> tuple[Gathered, Gathered]:
    """Add up the whole months of the year that are over, and the same months of the year before. Two queries."""
    until = finished(year)
    edge = (date(until.year - 1, until.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return _gather(area, date(year, 1, 1), until), _gather(area, date(year - 1, 1, 1), edge)


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


def _set_name(code: str) -> str:
    return rulebook.scorecard(code).name


def _way_name(way: str) -> str:
    words: dict[str, Any] = {**dict(Sale.Kind.choices), **dict(Channel.Kind.choices)}
    return str(words.get(way, way))


def table_rows(told: AreaSums) -> Iterable[list[Any]]:
    """Yield the lines for a spreadsheet; a withheld sum is said to be one."""
    kept = _("không nêu")
    for name, lines in ((_("Tổng"), [told.total]), *told.tables):
        for one in lines:
            yield [
                name, one.name, kept if one.now is None else one.now, kept if one.before is None else one.before,
                kept if one.producers is None else one.producers,
            ]  # fmt: skip
