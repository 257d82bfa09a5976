"""On a phone: photos become one paper, what was read is confirmed, an upgrade shows only the gap."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect

from saoque.dossiers.models import Citation, Evidence
from saoque.dossiers.tests.factories import draft, world
from saoque.dossiers.tests.test_writing_carry import recognised
from saoque.kernel.files import open_stored
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.kernel.tests.browser import PHONE, faults_unrolled, open_as, shot, too_wide
from saoque.producers.actions import put_paper
from saoque.producers.actions.recognition import JOB as READ_JOB
from saoque.producers.models import Paper
from saoque.producers.tests.scans import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RED, GREEN, BLUE = (220, 30, 30), (20, 140, 40), (30, 60, 200)


def photo(folder: Path, name: str, colour: tuple, size: tuple[int, int]) -> Path:
    """A sheet on a table, larger than what is sent, with its place in EXIF."""
    image = Image.new("RGB", size, (140, 120, 90))
    w, h = size
    ImageDraw.Draw(image).rectangle((w // 10, h // 10, w * 9 // 10, h * 9 // 10), fill=colour)
    data = Image.Exif()
    data.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0), 3: "E", 4: (105.0, 44.0, 5.0)})
    image.save(folder / name, "JPEG", exif=data.tobytes())
    return folder / name


def near(colour: tuple) -> str:
    names = {"red": RED, "green": GREEN, "blue": BLUE, "table": (140, 120, 90)}
    return min(names, key=lambda name: sum((a - b) ** 2 for a, b in zip(names[name], colour, strict=True)))


def test_three_photos_become_one_paper_on_a_phone(browser: Browser, live_server: Any, tmp_path: Path) -> None:
    here, dossier = draft("QD26-08")
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:criterion", args=[dossier.pk, "1.5"]))
    page.get_by_role("link", name="Chụp giấy, ghép các trang").click()
    expect(page.get_by_role("heading", level=1, name="Chụp giấy cho tiêu chí 1.5")).to_be_visible()
    shot(page, "pages-empty-phone")
    assert faults_unrolled(page) == []

    photos = [
        photo(tmp_path, "mot.jpg", RED, (3000, 2250)),  # lies on its side
        photo(tmp_path, "hai.jpg", GREEN, (2250, 3000)),
        photo(tmp_path, "ba.jpg", BLUE, (2250, 3000)),
    ]
    page.get_by_label("Chọn ảnh có sẵn").set_input_files(photos[:2])
    page.get_by_label("Chụp trang").set_input_files(photos[2])
    expect(page.get_by_role("status").filter(has_text="3 trang")).to_be_visible()

    page.get_by_role("button", name="Xoay: Trang 1").click()
    page.get_by_role("button", name="Đưa lên trước: Trang 3").press("Enter")  # red, blue, green
    page.get_by_role("button", name="Cắt: Trang 2").click()
    shot(page, "pages-cut-phone")
    assert faults_unrolled(page) == []
    corner = page.get_by_role("button", name="Góc trên bên trái")
    for _step in range(5):
        corner.press("ArrowRight")
        corner.press("ArrowDown")
    picture = page.locator("[data-cut-stage] canvas").bounding_box()
    assert picture is not None
    handle = page.get_by_role("button", name="Góc dưới bên phải").bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + 22, handle["y"] + 22)
    page.mouse.down()
    page.mouse.move(picture["x"] + picture["width"] * 0.88, picture["y"] + picture["height"] * 0.88, steps=5)
    page.mouse.up()
    for at in ((0.88, 0.12), (0.12, 0.88)):  # a tap brings the nearest corner
        page.mouse.click(picture["x"] + picture["width"] * at[0], picture["y"] + picture["height"] * at[1])
    page.get_by_role("button", name="Xong").click()
    page.get_by_label("Tên giấy").fill("Hợp đồng mua mía")
    shot(page, "pages-phone")
    assert faults_unrolled(page) == []
    assert too_wide(page) == 0
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Ghép thành một giấy").click()
    expect(page.get_by_text("Đã lưu «Hợp đồng mua mía» vào hồ sơ.").first).to_be_visible()
    assert sent.value.sizes()["requestBodySize"] < 600_000
    shot(page, "pages-done-phone")

    evidence = Evidence.objects.select_related("paper__file").get()
    assert list(Citation.objects.values_list("evidence", "criterion")) == [(evidence.pk, "1.5")]
    assert (evidence.paper.title, evidence.paper.kind[:1], evidence.paper.file.pages) == ("Hợp đồng mua mía", "E", 3)
    with open_stored(evidence.paper.file) as content:
        whole = content.read()
    assert b"Exif" not in whole
    with pikepdf.open(io.BytesIO(whole)) as document:
        found = [pikepdf.PdfImage(next(iter(one.Resources.XObject.values()))).as_pil_image() for one in document.pages]
    middles = [near(one.convert("RGB").getpixel((one.width // 2, one.height // 2))) for one in found]
    edges = [near(one.convert("RGB").getpixel((one.width // 40, one.height // 40))) for one in found]
    assert (middles, edges) == (["red", "blue", "green"], ["table", "blue", "table"])
    assert [one.width < one.height for one in found] == [True, True, True]


def test_a_reading_is_confirmed_on_a_phone(browser: Browser, live_server: Any) -> None:
    here = world()
    paper = put_paper(here.actor, here.producer, scan())
    run.func(str(Job.objects.get(kind=READ_JOB, key=str(paper.pk)).pk))
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("producers:paper_edit", args=[paper.pk]))
    expect(page.get_by_role("heading", name="Máy đọc thấy")).to_be_visible()
    shot(page, "recognition-phone")
    assert faults_unrolled(page) == []
    page.get_by_role("link", name="Điền giúp vào các ô trống").click()
    expect(page.get_by_label("Số giấy")).to_have_value("128/2026/NNMT-CTY")
    page.get_by_label("Số giấy").fill("128/2026/NNMT-CT")
    shot(page, "recognition-filled-phone")
    assert faults_unrolled(page) == []
    assert too_wide(page) == 0
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name="Ngăn giấy tờ")).to_be_visible()
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.kind, kept.number, str(kept.issued_on), str(kept.expires_on)) == (
        "food_certificate_nlts", "128/2026/NNMT-CT", "2026-08-16", "2029-08-15",
    )  # fmt: skip
    assert kept.recognition.state == "confirmed"


def test_an_upgrade_shows_only_the_gap_on_a_phone(browser: Browser, live_server: Any) -> None:
    here, _old = recognised()
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:begin", args=[here.product.pk]))
    page.get_by_text("Nâng hạng", exact=True).click()
    expect(page.get_by_label("Bắt đầu từ hồ sơ năm 2025")).to_be_checked()
    shot(page, "carry-begin-phone")
    assert faults_unrolled(page) == []
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.get_by_role("heading", level=1, name="Phần còn thiếu để đạt 4 sao")).to_be_visible()
    expect(page.get_by_text("Giấy hết hạn", exact=True)).to_be_visible()
    expect(page.get_by_text("Giấy còn hạn", exact=True)).to_have_count(0)
    shot(page, "gap-phone")
    assert faults_unrolled(page) == []
    assert too_wide(page) == 0
    page.get_by_role("link", name="Chụp giấy mới cho 1.3").click()
    expect(page.get_by_role("heading", level=1, name="Chụp giấy cho tiêu chí 1.3")).to_be_visible()
