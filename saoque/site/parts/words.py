"""Dates, numbers and money the way people in Vietnam write them, whatever language the page is in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Number: TypeAlias = int | float | Decimal | str


def as_date(moment: date | datetime) -> date:
    """The calendar day of a moment, in the site's time zone when the moment has one."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def vn_date(moment: date | datetime | None) -> str:
    """23/11/2026; an empty word for nothing."""
    return as_date(moment).strftime("%d/%m/%Y") if moment else ""


def vn_time(moment: datetime | None) -> str:
    """14:02, 23/11/2026; an empty word for nothing."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return local.strftime("%H:%M, %d/%m/%Y")


def vn_number(value: Number | None, decimals: int | None = None) -> str:
    """1.234,5: dots between thousands, a comma before decimals.

    Without `decimals` the figure keeps at most two and drops closing zeros; with it, exactly so many, halves up.
    """
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    places = 2 if decimals is None else decimals
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.translate(str.maketrans(",.", ".,"))


def money(value: Number | None) -> str:
    """1.234.000 đ, whole đồng; the space does not break."""
    return f"{vn_number(value, 0)}\u00a0đ" if value not in (None, "") else ""


def days_left(due: date | datetime | None, today: date | datetime | None = None) -> tuple[str, str]:
    """(kind of tag, words) for a deadline: bad when over, wait within a week, ok later, plain without a deadline."""
    if due is None:
        return "", _("Chưa có hạn")
    left = (as_date(due) - as_date(today or timezone.localdate())).days
    if left < 0:
        return "bad", ngettext("Quá hạn %(days)d ngày", "Quá hạn %(days)d ngày", -left) % {"days": -left}
    if left == 0:
        return "wait", _("Hạn chót hôm nay")
    kind = "wait" if left <= 7 else "ok"
    return kind, ngettext("Còn %(days)d ngày", "Còn %(days)d ngày", left) % {"days": left}
