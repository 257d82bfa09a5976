"""Offers and requests as JSON: what is read, what is refused with one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saoque.buyers.matching.shapes import Offer, Request
from saoque.requests import BadRequest, one_line

MOST = 10**12
_OFFER = frozenset(
    {
        "id", "product", "producer", "set", "star", "star_until", "price", "unit", "per_month", "promised", "areas",
        "months", "papers", "agreed",
    }
)  # fmt: skip
_REQUEST = frozenset(
    {"id", "set", "per_month", "unit", "min_star", "max_price", "area", "months", "papers", "pool", "max_producers"}
)


def offer_from(told: Any) -> Offer:
    """Read one offer. Raises `BadRequest` naming what is wrong."""
    item = _Item(told, "offers", _OFFER)
    return Offer(
        id=item.text("id"),
        product=item.text("product", item.text("id")),
        producer=item.text("producer", ""),
        set_code=item.text("set"),
        star=item.number("star", 0, most=5),
        star_until=item.day("star_until"),
        price=item.number("price"),
        unit=item.text("unit"),
        per_month=item.number("per_month"),
        promised=item.number("promised", 0),
        areas=item.texts("areas"),
        months=item.months("months"),
        papers=item.texts("papers"),
        agreed=item.flag("agreed", True),
    )


def request_from(told: Any) -> Request:
    """Read one request. `set` is one code or a list of codes. Raises `BadRequest` naming what is wrong."""
    item = _Item(told, "requests", _REQUEST)
    wanted = item.number("per_month")
    if wanted < 1:
        raise BadRequest(f"{item.where}: per_month phải từ 1 trở lên.")
    return Request(
        id=item.text("id"),
        set_codes=item.codes("set"),
        per_month=wanted,
        unit=item.text("unit"),
        min_star=item.number("min_star", 0, most=5),
        max_price=item.number("max_price") if item.told.get("max_price") is not None else None,
        area=item.text("area", ""),
        months=item.months("months"),
        papers=item.texts("papers"),
        pool=item.flag("pool", True),
        most=item.number("max_producers", 0),
    )


class _Item:
    """One object of the list, read field by field."""

    def __init__(self, told: Any, where: str, known: frozenset[str]) -> None:
        if not isinstance(told, Mapping):
            raise BadRequest(f"{where}: mỗi mục phải là một đối tượng.")
        self.told = told
        self.where = f"{where} «{one_line(told.get('id', '?'), 30)}»"
        only_known(told, known, f"{self.where}: ")

    def _lacks(self, name: str, shape: str) -> BadRequest:
        return BadRequest(f"{self.where}: {name} phải là {shape}.")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.told.get(name, default)
        if not _is_text(value) or (default is None and not value.strip()):
            raise self._lacks(name, "chữ")
        return str(value)

    def number(self, name: str, default: int | None = None, most: int = MOST) -> int:
        value = self.told.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self._lacks(name, f"số nguyên từ 0 đến {most}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.told.get(name, default)
        if not isinstance(value, bool):
            raise self._lacks(name, "true hoặc false")
        return value

    def day(self, name: str) -> date | None:
        value = self.told.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._lacks(name, "ngày dạng 2026-11-25") from None

    def texts(self, name: str) -> frozenset[str]:
        value = self._listed(name)
        if not isinstance(value, list) or not all(_is_text(one) for one in value):
            raise self._lacks(name, "danh sách chữ")
        return frozenset(value)

    def codes(self, name: str) -> frozenset[str]:
        """One code or several, never none."""
        found = frozenset([self.text(name)]) if isinstance(self.told.get(name), str) else self.texts(name)
        if not found:
            raise self._lacks(name, "một mã, hoặc danh sách mã")
        return found

    def _listed(self, name: str) -> Any:
        """What stands there; nothing, and null, are an empty list."""
        value = self.told.get(name)
        return [] if value is None else value

    def months(self, name: str) -> frozenset[int]:
        value = self._listed(name)
        fine = isinstance(value, list) and all(type(one) is int and 1 <= one <= 12 for one in value)
        if not fine:
            raise self._lacks(name, "danh sách tháng từ 1 đến 12")
        return frozenset(value)


def only_known(told: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    """Refuse what nobody would read: a mistyped name would be silently left out. Raises `BadRequest` naming it."""
    for name in told:
        if name not in known:
            raise BadRequest(f"{where}không có ô «{one_line(name, 30)}».")


def _is_text(value: object) -> bool:
    """Half a letter (a lone surrogate) is no text and could not be written out again."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)
