"""All that the server knows of a product when it answers. Plain values, so that it can be tried out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class LabelState(StrEnum):
    """`NONE`: no words of the label are kept; `FAULTY`: the label check finds what must be mended; `GOOD`: it does not."""

    NONE = "none"
    FAULTY = "faulty"
    GOOD = "good"


@dataclass(frozen=True)
class PaperProof:
    """A paper of the drawer. `ends_on`: last day, printed or by its term; `dated`: false when the kind has a term in
    months but neither the day of issue nor the last day is written down."""

    kind: str
    title: str
    number: str = ""
    issued_on: date | None = None
    ends_on: date | None = None
    dated: bool = True
    pk: int = 0


@dataclass(frozen=True)
class Evidence:
    """`star`: as it holds on `day`, 0 for none. `goods`: "food", "craft" (needs no food papers) or "service".

    `capacity`: month → units. `delivers`: to where, in words. Empty, 0 and None mean «not told»; so does `invoice` "none".
    """

    day: date
    goods: str = "food"
    legal_form: str = ""
    registration_number: str = ""
    star: int = 0
    papers: tuple[PaperProof, ...] = ()
    photos: int = 0
    label: LabelState = LabelState.NONE
    summary: bool = False
    price: int = 0
    gtin: str = ""
    ingredients: bool = False
    storage: bool = False
    shelf_life_days: int | None = None
    lead_days: int | None = None
    invoice: str = "none"
    payment_days: int | None = None
    discount_most: int | None = None
    terms: bool = False
    tiers: int = 0
    capacity: Mapping[int, int] = field(default_factory=dict)
    delivers: str = ""
    packed: bool = False
