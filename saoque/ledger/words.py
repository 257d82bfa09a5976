"""Figures as people here write them, for texts and papers that are not made in a template."""

from decimal import Decimal


def money(amount: int) -> str:
    """1.234.000 đ; the space does not break."""
    return f"{amount:,}".replace(",", ".") + "\u00a0đ"


def number(value: Decimal | int) -> str:
    """1.234,5: dots between thousands, a comma before decimals, no closing zeros."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(tenths: int) -> str:
    """+12,5 % from tenths of a percent; the sign stands always."""
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole:,}".replace(",", ".") + (f",{rest}" if rest else "") + "\u00a0%"
