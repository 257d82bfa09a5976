"""What is read of figures: the table of a unit, one figure by units, the rows behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saoque.figures.models import Target
from saoque.figures.periods import Period, year_before
from saoque.figures.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.indicators import Indicator, find_indicator, indicators
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.support.counted import of_unit

_KINDS = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_COMMUNE)


@dataclass(frozen=True)
class Line:
    """One indicator of one unit: now, the year before, and what was to be reached."""

    indicator: Indicator
    now: int
    before: int
    target: Target | None

    @property
    def percent(self) -> int | None:
        """How much of the target is reached, in whole percent, rounded down; None without a target."""
        if self.target is None or not self.target.amount:
            return None
        return self.now * 100 // self.target.amount

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Group:
    """Indicators that stand together in the report."""

    name: Any
    lines: list[Line]


@dataclass(frozen=True)
class UnitLine:
    """One figure of one commune's unit. `unit` None: communes where the Youth Union has no unit here yet."""

    unit: Unit | None
    now: int
    before: int
    target: Target | None
    commune: str


def units_for(actor: Actor) -> list[Unit]:
    """Return the Youth Union units whose figures the actor may see, the city's committee first. One query."""
    found = Unit.objects.filter(kind__in=_KINDS, until=None, province__isnull=False)
    found = found.select_related("province", "commune").order_by("kind", "sort", "pk")
    if not actor.has(Role.ADMIN):
        cities = {s.province for s in actor.having(*YOUTH_ROLES) if s.unit_kind == UnitKind.YOUTH_CITY and s.province}
        own = set(actor.unit_ids(*YOUTH_ROLES))
        return [unit for unit in found if unit.pk in own or (unit.province and unit.province.code in cities)]
    return list(found)


def get_unit(actor: Actor, pk: int | None) -> Unit:
    """Return the unit of that key, or the first that the actor may see when none is named. Raises `NotFound`."""
    units = units_for(actor)
    unit = next((one for one in units if pk is None or one.pk == pk), None)
    if unit is None or not rules.may(actor, "see", unit):
        raise NotFound()
    return unit


def get_indicator(key: str) -> Indicator:
    found = find_indicator(key)
    if found is None:
        raise NotFound()
    return found


def table(unit: Unit, period: Period) -> list[Group]:
    """Return every indicator of the unit for the period. Two queries per indicator and one for the targets."""
    province = _province(unit)
    before = year_before(period)
    targets = {target.indicator: target for target in _targets([unit.pk], period)}
    groups: dict[str, Group] = {}
    for one in indicators():
        line = Line(
            one,
            of_unit(unit, one.by_commune(province, period.span)),
            of_unit(unit, one.by_commune(province, before.span)),
            targets.get(one.key),
        )
        groups.setdefault(str(one.group), Group(one.group, [])).lines.append(line)
    return list(groups.values())


def by_units(city: Unit, indicator: Indicator, period: Period) -> list[UnitLine]:
    """Return the figure of every commune's unit, the greatest first; what belongs to no unit comes last. Four queries."""
    province = _province(city)
    now = indicator.by_commune(province, period.span)
    before = indicator.by_commune(province, year_before(period).span)
    units = list(
        Unit.objects.filter(kind=UnitKind.YOUTH_COMMUNE, province__code=province, until=None)
        .select_related("commune", "province")
        .order_by("sort", "pk")
    )
    targets = {t.unit_id: t for t in _targets([unit.pk for unit in units], period, indicator.key)}
    lines = []
    for unit in units:
        code = unit.commune.code if unit.commune else "?"
        lines.append(UnitLine(unit, now.pop(code, 0), before.pop(code, 0), targets.get(unit.pk), code))
    lines.sort(key=lambda line: -line.now)
    rest = UnitLine(None, sum(now.values()), sum(before.values()), None, "")
    return [*lines, rest] if rest.now or rest.before else lines


def rows_of(unit: Unit, indicator: Indicator, period: Period) -> QuerySet[Any]:
    """Return the records behind the unit's figure, to be paged and told by `indicator.row`."""
    commune = unit.commune.code if unit.kind == UnitKind.YOUTH_COMMUNE and unit.commune else None
    return indicator.records(_province(unit), period.span, commune)


def find_target(unit: Unit, indicator: Indicator, period: Period) -> Target | None:
    return next(iter(_targets([unit.pk], period, indicator.key)), None)


def as_rows(groups: Iterable[Group]) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the table for a spreadsheet: its head, and a row per indicator."""
    head = [
        _("Nhóm"), _("Chỉ tiêu"), _("Đơn vị tính"), _("Trong kỳ"), _("Chỉ tiêu được giao"), _("Đạt %"),
        _("Cùng kỳ năm trước"), _("Cách tính"),
    ]  # fmt: skip
    rows: list[Sequence[Any]] = [
        (
            str(group.name), str(line.indicator.name), str(line.indicator.unit), line.now,
            line.target.amount if line.target else None, line.percent, line.before, str(line.indicator.means),
        )
        for group in groups
        for line in group.lines
    ]  # fmt: skip
    return head, rows


def _targets(units: list[int], period: Period, key: str | None = None) -> list[Target]:
    found = Target.objects.filter(unit__in=units, first=period.span.first, last=period.span.last)
    return list(found.filter(indicator=key) if key else found)


def _province(unit: Unit) -> str:
    return unit.province.code if unit.province else ""
