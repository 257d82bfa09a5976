"""Excel tables as different programs write them: shared, inline and formatted texts, numbers, cached formulas, gaps."""

import io
import zipfile

import pytest

from saoque.kernel.errors import DomainError
from saoque.kernel.papers.sheets import XLSX, check_sheet, read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(rows: str, texts: str = "", target: str = "worksheets/sheet1.xml") -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Target="{target}"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    if texts:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def read(content: bytes, most: int = 10) -> list[tuple[int, dict[int, str | float]]]:
    return list(read_sheet(io.BytesIO(content), "a.xlsx", most))


def test_every_way_of_writing_a_cell_is_read() -> None:
    texts = "<si><t> Mắm </t></si><si><r><t>Dâu</t></r><r><t> tằm</t></r><rPh><t>ダ</t></rPh></si>"
    rows = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>2.5</v></c><c r="AA2" t="inlineStr"><is><t>chữ</t></is></c></row>'
        '<row r="3"/>'
        '<row r="5"><c t="s"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>tính sẵn</v></c><c><f>1+1</f></c><c t="s"><v>9</v></c></row>'
    )
    assert read(book(rows, texts)) == [
        (2, {0: "Mắm", 2: 2.5, 26: "chữ"}),
        (5, {0: "Dâu tằm", 1: "tính sẵn"}),
    ]


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_the_sheet_is_found_by_a_near_and_a_whole_address(target: str) -> None:
    content = book('<row r="1"><c r="A1"><v>1</v></c></row>', target=target)
    assert (check_sheet(content, "a.xlsx").content_type, read(content)) == (XLSX, [(1, {0: 1.0})])


def test_more_rows_than_allowed_and_broken_numbers_are_refused_in_words() -> None:
    with pytest.raises(DomainError, match="hơn 2 dòng"):
        read(book("<row><c><v>1</v></c></row>" * 3), most=2)
    with pytest.raises(DomainError, match="bị hỏng"):
        read(book('<row r="1"><c r="A1"><v>mười</v></c></row>'))
    with pytest.raises(DomainError, match="bị hỏng"):
        read(book("<row>"))
    with pytest.raises(DomainError, match="bị hỏng"):
        check_sheet(book("", target="worksheets/none.xml")[:-9], "a.xlsx")
