"""From stored records to what the pure matcher reads: requests, offers, and what is still free in which month.

Only what concerns the sets asked for is read, in a fixed number of queries however many products there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from saoque.buyers.matching import Offer, Request
from saoque.buyers.models import Agreement, BuyingRequest
from saoque.knowledge.papers import find_kind, kinds, same_kind
from saoque.producers.kinds import facts_of
from saoque.producers.models import Paper
from saoque.selling.gathering import last_day
from saoque.selling.models import DeliveryArea, MonthCapacity, SellingRecord

ALL_YEAR = range(1, 13)


class Month(NamedTuple):
    """What can be delivered in a month of the year and what of it is promised, in units."""

    amount: int
    promised: int

    @property
    def free(self) -> int:
        return max(0, self.amount - self.promised)


@dataclass(frozen=True)
class Supply:
    """The records that may answer, with everything the matcher asks of them. `months` and `papers` by their ids."""

    records: tuple[SellingRecord, ...]
    months: Mapping[int, Mapping[int, Month]]
    areas: Mapping[int, frozenset[str]]
    papers: Mapping[int, frozenset[str]]

    def offers_for(self, request: Request) -> list[Offer]:
        return [self._offer(record, request) for record in self.records]

    def _offer(self, record: SellingRecord, request: Request) -> Offer:
        product, months = record.product, self.months.get(record.pk, {})
        tightest = _tightest(months, request.months)
        return Offer(
            id=str(product.pk), product=product.name, producer=str(product.producer_id),
            set_code=product.scorecard, star=product.star, star_until=product.star_until,
            price=record.price, unit=record.unit, per_month=tightest.amount, promised=tightest.promised,
            areas=frozenset() if record.everywhere else self.areas.get(record.pk, _NOWHERE),
            months=frozenset(month for month, one in months.items() if one.amount),
            papers=self.papers.get(product.producer_id, frozenset()), agreed=record.shown_at is not None,
        )  # fmt: skip


# A producer who has named no province delivers to none; an empty set would mean everywhere.
_NOWHERE = frozenset({""})


def _tightest(months: Mapping[int, Month], wanted: Iterable[int]) -> Month:
    """The month wanted in which the least is free; every month of it must carry the amount."""
    known = [months[month] for month in (wanted or ALL_YEAR) if month in months and months[month].amount]
    return min(known, key=lambda one: (one.free, one.amount), default=Month(0, 0))


def agreed_under(request: BuyingRequest, on: date) -> int:
    """Return what agreements under the request already bring a month, in its unit. One query."""
    standing = Agreement.objects.filter(inquiry__request=request, state=Agreement.State.STANDING, until_on__gte=on)
    return standing.aggregate(sum=Sum("per_month"))["sum"] or 0


def wanted_of(request: BuyingRequest, per_month: int | None = None) -> Request:
    """Return the request as the matcher reads it, for less than it asks for when `per_month` says so.

    Papers go by their names, which the reasons then say.
    """
    return Request(
        id=str(request.pk), set_codes=frozenset(one.scorecard for one in request.sets.all()),
        per_month=per_month or request.per_month, unit=request.unit, min_star=request.star_least, max_price=request.price_most,
        area=request.province.code if request.province else "", months=frozenset(request.months),
        papers=frozenset(paper_name(code) for code in request.papers), pool=request.pooling,
        most=request.sellers_most, place=request.province.full_name if request.province else "",
    )  # fmt: skip


def paper_name(code: str) -> str:
    kind = find_kind(code)
    return kind.name if kind else code


@cache
def names_for(code: str) -> frozenset[str]:
    """Every paper that one of this kind can stand for: a paper told only by its evidence row stands for all of them."""
    known = find_kind(code)
    return frozenset(one.name for one in kinds() if same_kind(one.code, code)) if known else frozenset({code})


def supply_of(set_codes: Iterable[str], on: date, *, producers: Iterable[int] | None = None) -> Supply:
    """Read every selling record of the sets, of some producers alone when they are given. Six queries at most."""
    found = SellingRecord.objects.filter(product__scorecard__in=list(set_codes))
    if producers is not None:
        found = found.filter(product__producer__in=list(producers))
    records = tuple(found.select_related("product").order_by("product_id"))
    return Supply(records, _months(found, on), _areas(found), _papers(found, on))


def free_months(record: SellingRecord, on: date) -> Mapping[int, Month]:
    """Return what one product has in each month, promises taken off. Two queries."""
    return _months(SellingRecord.objects.filter(pk=record.pk), on).get(record.pk, {})


def _months(found: QuerySet[SellingRecord], on: date) -> dict[int, dict[int, Month]]:
    promised = _promised(found, on)
    months: defaultdict[int, dict[int, Month]] = defaultdict(dict)
    rows = MonthCapacity.objects.filter(record__in=found.values("pk"))
    for pk, product, month, amount, outside in rows.values_list(
        "record", "record__product", "month", "amount", "promised"
    ):
        months[pk][month] = Month(amount, outside + promised.get((product, month), 0))
    return months


def _promised(found: QuerySet[SellingRecord], on: date) -> dict[tuple[int, int], int]:
    """What agreements here promise, by product and month: those that stand and have not run out."""
    promised: defaultdict[tuple[int, int], int] = defaultdict(int)
    standing = Agreement.objects.filter(
        product__in=found.values("product"), state=Agreement.State.STANDING, until_on__gte=on
    )
    for product, months, amount in standing.values_list("product", "months", "per_month"):
        for month in months or ALL_YEAR:
            promised[product, month] += amount
    return promised


def _areas(found: QuerySet[SellingRecord]) -> dict[int, frozenset[str]]:
    areas: defaultdict[int, set[str]] = defaultdict(set)
    for pk, code in DeliveryArea.objects.filter(record__in=found.values("pk")).values_list("record", "province__code"):
        areas[pk].add(code)
    return {pk: frozenset(codes) for pk, codes in areas.items()}


def _papers(found: QuerySet[SellingRecord], on: date) -> dict[int, frozenset[str]]:
    valid = Q(expires_on__isnull=True) | Q(expires_on__gte=on)
    held = Paper.objects.filter(valid, producer__in=found.values("product__producer"), removed_at=None).exclude(kind="")
    rows = list(held.values_list("producer", "kind", "issued_on", "expires_on").distinct())
    terms = facts_of({code for _producer, code, _issued, _expires in rows}, on=on)
    names: defaultdict[int, set[str]] = defaultdict(set)
    for producer, code, issued, expires in rows:
        ends = last_day(issued, expires, terms.get(code))
        if ends is None or ends >= on:
            names[producer] |= names_for(code)
    return {producer: frozenset(known) for producer, known in names.items()}
