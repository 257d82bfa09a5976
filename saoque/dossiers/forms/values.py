"""From what a person typed to what is kept, and back. Pure: knows no database and no request.

Kept shapes by kind: text and long_text a string; number a decimal as a string ("1234.5"); date ISO ("2026-11-23");
choice its key; multi_choice a list of keys in printed order. Nothing typed is None.
A table is a list of rows, each a mapping column key → kept value of the column's kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError

Pairs = Sequence[tuple[str, str]]  # (key, label) of what may be chosen, in printed order
LONGEST = {"text": 500, "long_text": 20_000}
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[+-]?[0-9]+(,[0-9]+)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(kind: str, typed: Sequence[str], choices: Pairs = ()) -> Any:
    """Return the kept value of `typed`, None for nothing. Raises `DomainError` that says what is wrong and how to write it."""
    if kind == "multi_choice":
        return _parse_many(typed, choices)
    text = _CONTROL.sub("", typed[0] if typed else "").replace("\r\n", "\n").strip()
    if not text:
        return None
    if kind == "number":
        return parse_number(text)
    if kind == "date":
        return parse_date(text)
    if kind == "choice":
        return _parse_one(text, choices)
    return _parse_text(kind, text)


def parse_number(text: str) -> str:
    """«1.234,5» → "1234.5". Dots stand between thousands, a comma before decimals."""
    squeezed = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not (_GROUPED.fullmatch(squeezed) or _PLAIN.fullmatch(squeezed)):
        raise DomainError(
            _("«%(typed)s» chưa phải là số. Hãy gõ như 1.234,5: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ.")
            % {"typed": text[:40]}
        )
    if len(squeezed) > 24:
        raise DomainError(_("Số này dài quá 24 chữ số. Hãy kiểm tra lại."))
    value = Decimal(squeezed.replace(".", "").replace(",", ".")) + 0
    return f"{value:f}"


def parse_date(text: str) -> str:
    """«23/11/2026» → "2026-11-23". The day comes first; what a date control sends is taken too."""
    day_first, iso = _DAY_FIRST.fullmatch(text), _ISO.fullmatch(text)
    if not day_first and not iso:
        raise DomainError(
            _("«%(typed)s» chưa đủ ngày. Hãy gõ ngày/tháng/năm, ví dụ 23/11/2026.") % {"typed": text[:40]}
        )
    figures = [int(part) for part in (day_first or iso).groups()]  # type: ignore[union-attr]
    day, month, year = figures if day_first else reversed(figures)
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or not 1900 <= year <= 2100:
        raise DomainError(
            _("Không có ngày «%(typed)s» trên lịch. Hãy xem lại ngày, tháng, năm.") % {"typed": text[:40]}
        )
    return found.isoformat()


def show(kind: str, value: Any, choices: Pairs = (), *, grouped: bool = True) -> str:
    """Return the kept value as people write it; an empty word for nothing. `grouped` False for years."""
    if value is None or value == "" or value == []:
        return ""
    if kind == "number":
        return _show_number(str(value), grouped)
    if kind == "date":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    labels = dict(choices)
    if kind == "choice":
        return labels.get(value, str(value))
    if kind == "multi_choice":
        return "; ".join(labels.get(key, str(key)) for key in value)
    return str(value)


def controls(kind: str, value: Any, *, grouped: bool = True) -> list[str]:
    """Return what the page's controls hold for a kept value: what `parse` would take back."""
    if kind == "multi_choice":
        return list(value or [])
    if kind == "choice":
        return [value] if value else []
    return [show(kind, value, grouped=grouped)]


def _show_number(text: str, grouped: bool) -> str:
    whole, dot, rest = text.partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".") if whole not in ("-0", "-") else "-0"
    return f"{whole},{rest}" if dot else whole


def _parse_text(kind: str, text: str) -> str:
    limit = LONGEST.get(kind, LONGEST["text"])
    if len(text) > limit:
        raise DomainError(
            _("Chỗ này nhận tối đa %(limit)d chữ cái, bạn đã gõ %(length)d. Hãy viết gọn lại.")
            % {"limit": limit, "length": len(text)}
        )
    return text if kind == "long_text" else re.sub(r"\s*\n\s*", " ", text)


def _parse_one(key: str, choices: Pairs) -> str:
    if key not in dict(choices):
        raise DomainError(_("Mục vừa chọn không có trong danh sách. Hãy tải lại trang rồi chọn lại."))
    return key


def _parse_many(typed: Sequence[str], choices: Pairs) -> list[str] | None:
    wanted = {key for key in typed if key}
    if wanted - {key for key, _label in choices}:
        raise DomainError(_("Có mục vừa đánh dấu không có trong danh sách. Hãy tải lại trang rồi đánh dấu lại."))
    return [key for key, _label in choices if key in wanted] or None
