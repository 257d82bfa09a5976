"""Official papers and the pages of evidence on a phone and at a desk, in a real browser."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.models import Bundle, Dossier
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.kernel.access import Actor
from saoque.kernel.jobs.models import Job
from saoque.kernel.tests.browser import DESK, PHONE, faults_unrolled, open_as, shot, too_wide
from saoque.kernel.tests.patience import send
from saoque.people.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    shot(page, name)
    assert faults_unrolled(page) == [], name
    assert too_wide(page) == 0, name


def prepared() -> tuple[Dossier, Actor]:
    dossier = papers.furnished()
    return dossier, make.person(Role.PRODUCER, dossier.producer.unit)


def test_the_whole_is_asked_for_on_a_phone_followed_and_taken(browser: Browser, live_server: Any) -> None:
    dossier, owner = prepared()
    page = open_as(browser, live_server.url, owner.user, PHONE, accept_downloads=True)
    page.goto(reverse("dossiers:home", args=[dossier.pk]))
    page.get_by_role("link", name="Giấy tờ để in").click()
    looked_at(page, "official-papers-phone")
    page.get_by_role("button", name="Ghép trọn bộ Một tệp PDF").click()
    expect(page.locator("#bundles")).to_contain_text("Đang chờ tới lượt.")
    looked_at(page, "official-papers-waiting-phone")
    papers.run(Bundle.objects.get().job)
    link = page.get_by_role("link", name="Tải về Một tệp PDF")
    expect(link).to_be_visible()
    looked_at(page, "official-papers-ready-phone")
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == "ho-so-mam-ca-ba-dam-2026.pdf"
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"
    with page.expect_download() as form:
        page.get_by_role("link", name="Word Mẫu số 02").click()
    assert form.value.suggested_filename == "mau-so-02-mam-ca-ba-dam-2026.docx"
    page.context.close()


@pytest.mark.parametrize(("name", "width"), [("phone", PHONE), ("desk", DESK)])
def test_pages_are_read_without_downloading(browser: Browser, live_server: Any, name: str, width: int) -> None:
    dossier, owner = prepared()
    contract = dossier.evidence.get(paper__title="Hợp đồng mua cá")
    page = open_as(browser, live_server.url, owner.user, width)
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, contract.pk]))
    expect(page.locator("#pages")).to_contain_text("Đang chuẩn bị trang để xem")
    looked_at(page, f"viewer-waiting-{name}")
    papers.run(Job.objects.get())
    expect(page.locator("#pages img")).to_have_count(3)
    page.locator("#trang-1").get_by_role("link", name="Trang sau").click()
    expect(page.locator("#trang-2 img")).to_be_in_viewport()
    assert page.locator("#trang-2 img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 900
    looked_at(page, f"viewer-{name}")
    send(page.get_by_role("link", name="Phóng to"))
    papers.run(Job.objects.get(state="waiting"))
    page.reload()
    assert page.locator("#trang-1 img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1800
    looked_at(page, f"viewer-large-{name}")
    photo = dossier.evidence.get(paper__title="Ảnh xưởng")
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, photo.pk]))
    assert page.locator("main img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 300
    page.context.close()


def test_pages_are_a_plain_list_without_scripts(browser: Browser, live_server: Any) -> None:
    dossier, owner = prepared()
    contract = dossier.evidence.get(paper__title="Hợp đồng mua cá")
    page = open_as(browser, live_server.url, owner.user, PHONE, java_script_enabled=False)
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, contract.pk]))
    papers.run(Job.objects.get())
    page.get_by_role("link", name="Tải lại trang").click()
    expect(page.locator("#pages img")).to_have_count(3)
    page.context.close()


def test_the_place_for_official_wordings(browser: Browser, live_server: Any) -> None:
    page = open_as(browser, live_server.url, make.office().head.user, PHONE)
    page.goto(reverse("dossiers:wordings"))
    page.get_by_label("Nguyên văn").nth(1).fill("Chúng tôi xin cam đoan…")
    page.get_by_role("button", name="Lưu câu này Mẫu số 01, đoạn").click()
    expect(page.get_by_label("Nguyên văn").nth(1)).to_have_value("Chúng tôi xin cam đoan…")
    looked_at(page, "wordings-phone")
    page.context.close()
