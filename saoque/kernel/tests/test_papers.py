import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from saoque.kernel.papers.pdf import compile_pdf
from saoque.kernel.papers.qr import qr_svg
from saoque.kernel.papers.tables import csv_lines, plain, stream_csv, write_xlsx

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://la.example")']
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize("text", FORMULAS)
def test_cells_that_begin_like_a_formula_become_text(text: str) -> None:
    assert plain(text) == "'" + text


@pytest.mark.parametrize("value", [-1, 1.5, Decimal("-2.5"), "Mắm cá", "a=b", " =1", ""])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert plain(value) == value


def test_nothing_is_an_empty_cell() -> None:
    assert plain(None) == ""


def test_a_csv_is_read_back_as_it_was_written() -> None:
    head = ["Tên", "=Điểm"]
    rows = [["Mắm cá, «Bà Đầm»", 85.5], ['dòng\nhai "nháy"', None], ["=1+1", -3]]
    text = "".join(csv_lines(head, rows))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["Tên", "'=Điểm"], ["Mắm cá, «Bà Đầm»", "85.5"], ['dòng\nhai "nháy"', ""], ["'=1+1", "-3"]
    ]  # fmt: skip


def test_a_long_csv_comes_in_pieces() -> None:
    pieces = list(csv_lines(["a"], ([number] for number in range(1_200))))
    assert [piece.count("\n") for piece in pieces] == [501, 500, 200]
    assert len(list(csv_lines(["a"], []))) == 1


def test_a_csv_is_streamed_under_its_name() -> None:
    response = stream_csv("ho-so", ["a"], [["b"]])
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ho-so.csv"'
    assert b"".join(response).decode() == "\ufeffa\r\nb\r\n"


def read_sheet(content: bytes) -> list[list[str]]:
    """Return the texts and figures of the first sheet; fails when any cell holds a formula."""
    with ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    assert sheet.findall(f".//{SHEET}f") == []
    rows = sheet.findall(f".//{SHEET}row")
    return [["".join(cell.itertext()) for cell in row.findall(f"{SHEET}c")] for row in rows]


def test_a_sheet_holds_texts_figures_and_days_and_no_formula() -> None:
    at = datetime(2026, 6, 1, 12, tzinfo=UTC)
    content = write_xlsx(["Tên", "Điểm"], [["=1+1", 85.5], ["https://la.example", date(2026, 6, 1)], ["Đầm", at]])
    assert read_sheet(content) == [
        ["Tên", "Điểm"], ["'=1+1", "85.5"], ["https://la.example", "46174"], ["Đầm", "46174.5"]
    ]  # fmt: skip


def test_a_qr_code_is_drawn_without_inline_style() -> None:
    drawn = qr_svg("http://127.0.0.1:8000/xac-minh/ABC/")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "style" not in drawn


TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(date: datetime(year: 2026, month: 6, day: 1))
#set text(font: "Be Vietnam Pro", lang: "vi")
#data.text
"""
LETTERS = "Ă Â Đ Ê Ô Ơ Ư ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ"


def printed(template: Path, text: str) -> str:
    return PdfReader(io.BytesIO(compile_pdf(template, {"text": text}))).pages[0].extract_text().strip()


def test_a_paper_prints_every_letter_and_reads_no_markup_from_people(tmp_path: Path) -> None:
    template = tmp_path / "paper.typ"
    template.write_text(TEMPLATE)
    assert printed(template, LETTERS) == LETTERS
    assert printed(template, '#panic("x") *a* $b$ #read("/etc/passwd")') == '#panic("x") *a* $b$ #read("/etc/passwd")'
    first, second = (compile_pdf(template, {"text": "như nhau"}) for _time in range(2))
    assert first == second


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    template = inside / "paper.typ"
    template.write_text('#read("../secret.txt")')
    with pytest.raises(Exception, match=r"outside|not contained|denied|escape"):
        compile_pdf(template, {})
