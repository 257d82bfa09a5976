"""The whole dossier: what is bound in which order, contents equal to bookmarks and page numbers, ZIP equal to its manifest."""

import csv
import hashlib
import io
import json
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from saoque.dossiers.models import Dossier
from saoque.dossiers.papers.binding import UNREADABLE, picture_page
from saoque.dossiers.papers.gather import evidence_in_order, facts_of
from saoque.dossiers.papers.whole import bound_pdf, file_name, packed_zip
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.kernel.files.store import path_of

pytestmark = pytest.mark.django_db
ORDER = ["Hợp đồng mua cá", "Bản vẽ nằm ngang", "Ảnh xưởng", "Giấy không tiêu chí"]


def marks(reader: PdfReader, items: Any = None) -> list[tuple[str, int]]:
    """Bookmarks as (title, page from 1), children after their parents."""
    found: list[tuple[str, int]] = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found += marks(reader, item)
        else:
            page = reader.get_destination_page_number(item)
            assert page is not None
            found.append((str(item.title), page + 1))
    return found


def contents(reader: PdfReader, pages: range) -> list[tuple[str, int]]:
    """The printed contents as (title, page)."""
    text = " ".join(" ".join(reader.pages[number].extract_text().split()) for number in pages)
    text = re.sub(r"trang \d+/\d+", "", text)
    found = re.findall(r"(\S.*?) ?(?:\. ?){3,} ?(\d+)", text.split("MỤC LỤC", 1)[1])
    return [(title.strip(), int(page)) for title, page in found]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_contents_bookmarks_and_page_numbers_agree() -> None:
    dossier = make.fill(make.dossier())
    for number in range(45):  # so many that the contents need a second page
        papers.put(dossier, f"Giấy số {number:02d}", papers.pdf(1 + number % 3), "1.1", pages=1 + number % 3)
    bound = bound_pdf(dossier)
    reader = PdfReader(io.BytesIO(bound.content))
    assert len(reader.pages) == bound.pages
    feet = [re.search(r"trang (\d+)/(\d+)", page.extract_text()) for page in reader.pages]
    assert [(int(foot[1]), int(foot[2])) for foot in feet if foot] == [
        (n, bound.pages) for n in range(1, bound.pages + 1)
    ]
    listed = marks(reader)
    assert listed[:2] == [("Bìa", 1), ("Mục lục", 2)]
    first_form = listed[2][1]
    assert first_form == 4
    printed = contents(reader, range(1, first_form - 1))
    assert [(squeezed(title), page) for title, page in printed] == [(squeezed(t), p) for t, p in listed[2:]]
    assert [page for _title, page in listed[2:]] == [page for _title, page in bound.places]
    assert len(bound.places) == 2 + 1 + 46


def test_evidence_follows_the_criteria_each_page_named_and_turned_upright() -> None:
    dossier = papers.furnished()
    assert [one.paper.title for one in evidence_in_order(dossier)] == ORDER
    reader = PdfReader(io.BytesIO(bound_pdf(dossier).content))
    last = [page.extract_text() for page in reader.pages[-7:]]
    heads = [re.search(r"Phụ lục (\d) · (.+)", text) for text in last]
    assert [(int(h[1]), h[2].strip()) for h in heads if h] == [
        (1, ORDER[0]), (1, ORDER[0]), (1, ORDER[0]), (2, ORDER[1]), (2, ORDER[1]), (3, ORDER[2]), (4, ORDER[3])
    ]  # fmt: skip
    words = ["HD1", "HD2", "HD3", "VE1", "VE2", None, "ROI1"]
    assert all(word is None or word in text for word, text in zip(words, last, strict=True))
    lying = [page.mediabox.width > page.mediabox.height for page in reader.pages[-7:]]
    assert lying == [False, False, False, True, True, False, False]


def test_a_photo_is_turned_as_its_camera_says() -> None:
    page = PdfReader(io.BytesIO(picture_page(papers.photo((400, 300), turned=6)))).pages[0]
    assert int(page.rotation) % 180 == 90 or page.mediabox.height > page.mediabox.width
    flat = PdfReader(io.BytesIO(picture_page(papers.photo((400, 300), turned=1, kind="WEBP")))).pages[0]
    assert flat.mediabox.width > flat.mediabox.height


@pytest.mark.parametrize("content", [b"%PDF-1.7 hong", b"\xff\xd8\xff hong"])
def test_a_file_that_cannot_be_read_leaves_a_page_that_says_so(content: bytes) -> None:
    dossier = make.dossier()
    papers.put(dossier, "Tệp hỏng", content, "1.1")
    papers.put(dossier, "Tệp lành", papers.pdf(1, word="LANH"), "1.2")
    reader = PdfReader(io.BytesIO(bound_pdf(dossier).content))
    assert squeezed(UNREADABLE) in squeezed(reader.pages[-2].extract_text())
    assert "LANH1" in reader.pages[-1].extract_text()


def test_a_file_that_the_disk_lost_is_told_in_both() -> None:
    dossier = make.dossier()
    lost = papers.put(dossier, "Tệp mất", papers.pdf(2, word="MAT"), "1.1", pages=2)
    path_of(lost.paper.file.sha256).unlink()
    assert squeezed(UNREADABLE) in squeezed(PdfReader(io.BytesIO(bound_pdf(dossier).content)).pages[-1].extract_text())
    with zipfile.ZipFile(io.BytesIO(packed_zip(dossier))) as archive:
        row = json.loads(archive.read("manifest.json"))["files"][-1]
    assert (row["title"], row["missing"], row["sha256"]) == ("Tệp mất", True, "")


def test_the_zip_holds_what_its_manifest_says() -> None:
    dossier = papers.furnished()
    papers.put(dossier, '=HYPERLINK("x")../../ Đường', papers.pdf(1, word="LA"), "2.1")
    with zipfile.ZipFile(io.BytesIO(packed_zip(dossier))) as archive:
        assert archive.testzip() is None
        told = json.loads(archive.read("manifest.json"))
        table = list(csv.reader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig"), newline="")))
        content = {name: archive.read(name) for name in archive.namelist() if not name.startswith("manifest")}
    rows = {row["name"]: row for row in told["files"]}
    assert rows.keys() == content.keys()
    for name, data in content.items():
        assert (rows[name]["sha256"], rows[name]["size"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert [row["sha256"] for row in told["files"][4:8]] == [
        one.paper.file.sha256 for one in evidence_in_order(dossier)
    ][:4]  # fmt: skip
    assert rows["phu-luc/03-anh-xuong.jpg"]["criteria"] == ["1.6", "2.1"]
    assert [row[0] for row in table[1:]] == [row["name"] for row in told["files"]]
    assert [row[6] for row in table[1:]] == [row["sha256"] for row in told["files"]]
    assert not any(cell.startswith("=") for row in table for cell in row)
    assert not any(".." in name or name.startswith("/") for name in content)
    assert set(content) >= {"mau-so-01.pdf", "mau-so-01.docx", "mau-so-02.pdf", "mau-so-02.docx"}
    Document(io.BytesIO(content["mau-so-02.docx"]))


def test_form_03_comes_in_once_the_commune_has_proposed() -> None:
    from django.utils import timezone

    proposed = make.dossier(state="proposed")
    make.report(proposed, proposed_at=timezone.now())
    waiting = make.dossier("Mắm khác", state="commune_received")
    make.report(waiting)

    def named(dossier: Dossier) -> set[str]:
        with zipfile.ZipFile(io.BytesIO(packed_zip(dossier))) as archive:
            return {name for name in archive.namelist() if "03" in name}

    assert named(proposed) == {"mau-so-03.pdf", "mau-so-03.docx"}
    assert named(waiting) == set()


def test_the_same_dossier_gives_the_same_bytes() -> None:
    dossier = papers.furnished()
    assert bound_pdf(dossier).content == bound_pdf(dossier).content
    assert packed_zip(dossier) == packed_zip(dossier)


def test_the_facts_are_read_in_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    for number in (1, 6):
        dossier = make.fill(make.dossier(f"Mắm {number}"))
        for paper in range(number):
            papers.put(dossier, f"Giấy {paper}", papers.pdf(1, word=f"{number}{paper}"), "1.1", "1.2")
        fresh = Dossier.objects.select_related("product", "producer", "commune", "province").get(pk=dossier.pk)
        with django_assert_num_queries(7):
            facts_of(fresh)


def test_names_of_files_are_plain() -> None:
    dossier = make.dossier("Mắm «cá»/../ Bà Đầm" + " dài" * 60)
    name = file_name(dossier, "pdf")
    assert re.fullmatch(r"ho-so-mam-ca-ba-dam[a-z-]+-2026\.pdf", name)
    assert len(name) < 90
    assert file_name(make.dossier("مربى"), "docx", "M02").startswith("mau-so-02-")


def test_titles_stay_text_whatever_stands_in_them() -> None:
    titles = ['#panic("x") *a* $b$ </w:t> & <b> \\ //', "مربى التمر", "Hợp đồng " + "rất dài " * 22 + "hết"]
    dossier = make.dossier("#read(1) *Mắm* مربى" + " dài" * 40)
    for number, title in enumerate(titles):
        papers.put(dossier, title, papers.pdf(1, word=f"T{number}"), "1.1")
    reader = PdfReader(io.BytesIO(bound_pdf(dossier).content))
    assert [title for title, _page in marks(reader)][-3:] == [
        f"Phụ lục {n}. {t}" for n, t in enumerate(titles, start=1)
    ]
    shown = [squeezed(page.extract_text()) for page in reader.pages]
    assert squeezed(titles[0]) in shown[1]
    assert squeezed(titles[2]) in shown[1]
    assert "#read(1)*Mắm*" in shown[0]
    assert squeezed(titles[0]) in shown[-3]
    assert [f"T{n}1" in shown[n - 3] for n in range(3)] == [True] * 3
