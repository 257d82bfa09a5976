"""Sums of an area for the units that work there: by product set, way of selling, commune and quarter, none of them one producer's."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.channels.models import Channel
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.ledger.models import AreaYear, Sale
from saoque.ledger.reckoning import Area, Reckoned, finished, gather, is_large, reckon, terms_of
from saoque.ledger.rules import rules
from saoque.ledger.seasons import growth
from saoque.people.roles import UnitKind
from saoque.places.models import AdminUnit

_AT_COMMUNE = (UnitKind.YOUTH_COMMUNE, UnitKind.COMMUNE_COMMITTEE)


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
    """`reckoned_at`: when a job did, for a large area; None for sums of this moment."""

    year: int
    until: date
    total: AreaLine
    sets: list[AreaLine]
    ways: list[AreaLine]
    communes: list[AreaLine]
    quarters: list[AreaLine]
    reckoned_at: datetime | None = None

    @property
    def is_old(self) -> bool:
        """Whether a day or a month has begun since."""
        if self.reckoned_at is None:
            return False
        return timezone.localdate(self.reckoned_at) != today() or self.until != finished(self.year)

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


def area_sums(area: Area, year: int) -> AreaSums | None:
    """Return the sums of the year beside those of the same months of the year before.

    For a large area as a job last reckoned them, None before it first did on the terms of this moment. Two queries and
    one for the names of communes; two more for a small area.
    """
    terms = terms_of(area)
    kept = AreaYear.objects.filter(area=area.key, year=year, terms=terms.digest).first()
    if kept is not None:
        return _named(kept.lines, year, kept.until, kept.reckoned_at)
    gathered = gather(area, year)
    return None if is_large(*gathered) else _named(reckon(*gathered, terms), year, finished(year))


def _named(lines: Sequence[Reckoned], year: int, until: date, reckoned_at: datetime | None = None) -> AreaSums:
    """Give the lines the names that the reader knows them by, the large ones first."""
    communes: dict[str, str] = dict(
        AdminUnit.objects.filter(code__in=[line[1] for line in lines if line[0] == 2]).values_list("code", "full_name")
    )
    names: tuple[Callable[[str], str], ...] = (
        _set_name, _way_name, lambda code: str(communes.get(code, code)), lambda n: _("Quý %(n)s") % {"n": n},
    )  # fmt: skip
    (_at, _level, *total), *rest = lines
    sets, ways, places, quarters = (
        [AreaLine(names[at](line[1]), *line[2:]) for line in rest if line[0] == at] for at in range(4)
    )
    for table in (sets, ways, places):
        table.sort(key=lambda one: (one.now is None, -(one.now or 0), one.name))
    return AreaSums(year, until, AreaLine(_("Cả địa bàn"), *total), sets, ways, places, quarters, reckoned_at)


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
