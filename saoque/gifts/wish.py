"""What a visitor asks of the gift pages, and the own list kept in the session."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from saoque.gifts import queries
from saoque.gifts.picking import MOST_BUDGET
from saoque.gifts.queries import Row, Told
from saoque.gifts.seasons import Occasion, Season, occasion
from saoque.kernel.calendar import today
from saoque.producers.models import Product

KEY = "gifts"
MOST_GIFTS, MOST_LINES = 10_000, 30
BANDS = (0, 200_000, 500_000, 1_000_000)  # VND: where a new part of a list begins


def _whole(text: str, most: int) -> int:
    digits = "".join(one for one in text if one.isdigit() and one.isascii())
    return min(int(digits[:12] or 0), most)


@dataclass(frozen=True)
class Wish:
    """`budget` VND for one gift, 0 for any; `number` of gifts; `season` or a `month` of harvest, 0 for the whole year."""

    season: str = ""
    month: int = 0
    budget: int = 0
    number: int = 1

    @property
    def occasion(self) -> Occasion | None:
        return occasion(self.season, today()) if self.season else None

    @property
    def months(self) -> tuple[int, ...]:
        if self.month:
            return (self.month,)
        found = self.occasion
        return found.months if found else ()

    def address(self, **more: object) -> str:
        """Return the query of an address with the same wish, changed by `more`."""
        told = {"dip": self.season, "thang": self.month, "tien": self.budget, "so": self.number, **more}
        return "?" + "&".join(f"{key}={value}" for key, value in told.items() if value)


def wish_of(request: HttpRequest) -> Wish:
    """Read the address; what does not fit is left out, so that an old link still shows something."""
    asked = request.GET
    season, month = asked.get("dip", ""), _whole(asked.get("thang", ""), 99)
    return Wish(
        season if season in Season.values else "", month if month <= 12 else 0,
        _whole(asked.get("tien", ""), MOST_BUDGET), max(1, _whole(asked.get("so", ""), MOST_GIFTS)),
    )  # fmt: skip


def fitting_goods(wish: Wish) -> QuerySet[Product]:
    """Return the goods for a season and budget, as keys in order; a price from a tier may still bring one within it."""
    found = queries.in_months(queries.goods(), wish.months) if wish.months else queries.goods()
    return found.filter(selling__price__lte=wish.budget) if wish.budget else found


@dataclass(frozen=True)
class Band:
    """Part of a list: from `least` to below `most` VND (None: no end)."""

    least: int
    most: int | None
    sets: list[Told]
    rows: list[Row]


def bands(sets: list[Told], rows: list[Row]) -> list[Band]:
    """Sort what is to be shown by price of one gift; empty parts are left out."""
    ends = [*BANDS[1:], None]
    found = [
        Band(
            least, most,
            [one for one in sets if least <= one.price and (most is None or one.price < most)],
            [one for one in rows if least <= one.price and (most is None or one.price < most)],
        )
        for least, most in zip(BANDS, ends, strict=True)
    ]  # fmt: skip
    return [one for one in found if one.sets or one.rows]


def kept(request: HttpRequest) -> dict[str, int]:
    """Return the own list: how many of «p<product>» and «s<set>»."""
    stored: Any = request.session.get(KEY)
    return dict(stored) if isinstance(stored, dict) else {}


def put(request: HttpRequest, key: str, number: int) -> None:
    """Set how many are wanted; 0 takes the line away."""
    lines = kept(request)
    lines.pop(key, None)
    if number and len(lines) < MOST_LINES:
        lines[key] = min(number, MOST_GIFTS)
    request.session[KEY] = lines


@dataclass(frozen=True)
class Line:
    """One line of the own list at today's prices, in VND."""

    key: str
    name: str
    number: int
    price: int
    product: Product | None = None
    told: Told | None = None

    @property
    def sum(self) -> int:
        return self.price * self.number


def lines_of(request: HttpRequest) -> tuple[list[Line], int]:
    """Return the list as it can be bought today, and how many lines no longer can."""
    wanted = kept(request)
    products = {key: number for key, number in wanted.items() if key.startswith("p")}
    keys = [int(key[1:]) for key in products]
    known = {one.pk: one for one in queries.told(queries.goods().filter(pk__in=keys))} if keys else {}
    found = []
    for key, number in products.items():
        one = known.get(int(key[1:]))
        if one:
            found.append(Line(key, one.name, number, queries.unit_price(one, number), product=one))
    for key, number in wanted.items():
        if key.startswith("s"):
            told = queries.find_set(int(key[1:]), number)
            if told:
                found.append(Line(key, told.gift.name, number, told.price, told=told))
    return found, len(wanted) - len(found)
