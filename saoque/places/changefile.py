"""The file format of a change of units, and what makes one acceptable. Pure.

A change file is UTF-8 CSV with the columns `COLUMNS`; one line is one arrow from an old unit to a new one:

- `date` is the first day of the new units, the same on every line; the old ones end the day before.
- One old and one new: a new name, kind or parent (the code may stay). Several olds and one new: a merger.
  One old and several new: a division, `whole` is "no" on each of its lines. No old: a unit out of nothing.
- A unit that takes in others is itself one of the olds: its record ends and a new one begins.
- Empty `lat`, `lon` are taken over from the old unit of the same code.
"""

import csv
import datetime as dt
import io
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from saoque.kernel.text import fold

from .units import CONFIDENCES, KINDS, LEVEL_BY_CODE_LENGTH, PROVINCE, Arrow, Unit

COLUMNS = ("date", "old", "new", "whole", "kind", "name", "parent", "lat", "lon", "source", "confidence", "note")
_FIELDS_OF_NEW = ("kind", "name", "parent", "lat", "lon", "source", "confidence", "note")
MAX_BYTES = 2_000_000
MAX_NAME, MAX_SOURCE, MAX_NOTE = 80, 120, 300
_DAY = dt.timedelta(days=1)


class ChangeRefused(Exception):
    """A change file that cannot be taken; `errors` holds one Vietnamese line per fault."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class Change(NamedTuple):
    """A checked change: records that end on `date` - 1, records that begin on `date`, and the arrows between."""

    date: dt.date
    ended: tuple[Unit, ...]
    started: tuple[Unit, ...]
    arrows: tuple[Arrow, ...]


class Line(NamedTuple):
    """One line of the file with its number, texts stripped and composed (NFC)."""

    number: int
    cells: Mapping[str, str]


class History(Protocol):
    """What a change is checked against."""

    def at(self, code: str, on: dt.date) -> Unit | None:
        """Return the record of `code` in force on a day."""

    def records(self, code: str) -> list[Unit]:
        """Return every record of `code`, oldest first."""

    def children(self, code: str, on: dt.date) -> list[Unit]:
        """Return the units below `code` in force on a day."""


def read_lines(content: bytes) -> list[Line]:
    """Return the lines of a change file; raise ChangeRefused when it is no such table."""
    if len(content) > MAX_BYTES:
        raise ChangeRefused([f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB, không giống một tệp thay đổi đơn vị."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ChangeRefused(["Tệp không phải là văn bản UTF-8. Hãy lưu lại dạng CSV UTF-8."]) from None
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = [(table.line_num, row) for row in table]
    except csv.Error as error:
        raise ChangeRefused([f"Tệp CSV bị hỏng: {error}."]) from None
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise ChangeRefused([f"Dòng 1: các cột phải đúng là {','.join(COLUMNS)}."])
    if not rows:
        raise ChangeRefused(["Tệp không có dòng thay đổi nào."])
    uneven = [f"Dòng {number}: số ô không bằng số cột." for number, row in rows if None in (*row, *row.values())]
    if uneven:
        raise ChangeRefused(uneven)
    return [
        Line(number, {name: unicodedata.normalize("NFC", cell).strip() for name, cell in row.items()})
        for number, row in rows
    ]


def _point(cells: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Return (lat, lon) in degrees, both None when both cells are empty; raise ValueError outside Vietnam."""
    if not cells["lat"] and not cells["lon"]:
        return None, None
    lat, lon = float(cells["lat"]), float(cells["lon"])
    if not (6.0 <= lat <= 24.0 and 102.0 <= lon <= 118.0):
        raise ValueError("outside Vietnam")
    return lat, lon


def _code_errors(line: Line) -> list[str]:
    """Return the faults of the date and the codes of one line."""
    cells, at = line.cells, f"Dòng {line.number}: "
    errors = []
    try:
        dt.date.fromisoformat(cells["date"])
    except ValueError:
        errors.append(f"{at}ngày «{cells['date']}» không đúng dạng năm-tháng-ngày.")
    for code in filter(None, (cells["old"], cells["new"], cells["parent"])):
        if not (code.isascii() and code.isdigit() and len(code) in LEVEL_BY_CODE_LENGTH):
            errors.append(f"{at}mã «{code}» phải gồm 2 (tỉnh), 3 (huyện) hoặc 5 (xã) chữ số.")
    if not cells["new"]:
        errors.append(f"{at}thiếu mã đơn vị mới: đơn vị cũ phải đi về đâu đó.")
    return errors


def _source_errors(line: Line) -> list[str]:
    """Return the faults of the point and of the statement of source of one line."""
    cells, at = line.cells, f"Dòng {line.number}: "
    errors = []
    try:
        _point(cells)
    except ValueError:
        errors.append(f"{at}tọa độ ({cells['lat']}; {cells['lon']}) không nằm trong Việt Nam.")
    if cells["confidence"] not in CONFIDENCES or not cells["source"] or len(cells["source"]) > MAX_SOURCE:
        errors.append(f"{at}phải ghi nguồn (source) và độ tin cậy (confidence: O, S, B hoặc I).")
    if len(cells["note"]) > MAX_NOTE:
        errors.append(f"{at}ghi chú dài quá {MAX_NOTE} chữ.")
    return errors


def _line_errors(line: Line) -> list[str]:
    """Return the faults that one line has by itself."""
    cells, at = line.cells, f"Dòng {line.number}: "
    errors = _code_errors(line)
    if errors:
        return errors
    level = LEVEL_BY_CODE_LENGTH[len(cells["new"])]
    if cells["old"] and len(cells["old"]) != len(cells["new"]):
        errors.append(f"{at}đơn vị cũ {cells['old']} và mới {cells['new']} không cùng cấp.")
    if cells["kind"] not in KINDS[level]:
        errors.append(f"{at}loại «{cells['kind']}» không có ở cấp này (chỉ có {', '.join(sorted(KINDS[level]))}).")
    if not fold(cells["name"]) or "," in cells["name"] or len(cells["name"]) > MAX_NAME:
        errors.append(f"{at}tên đơn vị mới bị trống, dài quá {MAX_NAME} chữ hoặc có dấu phẩy.")
    if cells["whole"] not in {"yes", "no"}:
        errors.append(f"{at}cột whole phải là yes hoặc no.")
    if (level == PROVINCE) != (not cells["parent"]):
        errors.append(f"{at}tỉnh không có đơn vị cấp trên, đơn vị khác phải có.")
    elif cells["parent"] and len(cells["parent"]) >= len(cells["new"]):
        errors.append(f"{at}đơn vị cấp trên {cells['parent']} không phải cấp trên.")
    return errors + _source_errors(line)


def _table_errors(lines: list[Line]) -> list[str]:
    """Return the faults that lines have among each other."""
    errors = []
    if len({line.cells["date"] for line in lines}) > 1:
        errors.append("Mọi dòng phải cùng một ngày hiệu lực; hãy tách thành nhiều tệp.")
    goes = Counter(line.cells["old"] for line in lines if line.cells["old"])
    pairs = Counter((line.cells["old"], line.cells["new"]) for line in lines)
    described: dict[str, Line] = {}
    for line in lines:
        cells, at = line.cells, f"Dòng {line.number}: "
        if pairs[cells["old"], cells["new"]] > 1:
            errors.append(f"{at}cặp {cells['old']} → {cells['new']} bị lặp lại.")
        if cells["old"] and (goes[cells["old"]] == 1) != (cells["whole"] == "yes"):
            wanted = "yes vì chỉ đi về một nơi" if goes[cells["old"]] == 1 else "no vì đi về nhiều nơi"
            errors.append(f"{at}đơn vị cũ {cells['old']}: whole phải là {wanted}.")
        first = described.setdefault(cells["new"], line)
        if any(first.cells[name] != cells[name] for name in _FIELDS_OF_NEW):
            errors.append(f"{at}đơn vị mới {cells['new']} được tả khác với dòng {first.number}.")
    return errors


def _history_errors(lines: list[Line], date: dt.date, history: History) -> list[str]:
    """Return the faults that lines have against what is already known."""
    olds = {line.cells["old"] for line in lines}
    news = {line.cells["new"] for line in lines}
    errors = []
    for line in lines:
        cells, at = line.cells, f"Dòng {line.number}: "
        old, new, parent = cells["old"], cells["new"], cells["parent"]
        unit = history.at(old, date - _DAY) if old else None
        if old and unit is None:
            errors.append(f"{at}đơn vị cũ {old} không có hiệu lực vào ngày {date - _DAY:%d/%m/%Y}.")
        for code in {old, new} - {""}:
            if any(record.since >= date for record in history.records(code)):
                errors.append(f"{at}đơn vị {code} đã có bản ghi từ ngày {date:%d/%m/%Y} hoặc muộn hơn.")
        if new not in olds and history.at(new, date - _DAY):
            errors.append(f"{at}mã {new} đang có hiệu lực mà không có dòng nào kết thúc nó.")
        if parent and parent not in news and (parent in olds or history.at(parent, date) is None):
            errors.append(f"{at}đơn vị cấp trên {parent} không có hiệu lực vào ngày {date:%d/%m/%Y}.")
    for code in sorted(olds - news - {""}):
        left = [unit.code for unit in history.children(code, date) if unit.code not in olds]
        if left:
            errors.append(f"Đơn vị {code} chấm dứt nhưng {len(left)} đơn vị bên dưới còn thuộc nó (như {left[0]}).")
    return errors


def _started(lines: list[Line], date: dt.date, history: History) -> tuple[Unit, ...]:
    """Return the records that begin, one per new code."""
    units = {}
    for line in lines:
        cells = line.cells
        before = history.at(cells["new"], date - _DAY)
        lat, lon = _point(cells)
        if before and lat is None:
            lat, lon = before.lat, before.lon
        units[cells["new"]] = Unit(
            cells["new"], date, None, cells["kind"], cells["name"], cells["parent"] or None,
            lat, lon, cells["source"], cells["confidence"], cells["note"],
        )  # fmt: skip
    return tuple(units.values())


def _known_already(change_units: tuple[Unit, ...], history: History) -> bool:
    """Tell whether every record that would begin is there, unchanged: the same file given a second time."""
    return all(
        any(record._replace(until=None) == unit for record in history.records(unit.code)) for unit in change_units
    )


def check_change(content: bytes, history: History) -> Change | None:
    """Return the change that a file describes, or None when it has been taken already.

    Raise ChangeRefused with one line per fault; then nothing of the file may be used.
    """
    lines = read_lines(content)
    errors = [error for line in lines for error in _line_errors(line)] or _table_errors(lines)
    if errors:
        raise ChangeRefused(errors)
    date = dt.date.fromisoformat(lines[0].cells["date"])
    started = _started(lines, date, history)
    if _known_already(started, history):
        return None
    errors = _history_errors(lines, date, history)
    if errors:
        raise ChangeRefused(errors)
    ended: dict[str, Unit] = {}
    arrows = []
    for line in lines:
        old = history.at(line.cells["old"], date - _DAY) if line.cells["old"] else None
        if old:
            ended[old.code] = old._replace(until=date - _DAY)
            arrows.append(Arrow(old.key, (line.cells["new"], date), line.cells["whole"] == "yes"))
    return Change(date, tuple(ended.values()), started, tuple(arrows))
