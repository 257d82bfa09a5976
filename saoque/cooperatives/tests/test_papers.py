"""The papers opened and read back: every record stands in them, and none claims to be the state's form."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from saoque.cooperatives.actions import members
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.papers import TITLES, build_paper, codes_for, invitation_paper, minutes_paper
from saoque.cooperatives.tests.factories import NAMES, Founding, founding
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.tree import Paper
from saoque.dossiers.papers.word import draw_word
from saoque.kernel.calendar import today
from saoque.kernel.files import open_stored

pytestmark = pytest.mark.django_db
NOT_THE_FORM = "đây không phải mẫu của Nhà nước"


def word(paper: Paper) -> str:
    """All words of a Word file, tables too, spaces made one."""
    document = Document(io.BytesIO(draw_word(paper, today())))
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(texts).split())


def pdf(content: bytes) -> str:
    """The words of a PDF without spaces, because lines break where they must."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


WORDS: dict[str, list[str]] = {
    "request": ["Hợp tác xã Dâu tằm Trung Hưng", "100.000.000 đồng", "Trồng cây dâu tằm", "Xã Trung Hưng", NAMES[3]],
    "charter": [
        "ĐIỀU LỆ",
        "không quá 30 %",
        "Điều 16.",
        "Góp đủ trước ngày nộp hồ sơ",
        "Mỗi thành viên chính thức có một phiếu",
    ],
    "resolution": ["NGHỊ QUYẾT", "Thông qua điều lệ", "Thông qua", "100.000.000 đồng", f"Người được bầu: {NAMES[0]}"],
    "members": [*NAMES[:5], "01/03/1995", "092095000004", "30,00 %", "15,00 %", "100 %"],
    "representatives": [NAMES[0], "092095000000", "Chủ tịch Hội đồng quản trị"],
}


def check(f: Founding, code: str, wanted: list[str]) -> None:
    paper = build_paper(f.seen, code)
    read, printed = word(paper), pdf(draw_pdf(paper, today()))
    assert [one for one in (*wanted, NOT_THE_FORM) if one not in read] == []
    assert [one for one in (*wanted, NOT_THE_FORM) if "".join(one.split()) not in printed] == []


def test_the_five_papers_of_a_cooperative_say_what_was_recorded() -> None:
    f = founding().ready()
    assert codes_for(f.seen) == list(WORDS)
    for code, wanted in WORDS.items():
        check(f, code, [*wanted, "Điều 42 Luật Hợp tác xã 17/2023/QH15"])


def test_no_number_of_the_members_runs_into_the_next_column() -> None:
    f = founding().ready()
    page = PdfReader(io.BytesIO(draw_pdf(build_paper(f.seen, "members"), today()))).pages[0]
    drawn: list[tuple[str, float, float, float]] = []

    def see(text: str, matrix: Any, at: Any, _font: Any, size: float) -> None:
        if text.strip():
            drawn.append((text.strip(), at[4] * matrix[0] + matrix[4], at[5] * matrix[3] + matrix[5], size))

    page.extract_text(visitor_text=see)
    numbers = [one for one in drawn if re.fullmatch(r"\d{12}", one[0])]
    assert len(numbers) == 5
    for text, left, height, size in numbers:
        right = left + len(text) * size / 2  # a digit is half as wide as the letters are high
        beside = min(x for _word, x, y, _size in drawn if abs(y - height) < 1 and x > left)
        assert beside >= right


def test_a_foreign_investor_brings_the_sixth_paper() -> None:
    f = founding().ready()
    members.add_member(
        f.one,
        {"name": "Mekong Berry Ltd", "kind": "foreign_investor", "standing": "linked", "investment_certificate": "GCN-77"},
        actor=f.keeper,
    )  # fmt: skip
    assert codes_for(f.seen) == [*WORDS, "investment"]
    check(f, "investment", ["Mekong Berry Ltd", "GCN-77"])


def test_the_contract_of_a_group_has_a_line_to_sign_for_everybody() -> None:
    f = founding(Kind.GROUP).ready()
    check(f, "contract", ["HỢP ĐỒNG HỢP TÁC", "Ký tên", *NAMES[:2], "Một năm kể từ ngày ký", "Nghị định 77/2019/NĐ-CP"])


def test_what_is_not_known_is_dots_and_never_invented() -> None:
    f = founding()
    for code in codes_for(f.seen):
        assert "……" in word(build_paper(f.seen, code)) or code in ("members", "representatives")
    assert set(codes_for(f.seen)) <= set(TITLES)


def test_invitation_and_minutes() -> None:
    f = founding().ready()
    called, written = word(invitation_paper(f.meeting)), word(minutes_paper(f.meeting))
    assert [
        one for one in ("GIẤY MỜI", "Nhà văn hóa ấp", *NAMES[:5], "1. Thông qua điều lệ") if one not in called
    ] == []
    wanted = ("BIÊN BẢN", "từ 3/4 số người có mặt", "5 / 0 / 0", "Mọi người tán thành.", "Có mặt 5 trên 5 người")
    assert [one for one in wanted if one not in written] == []


def test_what_was_filed_is_kept_as_it_was() -> None:
    f = founding().ready().file()
    kept = {paper.code: paper for paper in f.filing.papers.select_related("file")}
    with open_stored(kept["members"].file) as content:
        printed = pdf(content.read())
    assert "".join(NAMES[4].split()) in printed
    assert list(kept) == list(WORDS)


def test_the_same_founding_gives_the_same_word_file() -> None:
    f = founding().ready()
    first, second = (draw_word(build_paper(f.seen, "charter"), today()) for _ in range(2))
    assert first == second
    assert zipfile.is_zipfile(io.BytesIO(first))
