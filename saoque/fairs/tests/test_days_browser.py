"""A whole story: the organiser looks at the days and makes the report at a desk. The booth without a line stands in the site's tests."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from docx import Document
from playwright.sync_api import Browser, Page, expect

from saoque.fairs.models import Fair
from saoque.fairs.tests.days_factories import Ground, running
from saoque.fairs.tests.test_days_results import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path("shots")
AXE = settings.BUILT / "test" / "axe.min.js"
PATIENCE = 20_000  # ms; the machine may be slow


@pytest.fixture
def ground() -> Ground:
    return running()


def looked_at(page: Page, name: str) -> None:
    """Keep a picture; the page must be free of serious faults and no wider than the screen."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=str(SHOTS / f"fairs-{name}.png"), full_page=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document)")
    faults = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    assert faults == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_an_organiser_looks_at_the_days_and_makes_the_report_at_a_desk(
    browser: Browser, live_server: Any, ground: Ground
) -> None:
    told(ground)
    ground.state("ended")
    context = browser.new_context(
        viewport={"width": 1280, "height": 844}, locale="vi-VN", base_url=live_server.url, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    client = Client()
    client.force_login(ground.boss.user, "allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(reverse("fairs:board", args=[ground.fair.slug]))
    looked_at(page, "board-1280")
    page.get_by_role("button", name="Ai có nhật ký là có dự").click()
    expect(page.get_by_text("Đã dự")).to_have_count(2)
    for name, tab in (("deals", "Bản ký"), ("costs", "Chi phí"), ("loads", "Chuyến hàng"), ("later", "Sau hội chợ")):
        page.get_by_role("link", name=tab, exact=True).click()
        looked_at(page, f"{name}-1280")
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    looked_at(page, "report-1280")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải Word").click()
    word = Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert "4.255.000" in {cell.text for row in word.tables[0].rows for cell in row.cells}
    page.get_by_role("button", name="Báo cáo", exact=True).click()
    expect(page.get_by_text("Đã báo cáo kết quả.")).to_be_visible()
    assert Fair.objects.get(pk=ground.fair.pk).state == "reported"
    context.close()
