"""One producer's sums of a year beside the year before: by product, channel, place, month, quarter and Tết. Fixed queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext as _

from saoque.kernel.calendar import today
from saoque.ledger.models import Sale
from saoque.ledger.seasons import Season, growth, quarter_of, same_day_before, tet
from saoque.producers.models import Producer

# A book that began within the first weeks of a year is taken to hold all of it.
GRACE = timedelta(days=31)


@dataclass(frozen=True)
class Line:
    """One line of a table: VND of the year, VND of the year before, and growth in tenths of a percent."""

    name: str
    now: int
    before: int

    @property
    def growth(self) -> int | None:
        return growth(self.now, self.before)


@dataclass(frozen=True)
class Sums:
    """What a producer sold in `year`. `until`: the last day that counts of a year still running, compared day for day.

    `began`: the first day of the book when it began too late to hold the whole year before; then no growth is said.
    """

    year: int
    until: date
    whole: Line
    to_date: Line
    products: list[Line]
    channels: list[Line]
    places: list[Line]
    months: list[Line]
    quarters: list[Line]
    tet: Line | None
    tet_days: Season | None
    count: int = 0
    began: date | None = None
    years: list[int] = field(default_factory=list)

    @property
    def growth(self) -> int | None:
        """Growth of what is compared day for day, in tenths of a percent; None where the book cannot tell."""
        return None if self.began else self.to_date.growth


def counted(producer: Producer) -> QuerySet[Sale]:
    """Return what counts: everything that is not struck out."""
    return Sale.objects.filter(producer=producer, struck_at__isnull=True)


def sums_of(producer: Producer, year: int) -> Sums:
    """Return the sums. Six queries, whatever the number of lines."""
    every = counted(producer)
    two = every.filter(sold_on__range=(date(year - 1, 1, 1), date(year, 12, 31))).annotate(y=ExtractYear("sold_on"))
    until = min(today(), date(year, 12, 31))
    edges = every.aggregate(first=Min("sold_on"), last=Max("sold_on"))
    months = _table(two.annotate(m=ExtractMonth("sold_on")).values_list("m", "y"), year)
    quarters: dict[Any, list[int]] = {}
    for (month,), (now, before) in months.items():
        held = quarters.setdefault((quarter_of(month),), [0, 0])
        held[0] += now
        held[1] += before
    quarters = {(number,): quarters.get((number,), [0, 0]) for number in range(1, 5)}
    special = _special(every, year, until)
    began = edges["first"] if edges["first"] and edges["first"] > date(year - 1, 1, 1) + GRACE else None
    before_tet = tet(year - 1)
    late = before_tet is not None and edges["first"] is not None and edges["first"] > before_tet.first + GRACE
    whole = Line(str(year), *(sum(pair[place] for pair in months.values()) for place in (0, 1)))
    kinds = dict(Sale.Kind.choices)
    return Sums(
        year=year,
        until=until,
        whole=whole,
        to_date=Line(str(year), special["now"] or 0, special["before"] or 0),
        products=_lines(_table(two.values_list("product__name", "product", "y"), year), lambda key: key[0]),
        channels=_lines(
            _table(two.values_list("kind", "channel__name", "channel", "y"), year),
            lambda key: key[1] or str(kinds.get(key[0], key[0])),
        ),
        places=_lines(
            _table(two.values_list("place__full_name", "place__parent__full_name", "place", "y"), year),
            lambda key: ", ".join(part for part in key[:2] if part) or _("Không ghi nơi bán"),
        ),
        months=[Line(f"{m}", *months.get((m,), (0, 0))) for m in range(1, 13)],
        quarters=[Line(_("Quý %(number)d") % {"number": n}, *quarters[(n,)]) for n in range(1, 5)],
        tet=Line(_("Mùa Tết"), special["tet"] or 0, 0 if late else special["tet_before"] or 0) if tet(year) else None,
        tet_days=tet(year),
        count=special["count"],
        began=began,
        years=_years(edges),
    )


def _special(every: QuerySet[Sale], year: int, until: date) -> dict[str, Any]:
    """Return, in one query, what is compared day for day, and the two Tết seasons."""

    def between(first: date, last: date) -> Q:
        return Q(sold_on__range=(first, last))

    nothing = Q(pk__in=[])
    now, before = tet(year), tet(year - 1)
    edge = same_day_before(until)
    return every.aggregate(
        now=Sum("amount", filter=between(date(year, 1, 1), until)),
        before=Sum("amount", filter=between(date(year - 1, 1, 1), edge)),
        tet=Sum("amount", filter=between(now.first, now.last) if now else nothing),
        tet_before=Sum("amount", filter=between(before.first, before.last) if before else nothing),
        count=Count("pk", filter=between(date(year, 1, 1), date(year, 12, 31))),
    )


def _table(found: Any, year: int) -> dict[tuple[Any, ...], list[int]]:
    """Return key → [of the year, of the year before] of rows whose last value is the year. One query."""
    table: dict[tuple[Any, ...], list[int]] = {}
    for *key, told_year, amount in found.annotate(sold=Sum("amount")).order_by():
        table.setdefault(tuple(key), [0, 0])[0 if told_year == year else 1] += int(amount or 0)
    return table


def _lines(table: Mapping[tuple[Any, ...], list[int]], name: Any) -> list[Line]:
    """Return the lines, the largest first."""
    found = [Line(name(key), now, before) for key, (now, before) in table.items()]
    return sorted(found, key=lambda one: (-one.now, -one.before, one.name))


def _years(edges: Mapping[str, date | None]) -> list[int]:
    """Return the years that have lines, and this one, the newest first."""
    now = today().year
    first, last = edges["first"], edges["last"]
    return list(range(max(now, last.year if last else now), (first.year if first else now) - 1, -1))
