"""Tables that people bring as Excel files: checked before they are kept, read cell by cell, never run.

Only the first sheet is read, with the values a spreadsheet has last computed; formulas are never worked out here.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.kernel.files.check import Checked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5_000_000
MOST_UNFOLDED = 60_000_000  # bytes, of all parts together
MOST_PARTS = 300
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ACTIVE = re.compile(r"vbaproject|activex|/embeddings/|externallinks|customui|\.bin$", re.IGNORECASE)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TROUBLE = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    KeyError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)

Cells = Mapping[int, str | float]


def check_sheet(content: bytes | Path, name: str) -> Checked:
    """Return what the file is. Raises `DomainError` with the reason and what to do."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if not size:
        raise DomainError(_("Tệp «%(name)s» rỗng (0 byte). Hãy chọn lại tệp.") % {"name": name})
    if size > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise DomainError(_("Tệp «%(name)s» lớn hơn %(limit)d MB. Hãy tách bảng ra.") % {"name": name, "limit": limit})
    start = content[:4] if isinstance(content, bytes) else _start(content)
    if start == _OLD_OFFICE:
        raise DomainError(
            _("Tệp «%(name)s» là Excel kiểu cũ hoặc có đặt mật khẩu. Hãy lưu lại thành .xlsx, không mật khẩu.")
            % {"name": name}
        )
    if not start.startswith(b"PK") or PurePath(name).suffix.lower() != ".xlsx":
        raise DomainError(_("Tệp «%(name)s» không phải bảng Excel .xlsx. Hãy lưu lại thành .xlsx.") % {"name": name})
    try:
        with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as book:
            _look_inside(book, name)
            _first_sheet(book)
    except _TROUBLE:
        raise _broken(name) from None
    return Checked(XLSX, 1)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _look_inside(book: zipfile.ZipFile, name: str) -> None:
    parts = book.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise DomainError(
            _("Tệp «%(name)s» nhỏ nhưng bung ra quá lớn nên không được nhận. Hãy chép bảng sang tệp mới.")
            % {"name": name}
        )
    if any(_ACTIVE.search(part.filename) and not _PRINTER.search(part.filename) for part in parts):
        raise DomainError(
            _("Tệp «%(name)s» có macro hoặc tệp nhúng nên không được nhận. Hãy chép bảng sang tệp .xlsx mới.")
            % {"name": name}
        )


def _broken(name: str) -> DomainError:
    return DomainError(
        _("Tệp «%(name)s» bị hỏng hoặc không phải Excel. Hãy mở bằng Excel rồi lưu lại .xlsx.") % {"name": name}
    )


def read_sheet(file: IO[bytes], name: str, most_rows: int) -> Iterator[tuple[int, dict[int, str | float]]]:
    """Yield (row number, {column from 0: text or number}) of the first sheet, empty rows left out.

    Raises `DomainError` for a broken file and for more than `most_rows` rows.
    """
    count = 0
    try:
        with zipfile.ZipFile(file) as book:
            texts = _shared_texts(book)
            for number, cells in _rows(book, _first_sheet(book), texts):
                count += 1
                if count > most_rows:
                    raise DomainError(_("Bảng có hơn %(limit)d dòng. Hãy tách làm nhiều tệp.") % {"limit": most_rows})
                yield number, cells
    except _TROUBLE:
        raise _broken(name) from None


def _open(book: zipfile.ZipFile, part: str) -> IO[bytes]:
    """Open a part of the book for the parser. Declarations of entities have no place in a table and are refused unread."""
    with book.open(part) as file:
        content = file.read(MOST_UNFOLDED + 1)
    if len(content) > MOST_UNFOLDED or b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise ValueError(part)
    return io.BytesIO(content)


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = ElementTree.parse(_open(book, "xl/workbook.xml")).find(f"{_MAIN}sheets/{_MAIN}sheet")  # noqa: S314
    if sheet is None:
        raise ValueError("no sheet")
    links = ElementTree.parse(_open(book, "xl/_rels/workbook.xml.rels")).getroot()  # noqa: S314
    target = next(link.get("Target", "") for link in links if link.get("Id") == sheet.get(_LINK))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = ElementTree.parse(_open(book, "xl/sharedStrings.xml")).getroot()  # noqa: S314
    return [_text(one) for one in root.findall(f"{_MAIN}si")]


def _text(node: ElementTree.Element) -> str:
    """Return the words of a cell without the reading aids that some languages put beside them."""
    runs = [node, *node.findall(f"{_MAIN}r")]
    return "".join(piece.text or "" for run in runs for piece in run.findall(f"{_MAIN}t"))


def _rows(book: zipfile.ZipFile, part: str, texts: list[str]) -> Iterator[tuple[int, dict[int, str | float]]]:
    number = 0
    for _event, node in ElementTree.iterparse(_open(book, part)):  # noqa: S314
        if node.tag != f"{_MAIN}row":
            continue
        number = int(node.get("r") or number + 1)
        cells: dict[int, str | float] = {}
        for place, cell in enumerate(node.findall(f"{_MAIN}c")):
            value = _value(cell, texts)
            if value != "":
                cells[_column(cell.get("r", ""), place)] = value
        if cells:
            yield number, cells
        node.clear()


def _value(cell: ElementTree.Element, texts: list[str]) -> str | float:
    kind, held = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    if kind == "inlineStr":
        inside: Any = cell.find(f"{_MAIN}is")
        return _text(inside).strip() if inside is not None else ""
    if held is None:
        return ""
    if kind == "s":
        place = int(held)
        return texts[place].strip() if 0 <= place < len(texts) else ""
    return float(held) if kind in ("n", "b") else held.strip()


def _column(reference: str, place: int) -> int:
    """Return the column of B12, from 0; `place` where the cell does not say."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return place
    column = 0
    for letter in letters.group():
        column = column * 26 + ord(letter) - 64
    return column - 1
