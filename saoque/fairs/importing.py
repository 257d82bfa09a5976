"""Guests from an Excel file: every row is looked at, every fault is said with its row, and all are taken or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.fairs.actions.applications import MOST_GOODS, GuestGoods, Visitor
from saoque.kernel.papers import write_xlsx
from saoque.kernel.text import fold
from saoque.places.models import AdminUnit
from saoque.places.queries import provinces

COLUMNS = (
    "name", "province", "contact", "phone", "booths", "watts", "product", "star", "star_until", "sector", "daily",
    "unit", "price",
)  # fmt: skip
_EXCEL_DAY = date(1899, 12, 30)
Cells = Mapping[int, str | float]


@dataclass(frozen=True)
class Fault:
    row: int
    text: str


@dataclass(frozen=True)
class Row:
    """One row of the file as plain values, so that it can be kept in a signed form between preview and writing."""

    number: int
    values: dict[str, Any]


def head() -> list[str]:
    return [
        _("Tên đơn vị"), _("Tỉnh, thành phố"), _("Người liên hệ"), _("Điện thoại"), _("Số gian"), _("Điện (W)"),
        _("Sản phẩm"), _("Sao"), _("Sao đến ngày"), _("Ngành hàng (I đến VI)"), _("Một ngày bán được"),
        _("Tính theo"), _("Giá (đồng)"),
    ]  # fmt: skip


def template() -> bytes:
    """Return the empty table with one row as an example; a unit with more products has a row for each."""
    example = [
        _("Đơn vị ví dụ, xóa dòng này"), "Vĩnh Long", "", "", 1, 0, _("Kẹo dừa"), 4, "31/12/2027", "I", 80, _("hộp"), 45000,
    ]  # fmt: skip
    return write_xlsx(head(), [example], sheet="Khach")


def read_rows(table: Iterator[tuple[int, Cells]]) -> tuple[list[Row], list[Fault]]:
    """Return the rows below the head, and what is wrong with each. One query for the provinces."""
    known = {name for one in provinces() for name in (fold(one.name), fold(one.full_name))}
    rows, faults = [], []
    for place, (number, cells) in enumerate(table):
        if place == 0:
            continue
        values, wrong = _read(cells, known)
        faults += [Fault(number, text) for text in wrong]
        rows.append(Row(number, values))
    if not rows:
        faults.append(Fault(1, _("Bảng chưa có dòng nào dưới dòng tiêu đề.")))
    if len(rows) > MOST_GOODS:
        faults.append(Fault(1, _("Nhiều nhất 3.000 dòng một tệp.")))
    return rows, faults


def _read(cells: Cells, known: set[str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {name: str(cells.get(place, "")).strip() for place, name in enumerate(COLUMNS)}
    wrong: list[str] = []
    if not values["name"]:
        wrong.append(_("Thiếu tên đơn vị."))
    if not values["product"]:
        wrong.append(_("Thiếu tên sản phẩm."))
    if values["province"] and fold(values["province"]) not in known:
        wrong.append(_("Không có tỉnh, thành phố «%(name)s».") % {"name": values["province"]})
    for name, least, most, empty in (
        ("booths", 1, 10, 1), ("watts", 0, 100_000, 0), ("star", 0, 5, 0), ("daily", 0, 10**6, 0), ("price", 1, 10**12, None),
    ):  # fmt: skip
        values[name] = _number(values[name], empty)
        if values[name] is not None and (isinstance(values[name], str) or not least <= values[name] <= most):
            wrong.append(_("Ô «%(column)s» cần số từ %(least)d đến %(most)d.") % {
                "column": head()[COLUMNS.index(name)], "least": least, "most": most,
            })  # fmt: skip
    day = _day(values["star_until"])
    if day is None and values["star_until"]:
        wrong.append(_("Ô «Sao đến ngày» cần ngày như 31/12/2027."))
    values["star_until"] = day.isoformat() if day else None
    if values["sector"] and values["sector"] not in {one.code for one in rulebook.sectors()}:
        wrong.append(_("Ngành hàng là I, II, III, IV, V hoặc VI."))
    return values, wrong


def _number(text: str, empty: int | None) -> int | str | None:
    if not text:
        return empty
    bare = text.removesuffix(".0").replace(" ", "")
    if bare.count(".") and all(len(part) == 3 for part in bare.split(".")[1:]):
        bare = bare.replace(".", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 14 else text


def _day(text: str) -> date | None:
    """A day as typed, or the number that Excel keeps for one."""
    bare = text.removesuffix(".0")
    if bare.isascii() and bare.isdigit() and 30_000 < int(bare[:6]) < 80_000:
        return _EXCEL_DAY + timedelta(days=int(bare))
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def visitors_from(rows: Sequence[Mapping[str, Any]]) -> list[Visitor]:
    """Return the guests of the rows; rows of one name are one guest. One query."""
    places: dict[str, AdminUnit] = {}
    for one in provinces():
        places |= {fold(one.name): one, fold(one.full_name): one}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(fold(row["name"]), []).append(row)
    return [_visitor(same, places) for same in found.values()]


def _visitor(rows: Sequence[Mapping[str, Any]], places: Mapping[str, AdminUnit]) -> Visitor:
    first = rows[0]
    return Visitor(
        name=first["name"], province=places.get(fold(first["province"])), contact=first["contact"][:120],
        phone=first["phone"].removesuffix(".0")[:20], booths=first["booths"], watts=first["watts"],
        goods=[
            GuestGoods(
                row["product"], row["star"], date.fromisoformat(row["star_until"]) if row["star_until"] else None,
                row["sector"], row["daily"], row["unit"], row["price"],
            )
            for row in rows
        ],
    )  # fmt: skip
