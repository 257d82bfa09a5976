"""Reading a net content as people write it, and changing units. Pure."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

# UN/ECE recommendation 20, as GS1 and schema.org use it.
CODES: Mapping[str, str] = {"g": "GRM", "gram": "GRM", "gr": "GRM", "kg": "KGM", "ml": "MLT", "l": "LTR", "lít": "LTR"}
_CONTENT = re.compile(r"\s*(\d{1,7}(?:[.,]\d{1,3})?)\s*([a-zA-Zí]+)\s*")
# (of what is kept, as a file wants it) → divide by
_STEPS: Mapping[str, int] = {"kg": 1000, "g": 1, "cm": 10, "mm": 1, "m": 1000}


def read_content(text: str) -> tuple[Decimal, str] | None:
    """Return (amount, unit code) of «500 ml», «0,5 kg»; None for anything that is not one amount with one known unit."""
    found = _CONTENT.fullmatch(text)
    if found is None:
        return None
    code = CODES.get(found[2].lower())
    amount = Decimal(found[1].replace(",", "."))
    return (amount, code) if code and amount > 0 else None


def converted(amount: int, into: str) -> Decimal:
    """Return grams as kg or millimetres as cm, exact to three places. Raises `KeyError` for an unknown unit."""
    return (Decimal(amount) / _STEPS[into]).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()


def plain_number(number: Decimal | int) -> str:
    """Return digits with a point and without an exponent: 0.45, 1000."""
    return f"{Decimal(number):f}"
