"""On a phone: from the home to the check before filing, to the label and back, and along the way to the next star."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.tests.factories import draft, fill_fast
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.kernel.tests.browser import PHONE, faults_unrolled, open_as, shot, too_wide
from saoque.producers.actions import put_paper
from saoque.producers.actions.recognition import JOB as READ_JOB
from saoque.producers.models import ProductLabel
from saoque.producers.tests.scans import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LABEL = ("MẮM CÁ BÀ ĐẦM", "Thành phần: cá lóc, muối", "Khối lượng tịnh: 400 g", "NSX: 15/06/2026")


def looked_at(page: Page, name: str) -> None:
    shot(page, name)
    assert faults_unrolled(page) == [], name
    assert too_wide(page) == 0, name


def test_what_is_found_leads_to_where_it_is_mended(browser: Browser, live_server: Any, tmp_path: Any) -> None:
    here, dossier = draft("QD26-08")
    fill_fast(dossier)
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:home", args=[dossier.pk]))
    page.get_by_role("link", name="chỗ cần xem trước khi nộp").click()
    expect(page.get_by_role("heading", name="Nên sửa")).to_be_visible()
    looked_at(page, "readiness-phone")
    page.get_by_role("link", name="Chưa kiểm tra nhãn của sản phẩm").click()
    expect(page.get_by_role("heading", level=1, name="Kiểm tra nhãn")).to_be_visible()
    looked_at(page, "label-empty-phone")

    photo = tmp_path / "nhan.jpg"
    photo.write_bytes(scan(LABEL, tilt=0).read())
    page.get_by_label("Chụp nhãn").set_input_files(photo)
    expect(page.locator("#label-new .paper-name")).to_have_count(1)
    run.func(str(Job.objects.get(kind=READ_JOB).pk))
    page.reload()
    page.get_by_role("link", name="Lấy chữ này").click()
    expect(page.get_by_text("Đây là chữ máy đọc trên ảnh")).to_be_visible()
    words = page.get_by_label("Chữ trên nhãn")
    assert "400 g" in words.input_value()
    looked_at(page, "label-taken-phone")
    words.fill("\n".join(LABEL))
    page.get_by_label("Mã vạch").fill("8935000000015")
    page.get_by_role("button", name="Kiểm tra và lưu").click()
    expect(page.get_by_text("sai số cuối")).to_be_visible()
    looked_at(page, "label-checked-phone")
    assert ProductLabel.objects.get().text.split() == " ".join(LABEL).split()

    page.goto(reverse("dossiers:check", args=[dossier.pk]))
    expect(page.get_by_text("Chưa kiểm tra nhãn của sản phẩm")).to_have_count(0)
    page.get_by_role("link", name="sai số cuối").click()
    expect(page.get_by_label("Mã vạch")).to_have_value("8935000000015")
    page.context.close()


def test_the_way_up_leads_to_guidance_and_papers(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    put_paper(here.actor, here.producer, scan(), {"kind": "trademark_certificate", "title": "Nhãn hiệu"})
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:next_star", args=[dossier.pk]) + "?sao=5")
    expect(page.get_by_text("có trong ngăn").first).to_be_visible()
    looked_at(page, "way-up-phone")
    page.get_by_role("link", name="Xem cách làm 3.5").click()
    expect(page.locator("#huong-dan details[open]")).to_be_visible()
    looked_at(page, "way-up-guidance-phone")
    page.context.close()
