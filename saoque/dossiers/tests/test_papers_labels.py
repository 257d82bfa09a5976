"""Every printed label of the law's forms stands in the Word file and in the PDF; what is not printed does not."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from saoque.dossiers.papers.build import build
from saoque.dossiers.papers.facts import AnnexPaper, Facts, Places, ReceiptFacts
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.rulebook import forms as law

DAY = date(2026, 11, 23)
XA = Places("Trung Hưng", "xã", "Đồng Tháp", "tỉnh")
PHUONG = Places("Cái Khế", "phường", "Cần Thơ", "thành phố")
DAC_KHU = Places("Phú Quốc", "đặc khu", "An Giang", "tỉnh")


def facts(kind: str = "first", scorecard: str = "QD26-08", places: Places = XA, **more: Any) -> Facts:
    return Facts(decision="qd26", scorecard=scorecard, kind=kind, places=places, values=more.pop("values", {}), **more)


def squeezed(text: str) -> str:
    """Without any space: PDF breaks lines inside words, Word keeps them apart."""
    return re.sub(r"\s+", "", text)


def in_word(content: bytes) -> str:
    """All texts of a Word file, tables included, in the order in which they stand."""
    body = Document(io.BytesIO(content)).element.body
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return squeezed("".join(node.text or "" for node in body.iter(tag)))


def in_pdf(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def both(code: str, of: Facts) -> list[str]:
    paper = build(code, of)
    return [in_word(draw_word(paper, DAY)), in_pdf(draw_pdf(paper, DAY, numbered=False))]


def printed_labels(code: str, kind: str, scorecard: str) -> Iterator[str]:
    """Read the raw data, not the code that builds: what the form prints for this kind and scorecard."""
    raw = next(f for f in law.form_facts("qd26")["forms"] if f["code"] == code)
    yield from raw["title_lines"]
    if raw.get("subtitle"):
        yield raw["subtitle"]
    if raw["national_heading"]:
        yield from law.form_facts("qd26")["national_heading_block"]["lines"]
    yield from raw.get("agency_heading_lines", ())
    for note in raw["footnotes"]:
        yield note["text"]
    for section in raw["sections"]:
        if section.get("printed", True) and kind in section.get("applies_to", (kind,)):
            yield from _section_labels(section, kind, scorecard)


def _section_labels(section: dict[str, Any], kind: str, scorecard: str) -> Iterator[str]:
    for name in ("number", "heading", "heading_note", "signer_title", "instruction"):
        if section.get(name):
            yield section[name]
    yield from section.get("points", ())
    yield from (column["label"] for column in section.get("columns", ()))
    for row in section.get("rows", ()):
        yield row["label"]
        yield row["requirement"]
    for field in section["fields"]:
        yield from _field_labels(field, kind, scorecard)


def _field_labels(field: dict[str, Any], kind: str, scorecard: str) -> Iterator[str]:
    if not field.get("printed", True) or kind not in field.get("applies_to", (kind,)):
        return
    if scorecard in field.get("except_sets", ()):
        return
    for name in ("label", "label_note", "instruction", "format_printed"):
        if field.get(name):
            yield field[name]
    yield from field.get("points", ())
    if field.get("choices_printed", True) and not field.get("label_note"):
        for choice in field.get("choices", ()):
            yield choice["label"]
            if choice.get("label_note"):
                yield choice["label_note"]
    for inner in field.get("fields", ()):
        yield from _field_labels(inner, kind, scorecard)


def pieces(label: str, places: Places) -> list[str]:
    """The label as it is printed here, cut where a blank stands in it."""
    worded = label.replace("XÃ/PHƯỜNG", places.commune_kind.upper())
    worded = re.sub(r"NHÂN DÂN XÃ", f"NHÂN DÂN {places.commune_kind.upper()}", worded)
    worded = re.sub(r"(nhân dân|UBND) xã", rf"\1 {places.commune_kind}", worded)
    worded = re.sub(r"(của|nhân dân|UBND) tỉnh", rf"\1 {places.province_kind}", worded)
    return [squeezed(piece) for piece in re.split(r"\{\w+\}|…", worded) if squeezed(piece)]


CASES = [
    (code, kind, scorecard, places)
    for code in ("M01", "M02", "M03")
    for kind in ("first", "upgrade", "reassessment")
    for scorecard, places in (("QD26-08", XA), ("QD26-26", PHUONG))
]


@pytest.mark.parametrize(("code", "kind", "scorecard", "places"), CASES)
def test_every_printed_label_stands_in_both(code: str, kind: str, scorecard: str, places: Places) -> None:
    labels = [piece for label in printed_labels(code, kind, scorecard) for piece in pieces(label, places)]
    assert len(labels) > 15
    for shown in both(code, facts(kind, scorecard, places)):
        assert [label for label in labels if label not in shown] == []


def not_printed(code: str) -> Iterator[str]:
    raw = next(f for f in law.form_facts("qd26")["forms"] if f["code"] == code)
    for section in raw["sections"]:
        if not section.get("printed", True) and section["kind"] != "self_score_table":
            yield from filter(None, (section.get("heading"), *(f["label"] for f in section["fields"])))
        for field in section["fields"]:
            for inner in (field, *field.get("fields", ())):
                if not inner.get("printed", True) and len(inner["label"]) > 8 and inner["kind"] != "date":
                    yield inner["label"]


@pytest.mark.parametrize("code", ["M02", "M03"])
@pytest.mark.parametrize("kind", ["first", "upgrade", "reassessment"])
def test_what_the_form_does_not_print_is_not_there(code: str, kind: str) -> None:
    labels = [squeezed(label) for label in not_printed(code)]
    assert labels
    values = {f.path: "ngoàimẫu" for f in law.all_fields(law.form(code)) if not f.printed}
    for shown in both(code, facts(kind, values=values)):
        assert [label for label in labels if label in shown] == []
        assert "ngoàimẫu" not in shown


def test_the_words_for_places_follow_their_kind() -> None:
    for shown in both("M03", facts(places=DAC_KHU)):
        assert "ĐẶCKHUPHÚQUỐC" in shown
        assert "Ủybannhândânđặckhu" in shown
        assert "XÃ/PHƯỜNG" not in shown
    for shown in both("M01", facts(places=PHUONG)):
        assert "củathànhphốCầnThơ" in shown


def test_values_boxes_dates_and_money_are_written_the_vietnamese_way() -> None:
    values = {
        "M01.registration_type": "upgrade", "M01.signed_place": "Trung Hưng", "M01.signed_on": "2026-11-03",
        "M02.existing_papers": ["business_registration", "other_ip"], "M02.existing_papers.other_ip_text": "Bí quyết",
        "M02.revenue": "1250000000", "M02.founded_on": "2021-03-15", "M02.organisation_type": "cooperative",
        "M02.representative_sex": "female",
    }  # fmt: skip
    receipts = {"commune": ReceiptFacts("01-02/PĐK-82-31153-2026", date(2026, 11, 5), "Lê Thị Tiếp Nhận")}
    for shown in both("M01", facts("upgrade", values=values, receipts=receipts)):
        assert "Lầnđầu:□Nânghạng:☑Đánhgiálại:□" in shown
        assert "TrungHưng,ngày03tháng11năm2026" in shown
        assert "Phiếusố:01-02/PĐK-82-31153-2026Ngàynhận:05/11/2026Ngườitiếpnhận:LêThịTiếpNhận" in shown
    for shown in both("M02", facts(values=values)):
        assert "a)Giấyđăngkýkinhdoanh☑" in shown
        assert "Khác(ghirõ):Bíquyết☑" in shown
        assert "Bằngsángchế□" in shown
        assert "doanhthu:1.250.000.000đồng" in shown
        assert "15/03/2021" in shown
        assert "Loạihìnhtổchức:hợptácxã" in shown
        assert "Giớitính(Nam/nữ):nữ" in shown


def test_points_are_added_up_and_papers_named_by_their_number() -> None:
    from saoque import rulebook

    sheet = rulebook.scorecard("QD26-08")
    answers = {code: (option, f"Lời {code}") for code, option in rulebook.best_answers(sheet).items()}
    annex = (
        AnnexPaper(1, "Hợp đồng mua cá", "E03", 3, ("1.1", "1.5"), "số 12/HĐ"),
        AnnexPaper(2, "Ảnh xưởng", "E04", 1, ()),
    )
    for shown in both("M02", facts(answers=answers, annex=annex)):
        assert "TỔNGCỘNG100100" in shown
        assert f"CộngphầnA{sheet.parts[0].max}{sheet.parts[0].max}" in shown
        assert "Lời1.1" in shown
        assert "→Phụlục1:Hợpđồngmuacá(3trang;tiêuchí1.1,1.5)" in shown
        assert "1Hợpđồngmuacásố12/HĐE0331.1,1.5" in shown


def test_the_official_wording_takes_the_place_of_the_points() -> None:
    entered = {
        "M01.declaration": "Tôi cam đoan về {product}.",
        "M03.request": "UBND đề nghị cho {product} của {producer}.",
    }
    for shown in both("M01", facts(wording=entered, product="Mắm {producer}", producer="HTX")):
        assert "TôicamđoanvềMắm{producer}." in shown
        assert "Mẫusố01,đoạnngaysaumục5" not in shown
        assert "Mẫusố01mục5" in shown
    for shown in both("M03", facts(wording=entered, product="Mắm", producer="HTX")):
        assert "UBNDđềnghịchoMắmcủaHTX." in shown
        assert "câuchữchínhthức" not in shown


HOSTILE = '#panic("x") *a* $b$ \\ </w:t><w:br/> & {{x}} #read("/etc/passwd") //'


def test_what_people_type_stays_text() -> None:
    values = {
        "M01.unit_name": HOSTILE,
        "M01.product_name": "مربى التمر",
        "M01.contact_address": "x\x00\x0by" + "Ấp dài " * 300,
    }
    word, pdf = both("M01", facts(values=values))
    for shown in (word, pdf):
        assert squeezed(HOSTILE) in shown
        assert shown.count(squeezed("Ấp dài")) == 300
    assert "مربىالتمر" in word


@pytest.mark.parametrize("code", ["M01", "M02", "M03"])
def test_the_same_paper_gives_the_same_bytes(code: str) -> None:
    paper = build(code, facts())
    assert draw_word(paper, DAY) == draw_word(paper, DAY)
    assert draw_pdf(paper, DAY) == draw_pdf(paper, DAY)
