"""What a fair brought, computed from its rows; the fields of the record `trade_event` and what stands behind them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from saoque.fairs.models import Booth, CostLine, DayLog, Deal, Exhibit, Exhibitor, Fair, FollowUp, Lead
from saoque.fairs.outcome_flow import AT_FAIR
from saoque.ledger.models import Sale

STARS = (5, 4, 3)


@dataclass(frozen=True)
class Result:
    """Figures of one fair; money in VND. `stars` are products of 5, 4 and 3 stars, `products` all of them."""

    booths: int
    provinces: int
    exhibitors: int
    products: int
    stars: tuple[int, int, int]
    visits: int
    leads: int
    revenue: int
    memoranda: int
    contracts: int
    contract_value: int
    cost: int
    planned: int
    help: int
    absent: int


def sales_of(fair: Fair) -> QuerySet[Sale]:
    """Return what the ledger holds of the fair, without what was struck out."""
    return Sale.objects.filter(occasion_key=f"fairs.Fair:{fair.pk}", struck_at__isnull=True)


def struck_of(fair: Fair) -> QuerySet[Sale]:
    """Return what of the fair was struck out of the ledger; it counts nowhere."""
    return Sale.objects.filter(occasion_key=f"fairs.Fair:{fair.pk}", struck_at__isnull=False)


def standing_at(fair: Fair) -> QuerySet[Exhibitor]:
    """Return who stood at the fair: marked as having come, and chosen without a mark."""
    return fair.exhibitors.filter(state__in=AT_FAIR)


def deals_of(fair: Fair) -> QuerySet[Deal]:
    return Deal.objects.filter(exhibitor__fair=fair).exclude(state=Deal.State.STRUCK)


def _sum(path: str, **only: Any) -> Any:
    return Coalesce(Sum(path, **only), 0)


def result_of(fair: Fair) -> Result:
    """Compute the result from the rows. A fixed number of queries."""
    at = standing_at(fair)
    provinces = set(at.filter(producer__isnull=False).values_list("producer__commune__parent__code", flat=True))
    provinces |= set(at.filter(producer__isnull=True, province__isnull=False).values_list("province__code", flat=True))
    goods = Exhibit.objects.filter(exhibitor__in=at).aggregate(
        number=Count("pk"), **{f"star_{star}": Count("pk", filter=_holding(star, fair.last_day)) for star in STARS}
    )
    days = DayLog.objects.filter(exhibitor__fair=fair).aggregate(
        people=_sum("visits"), asked=_sum("leads"), guests=_sum("guest_sales")
    )
    deals = deals_of(fair).aggregate(
        memoranda=Count("pk", filter=Q(kind=Deal.Kind.MEMORANDUM)),
        contracts=Count("pk", filter=Q(kind=Deal.Kind.CONTRACT)),
        worth=_sum("value", filter=Q(kind=Deal.Kind.CONTRACT)),
    )
    money = fair.costs.aggregate(
        paid=_sum("spent"),
        due=_sum("planned"),
        helped=_sum("spent", filter=~Q(payer=CostLine.Payer.EXHIBITOR)),
    )
    sold: int = sales_of(fair).aggregate(sum=_sum("amount"))["sum"]
    return Result(
        booths=Booth.objects.filter(fair=fair, exhibitor__in=at).count(),
        provinces=len(provinces - {None}),
        exhibitors=at.count(),
        products=goods["number"],
        stars=(goods["star_5"], goods["star_4"], goods["star_3"]),
        visits=days["people"],
        leads=days["asked"] + Lead.objects.filter(exhibitor__fair=fair).count(),
        revenue=sold + days["guests"],
        memoranda=deals["memoranda"],
        contracts=deals["contracts"],
        contract_value=deals["worth"],
        cost=money["paid"],
        planned=money["due"],
        help=money["helped"],
        absent=fair.exhibitors.filter(state=Exhibitor.State.ABSENT).count(),
    )


def _holding(star: int, day: date) -> Q:
    """A star that is known to hold on the fair's last day; what a guest tells without a day counts for none."""
    return Q(star=star, star_until__gte=day)


@dataclass(frozen=True)
class Brought:
    """One exhibitor's part of the result."""

    name: str
    pk: int
    state: str
    booths: int
    products: int
    visits: int
    leads: int
    revenue: int
    memoranda: int
    contracts: int
    contract_value: int
    cost: int
    help: int


def rows_of(fair: Fair) -> list[Brought]:
    """Return every exhibitor's part, those who stood there and who did not come, in the order of names. Nine queries."""
    who = list(fair.exhibitors.filter(state__in=(*AT_FAIR, Exhibitor.State.ABSENT)).order_by("sort", "pk"))
    booths = _by(Booth.objects.filter(fair=fair), "exhibitor", n=Count("pk"))
    goods = _by(Exhibit.objects.filter(exhibitor__fair=fair), "exhibitor", n=Count("pk"))
    days = _by(
        DayLog.objects.filter(exhibitor__fair=fair), "exhibitor",
        people=Sum("visits"), asked=Sum("leads"), guests=Sum("guest_sales"),
    )  # fmt: skip
    named = _by(Lead.objects.filter(exhibitor__fair=fair), "exhibitor", n=Count("pk"))
    sold = _by(sales_of(fair), "producer", sum=Sum("amount"))
    deals = _by(
        deals_of(fair), "exhibitor",
        memoranda=Count("pk", filter=Q(kind=Deal.Kind.MEMORANDUM)),
        contracts=Count("pk", filter=Q(kind=Deal.Kind.CONTRACT)),
        worth=Sum("value", filter=Q(kind=Deal.Kind.CONTRACT)),
    )  # fmt: skip
    costs = _by(
        fair.costs.all(), "exhibitor",
        paid=Sum("spent"), helped=Sum("spent", filter=~Q(payer=CostLine.Payer.EXHIBITOR)),
    )  # fmt: skip

    def at(table: dict[int, dict[str, int]], key: int | None, name: str) -> int:
        return table.get(key or 0, {}).get(name) or 0

    return [
        Brought(
            name=one.name,
            pk=one.pk,
            state=str(one.get_state_display()),
            booths=at(booths, one.pk, "n"),
            products=at(goods, one.pk, "n"),
            visits=at(days, one.pk, "people"),
            leads=at(days, one.pk, "asked") + at(named, one.pk, "n"),
            revenue=at(days, one.pk, "guests") + at(sold, one.producer_id, "sum"),
            memoranda=at(deals, one.pk, "memoranda"),
            contracts=at(deals, one.pk, "contracts"),
            contract_value=at(deals, one.pk, "worth"),
            cost=at(costs, one.pk, "paid"),
            help=at(costs, one.pk, "helped"),
        )
        for one in who
    ]


def _by(rows: QuerySet[Any], owner: str, **sums: Any) -> dict[int, dict[str, int]]:
    return {row.pop("owner") or 0: row for row in rows.order_by().values(owner=F(owner)).annotate(**sums)}


@dataclass(frozen=True)
class DaySum:
    """One day of the fair."""

    day: date
    logged: int
    visits: int
    leads: int
    revenue: int


def day_sums(fair: Fair, until: date) -> list[DaySum]:
    """Return the sums of each day up to `until`. Three queries."""
    logs = _days(
        DayLog.objects.filter(exhibitor__fair=fair), "day",
        n=Count("pk"), people=Sum("visits"), asked=Sum("leads"), guests=Sum("guest_sales"),
    )  # fmt: skip
    named = _days(Lead.objects.filter(exhibitor__fair=fair), "day", n=Count("pk"))
    sold = _days(sales_of(fair), "sold_on", sum=Sum("amount"))
    count = (min(fair.last_day, until) - fair.first_day).days + 1
    found = []
    for number in range(count):
        day = date.fromordinal(fair.first_day.toordinal() + number)
        log, lead, sale = logs.get(day, {}), named.get(day, {}), sold.get(day, {})
        found.append(
            DaySum(
                day, log.get("n") or 0, log.get("people") or 0, (log.get("asked") or 0) + (lead.get("n") or 0),
                (log.get("guests") or 0) + (sale.get("sum") or 0),
            )
        )  # fmt: skip
    return found


def _days(rows: QuerySet[Any], field: str, **sums: Any) -> dict[date, dict[str, int]]:
    return {row.pop("on"): row for row in rows.order_by().values(on=F(field)).annotate(**sums)}


def missing_on(fair: Fair, day: date) -> QuerySet[Exhibitor]:
    """Return who stands at the fair and has not logged the day, neither in the log nor in the ledger."""
    sold = sales_of(fair).filter(sold_on=day).values("producer")
    logged = DayLog.objects.filter(exhibitor__fair=fair, day=day).values("exhibitor")
    found = standing_at(fair).exclude(pk__in=logged).exclude(Q(producer__isnull=False) & Q(producer__in=sold))
    return found.select_related("producer").order_by("sort", "pk")


@dataclass(frozen=True)
class Later:
    """What came of a fair after so many months, against what it cost (VND)."""

    months: int
    asked: int
    answered: int
    orders: int
    value: int


def later_of(fair: Fair, months: int) -> Later:
    """Return the sums of one follow-up. Two queries."""
    told = FollowUp.objects.filter(exhibitor__fair=fair, months=months).aggregate(
        answered=Count("pk"), number=_sum("orders"), worth=_sum("value")
    )
    return Later(months, standing_at(fair).count(), told["answered"], told["number"], told["worth"])
