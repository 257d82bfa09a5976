"""Goods that may be given: a valid star with its certificate, a price, and a producer who agreed to be shown. Asked anew each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from saoque.certificates.models import Certificate
from saoque.gifts.models import GiftItem, GiftSet
from saoque.gifts.picking import Choice, Pick, fill
from saoque.gifts.rules import COMPOSERS, rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.producers.models import Product, ProductPhoto
from saoque.selling.models import MonthCapacity, PriceTier, SellingRecord

MOST_PICKED_FROM = 60
MOST_SETS = 60


def goods() -> QuerySet[Product]:
    """Return every product that may be given today, with `certificate_code`: highest stars first."""
    day = today()
    valid = Certificate.objects.filter(product=OuterRef("pk"), state=Certificate.State.VALID, valid_until__gte=day)
    agreed = SellingRecord.objects.filter(product=OuterRef("pk"), shown_at__isnull=False, price__gt=0)
    found = Product.objects.filter(is_public__in=[True], star__gte=3, star_until__gte=day)
    found = found.filter(Exists(valid), Exists(agreed))
    return found.annotate(certificate_code=Subquery(valid.order_by("-issued_on").values("code")[:1])).order_by(
        "-star", "sort", "pk"
    )


def told(found: QuerySet[Product]) -> QuerySet[Product]:
    """Read what a card and a price need. Three further queries, however many rows."""
    return found.select_related("producer__commune__parent", "selling").prefetch_related(
        Prefetch("selling__tiers", PriceTier.objects.order_by("least")),
        Prefetch("photos", ProductPhoto.objects.order_by("position", "pk")),
    )


def in_months(found: QuerySet[Product], months: Iterable[int]) -> QuerySet[Product]:
    """Keep what can be delivered in one of `months`; who has not said when it delivers stays."""
    stated = MonthCapacity.objects.filter(record__product=OuterRef("pk"))
    able = stated.filter(month__in=list(months), amount__gt=0)
    return found.filter(Q(Exists(able)) | ~Q(Exists(stated)))


def unit_price(product: Product, units: int) -> int:
    """Return the price of one unit in VND when `units` are bought together."""
    tiers: list[PriceTier] = list(product.selling.tiers.all())  # type: ignore[attr-defined]
    price: int = product.selling.price  # type: ignore[attr-defined]
    for tier in sorted(tiers, key=lambda one: one.least):
        if tier.least <= units:
            price = tier.price
    return price


@dataclass(frozen=True)
class Row:
    """So many of one product in one gift; money in VND, of one gift."""

    product: Product
    amount: int
    price: int

    @property
    def sum(self) -> int:
        return self.amount * self.price


@dataclass(frozen=True)
class Told:
    """A set with today's price of one gift, when `number` gifts are bought."""

    gift: GiftSet
    rows: list[Row]
    price: int
    number: int

    @property
    def total(self) -> int:
        return self.price * self.number


def public_sets(number: int = 1, season: str = "", months: Iterable[int] = ()) -> list[Told]:
    """Return the sets that are shown and whose every product may be given today, the cheapest first. Six queries."""
    may = goods() if not months else in_months(goods(), months)
    found = _whole(GiftSet.objects.filter(state=GiftSet.State.SHOWN, items__isnull=False), may)
    if season:
        found = found.filter(season__in=[season, ""])
    return sorted(_priced(found[:MOST_SETS], number), key=lambda one: (one.price, one.gift.pk))


def _whole(found: QuerySet[GiftSet], may: QuerySet[Product] | None = None) -> QuerySet[GiftSet]:
    """Keep the sets whose every product is among `may`, all that may be given today."""
    keys = (goods() if may is None else may).order_by().values("pk")
    outside = GiftItem.objects.filter(gift=OuterRef("pk")).exclude(product__in=keys)
    return found.filter(~Exists(outside)).select_related("unit").distinct()


def _priced(found: Iterable[GiftSet], number: int) -> list[Told]:
    sets = list(found)
    items = list(GiftItem.objects.filter(gift__in=sets).order_by("pk"))
    known = {one.pk: one for one in told(goods().filter(pk__in={item.product_id for item in items}))}
    rows: dict[int, list[Row]] = {one.pk: [] for one in sets}
    for item in items:
        if item.product_id in known:
            product = known[item.product_id]
            rows[item.gift_id].append(Row(product, item.amount, unit_price(product, item.amount * number)))
    return [Told(one, rows[one.pk], one.wrapping_price + sum(row.sum for row in rows[one.pk]), number) for one in sets]


def find_set(pk: int, number: int = 1) -> Told | None:
    """Return one set as anybody may see it; None as soon as one of its stars is gone."""
    found = GiftSet.objects.filter(pk=pk, state=GiftSet.State.SHOWN, items__isnull=False)
    return next(iter(_priced(_whole(found), number)), None)


def public_set(pk: int, number: int = 1) -> Told:
    """Like `find_set`. Raises `NotFound` where there is none."""
    found = find_set(pk, number)
    if found is None:
        raise NotFound()
    return found


def suggestions(budget: int, number: int, months: Iterable[int] = (), count: int = 3) -> list[tuple[Pick, list[Row]]]:
    """Return up to `count` gifts that fill `budget` VND each, none sharing a product with another. Four queries."""
    may = in_months(goods(), months) if months else goods()
    left = {one.pk: one for one in told(may)[:MOST_PICKED_FROM]}
    found: list[tuple[Pick, list[Row]]] = []
    while len(found) < count and left:
        pick = fill([Choice(pk, _cost(product, number)) for pk, product in left.items()], budget)
        if pick is None:
            break
        rows = [Row(left[pk], units, unit_price(left[pk], units * number)) for pk, units in sorted(pick.units.items())]
        found.append((pick, rows))
        left = {pk: one for pk, one in left.items() if pk not in pick.units}
    return found


def _cost(product: Product, number: int) -> Any:
    return lambda units: units * unit_price(product, units * number)


def own_sets(actor: Actor) -> QuerySet[GiftSet]:
    """Return the sets of the actor's units, those being composed first. Raises `NotFound` for others."""
    if not rules.may(actor, "compose"):
        raise NotFound()
    return GiftSet.objects.filter(unit__in=actor.unit_ids(*COMPOSERS)).select_related("unit").order_by("state", "-pk")


def get_own(actor: Actor, pk: int) -> GiftSet:
    found = GiftSet.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not rules.may(actor, "edit", found):
        raise NotFound()
    return found


def gone(gift: GiftSet) -> list[GiftItem]:
    """Return the items of a set that may not be given today, which is why the public does not see it."""
    return list(gift.items.exclude(product__in=goods().order_by().values("pk")).select_related("product"))


def sets_that_fell(actor: Actor) -> QuerySet[GiftSet]:
    """Return the actor's shown sets that the public no longer sees. One query."""
    outside = GiftItem.objects.filter(gift=OuterRef("pk")).exclude(product__in=goods().order_by().values("pk"))
    found = GiftSet.objects.filter(unit__in=actor.unit_ids(*COMPOSERS), state=GiftSet.State.SHOWN)
    return found.filter(Exists(outside)).order_by("pk")
