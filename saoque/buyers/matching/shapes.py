"""What is offered, what is wanted, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


class Reason(str):
    """A sentence for people that also knows, as `code`, what it is about: agreed, star, unit, price, area …"""

    __slots__ = ("code",)
    code: str

    def __new__(cls, code: str, sentence: str) -> Reason:
        made = super().__new__(cls, sentence)
        made.code = code
        return made


@dataclass(frozen=True, slots=True)
class Offer:
    """What one producer can deliver of one product.

    `set_code` of its scorecard; `star` 0 for none, valid until `star_until`; `price` VND per `unit`; `per_month` the
    capacity and `promised` what others were promised of it, both in `unit`; `areas` codes of the provinces it goes
    to, empty for everywhere; `months` 1–12 in which there are goods, empty for all; `papers` codes of valid papers.
    Without `agreed` the producer has not agreed to be shown to buyers.
    """

    id: str
    product: str
    producer: str
    set_code: str
    star: int
    star_until: date | None
    price: int
    unit: str
    per_month: int
    promised: int = 0
    areas: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()
    papers: frozenset[str] = frozenset()
    agreed: bool = True

    @property
    def free(self) -> int:
        """What is left of the capacity a month."""
        return max(0, self.per_month - self.promised)


@dataclass(frozen=True, slots=True)
class Request:
    """What one buyer wants. `per_month` in `unit`, `max_price` VND per unit or None, `area` the code of the province
    to deliver to or "", `months` in which it is wanted (empty: all), `pool` whether several may deliver together,
    `most` how many at the most (0: no bound). `place` is what the area is called; "": by its code.
    """

    id: str
    set_codes: frozenset[str]
    per_month: int
    unit: str
    min_star: int = 0
    max_price: int | None = None
    area: str = ""
    months: frozenset[int] = frozenset()
    papers: frozenset[str] = frozenset()
    pool: bool = True
    most: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an offer fits a request, and why: sentences in Vietnamese, the noes alone when there is one."""

    offer: Offer
    fits: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one offer gives of the volume."""

    offer: Offer
    amount: int


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to one request: the chosen parts, and the verdict on every offer of the sets asked for.

    `covered`: the parts reach the volume. Then they are as few as can be, and of the few the cheapest; else they are
    the most that can be had. `exact` is False only when the search was cut short.
    """

    request: Request
    parts: tuple[Part, ...]
    verdicts: tuple[Verdict, ...] = field(repr=False)
    exact: bool = True

    @property
    def total(self) -> int:
        """What the parts give together a month, in the request's unit."""
        return sum(part.amount for part in self.parts)

    @property
    def cost(self) -> int:
        """What the parts cost a month, in VND."""
        return sum(part.amount * part.offer.price for part in self.parts)

    @property
    def covered(self) -> bool:
        return self.total == self.request.per_month
