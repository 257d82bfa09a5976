"""Official papers and the pages of evidence on a phone and at a desk, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.models import Bundle, Dossier
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.kernel.access import Actor
from saoque.kernel.jobs.models import Job
from saoque.kernel.tests.patience import send
from saoque.people.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path(__file__).parents[3] / "shots"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def open_as(browser: Browser, live_server: Any, actor: Actor, size: dict[str, int], **more: Any) -> Page:
    client = Client()
    client.force_login(actor.user)
    context = browser.new_context(viewport=size, base_url=live_server.url, **more)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return context.new_page()


def axe_says(page: Page) -> list[str]:
    """Run axe on the page, as tall as it is so that the bar at the foot covers nothing, and return its findings."""
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": (settings.BUILT / "test" / "axe.min.js").read_text()})
    result = page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})")
    page.set_viewport_size(size)
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in result["violations"] for n in v["nodes"]]


def looked_at(page: Page, name: str, width: int) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    assert axe_says(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def prepared() -> tuple[Dossier, Actor]:
    dossier = papers.furnished()
    return dossier, make.person(Role.PRODUCER, dossier.producer.unit)


def test_the_whole_is_asked_for_on_a_phone_followed_and_taken(browser: Browser, live_server: Any) -> None:
    dossier, owner = prepared()
    page = open_as(browser, live_server, owner, PHONE, accept_downloads=True)
    page.goto(reverse("dossiers:home", args=[dossier.pk]))
    page.get_by_role("link", name="Giấy tờ để in").click()
    looked_at(page, "official-papers-phone", PHONE["width"])
    page.get_by_role("button", name="Ghép trọn bộ Một tệp PDF").click()
    expect(page.locator("#bundles")).to_contain_text("Đang chờ tới lượt.")
    looked_at(page, "official-papers-waiting-phone", PHONE["width"])
    papers.run(Bundle.objects.get().job)
    link = page.get_by_role("link", name="Tải về Một tệp PDF")
    expect(link).to_be_visible()
    looked_at(page, "official-papers-ready-phone", PHONE["width"])
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == "ho-so-mam-ca-ba-dam-2026.pdf"
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"
    with page.expect_download() as form:
        page.get_by_role("link", name="Word Mẫu số 02").click()
    assert form.value.suggested_filename == "mau-so-02-mam-ca-ba-dam-2026.docx"
    page.context.close()


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_pages_are_read_without_downloading(
    browser: Browser, live_server: Any, name: str, size: dict[str, int]
) -> None:
    dossier, owner = prepared()
    contract = dossier.evidence.get(paper__title="Hợp đồng mua cá")
    page = open_as(browser, live_server, owner, size)
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, contract.pk]))
    expect(page.locator("#pages")).to_contain_text("Đang chuẩn bị trang để xem")
    looked_at(page, f"viewer-waiting-{name}", size["width"])
    papers.run(Job.objects.get())
    expect(page.locator("#pages img")).to_have_count(3)
    page.locator("#trang-1").get_by_role("link", name="Trang sau").click()
    expect(page.locator("#trang-2 img")).to_be_in_viewport()
    assert page.locator("#trang-2 img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 900
    looked_at(page, f"viewer-{name}", size["width"])
    send(page.get_by_role("link", name="Phóng to"))
    papers.run(Job.objects.get(state="waiting"))
    page.reload()
    assert page.locator("#trang-1 img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1800
    looked_at(page, f"viewer-large-{name}", size["width"])
    photo = dossier.evidence.get(paper__title="Ảnh xưởng")
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, photo.pk]))
    assert page.locator("main img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 300
    page.context.close()


def test_pages_are_a_plain_list_without_scripts(browser: Browser, live_server: Any) -> None:
    dossier, owner = prepared()
    contract = dossier.evidence.get(paper__title="Hợp đồng mua cá")
    page = open_as(browser, live_server, owner, PHONE, java_script_enabled=False)
    page.goto(reverse("dossiers:viewer", args=[dossier.pk, contract.pk]))
    papers.run(Job.objects.get())
    page.get_by_role("link", name="Tải lại trang").click()
    expect(page.locator("#pages img")).to_have_count(3)
    page.context.close()


def test_the_place_for_official_wordings(browser: Browser, live_server: Any) -> None:
    page = open_as(browser, live_server, make.office().head, PHONE)
    page.goto(reverse("dossiers:wordings"))
    page.get_by_label("Nguyên văn").nth(1).fill("Chúng tôi xin cam đoan…")
    page.get_by_role("button", name="Lưu câu này Mẫu số 01, đoạn").click()
    expect(page.get_by_label("Nguyên văn").nth(1)).to_have_value("Chúng tôi xin cam đoan…")
    looked_at(page, "wordings-phone", PHONE["width"])
    page.context.close()
