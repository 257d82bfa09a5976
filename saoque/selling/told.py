"""What people tell of a product's sale, and what of it cannot be: values only, no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.knowledge.labels.gtin import check_digit, is_valid

MOST_MONEY = 10**12  # VND
MOST_AMOUNT = 10**9  # units
MOST_DAYS = 3650
MOST_TIERS = 5
MOST_SIZE = 10**6  # mm, g
GTIN_LENGTHS = (8, 12, 13, 14)


@dataclass(frozen=True)
class Month:
    """Units that can be delivered in a month, and units of them that others have been promised."""

    amount: int
    promised: int = 0


@dataclass(frozen=True)
class Told:
    """All of a record. `months`: number of the month (1–12) → what it holds, those not told are left out.

    `tiers`: (units, VND per unit), in any order. `areas`: ids of provinces. Days are calendar days, sizes mm, weight g.
    """

    unit: str
    price: int
    content: str = ""
    gtin: str = ""
    ingredients: str = ""
    storage: str = ""
    shelf_life_days: int | None = None
    lead_days: int | None = None
    min_order: int = 1
    pack_length_mm: int | None = None
    pack_width_mm: int | None = None
    pack_height_mm: int | None = None
    pack_weight_g: int | None = None
    invoice: str = "none"
    payment_days: int | None = None
    discount_most: int | None = None
    terms: str = ""
    everywhere: bool = False
    months: Mapping[int, Month] = field(default_factory=dict)
    tiers: tuple[tuple[int, int], ...] = ()
    areas: frozenset[int] = frozenset()


PARTS = ("months", "tiers", "areas")
_TEXTS = {"unit": 20, "content": 40, "ingredients": 2000, "storage": 200, "terms": 2000}


def columns_of(told: Told) -> dict[str, Any]:
    """Return the fields of the row itself, spaces tidied. Raises `DomainError` that names the field at fault."""
    values = {name: value for name, value in vars(told).items() if name not in PARTS}
    for name, most in _TEXTS.items():
        values[name] = values[name].strip() if name in ("ingredients", "terms") else " ".join(values[name].split())
        if len(values[name]) > most:
            raise DomainError(_("Chỗ này dài quá: nhiều nhất %(most)d chữ cái.") % {"most": most}, field=name)
    values["gtin"] = checked_gtin(told.gtin)
    if not values["unit"]:
        raise DomainError(_("Hãy ghi bán theo chai, hũ, hộp hay kg."), field="unit")
    _within(told)
    return values


def checked_gtin(typed: str) -> str:
    """Return the digits of a barcode, empty for none. Raises `DomainError` saying which figure is wrong."""
    digits = "".join(sign for sign in typed if sign not in " -.")
    if not digits or is_valid(digits):
        return digits
    if not (digits.isascii() and digits.isdigit()):
        raise DomainError(_("Mã vạch chỉ có chữ số. Hãy gõ lại dãy số dưới vạch."), field="gtin")
    if len(digits) not in GTIN_LENGTHS:
        raise DomainError(
            _("Mã vạch có 8, 12, 13 hoặc 14 chữ số; bạn gõ %(n)d chữ số.") % {"n": len(digits)}, field="gtin"
        )
    right = check_digit(digits[:-1])
    raise DomainError(
        _("Mã vạch sai số cuối: theo các số trước thì phải là %(right)d. Xem lại số nào gõ nhầm.") % {"right": right},
        field="gtin",
    )


def _within(told: Told) -> None:
    limits = {
        "price": (1, MOST_MONEY), "min_order": (1, MOST_AMOUNT), "shelf_life_days": (1, MOST_DAYS),
        "lead_days": (0, MOST_DAYS), "payment_days": (0, MOST_DAYS), "discount_most": (0, 99),
        "pack_length_mm": (1, MOST_SIZE), "pack_width_mm": (1, MOST_SIZE), "pack_height_mm": (1, MOST_SIZE),
        "pack_weight_g": (1, MOST_SIZE),
    }  # fmt: skip
    for name, (least, most) in limits.items():
        value = getattr(told, name)
        if value is not None and not least <= value <= most:
            words = {"least": f"{least:,}".replace(",", "."), "most": f"{most:,}".replace(",", ".")}
            raise DomainError(_("Số này cần từ %(least)s đến %(most)s.") % words, field=name)


def tiers_of(told: Told) -> list[tuple[int, int]]:
    """Return the tiers by amount, each with a lower price than the one before. Raises `DomainError`."""
    found = sorted(told.tiers)
    if len(found) > MOST_TIERS:
        raise DomainError(_("Nhiều nhất %(n)d mức giá.") % {"n": MOST_TIERS}, field="tier_1")
    for place, (least, price) in enumerate(found, start=1):
        if not (told.min_order < least <= MOST_AMOUNT):
            raise DomainError(_("Mức giá này phải từ số lượng lớn hơn mức đặt ít nhất."), field=f"tier_{place}")
        if price < 1:
            raise DomainError(_("Mức này chưa ghi giá."), field=f"tier_{place}")
    for place, (before, after) in enumerate(pairwise([(0, told.price), *found]), start=1):
        if before[0] == after[0]:
            raise DomainError(_("Hai mức giá cùng một số lượng. Hãy bỏ một mức."), field=f"tier_{place}")
        if after[1] >= before[1]:
            raise DomainError(
                _("Mua nhiều thì giá phải thấp hơn mức trước. Hãy xem lại giá này."), field=f"tier_{place}"
            )
    return found


def months_of(told: Told) -> dict[int, Month]:
    """Return the months in order. Raises `DomainError` for one that promises more than it holds."""
    for number, month in told.months.items():
        if not 1 <= number <= 12:
            raise DomainError(_("Một năm chỉ có tháng 1 đến tháng 12."), field="month_1")
        if not 0 <= month.amount <= MOST_AMOUNT or month.promised < 0:
            raise DomainError(_("Sản lượng không được âm và không quá lớn."), field=f"month_{number}")
        if month.promised > month.amount:
            raise DomainError(
                _("Tháng %(n)d đã hứa nhiều hơn làm ra. Hãy xem lại hai số này.") % {"n": number},
                field=f"promised_{number}",
            )
    return dict(sorted(told.months.items()))


def changes(before: Told | None, after: Told) -> Iterator[str]:
    """Yield the names of what is another than before, all that is told when nothing was."""
    for name, value in vars(after).items():
        old = getattr(before, name) if before is not None else type(after).__dataclass_fields__[name].default
        if value != old and not (before is None and not value):
            yield name
