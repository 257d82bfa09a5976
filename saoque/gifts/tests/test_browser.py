"""A visitor on a phone looks for gifts within a budget, keeps a list and opens the catalogue for print."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.gifts import paper
from saoque.gifts.tests import factories
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path("shots")
AXE = settings.BUILT / "test" / "axe.min.js"
PATIENCE = 20_000  # ms; the machine may be slow


def looked_at(page: Page, name: str) -> None:
    """Keep a picture; the page must be free of serious faults and no wider than the screen."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=str(SHOTS / f"gifts-{name}.png"), full_page=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document)")
    faults = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    assert faults == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_a_visitor_on_a_phone_fills_a_budget_and_keeps_the_list(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    goods = [
        factories.good(name, price) for name, price in (("Mật ong", 150_000), ("Mắm cá", 90_000), ("Mứt dâu", 60_000))
    ]
    factories.shown_set(*goods[:2], season="tet")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    page.goto(live_server.url + reverse("gifts:home"))
    page.get_by_role("navigation", name="Chọn dịp").get_by_role("link", name="Tết").click()
    page.get_by_label("Mỗi phần khoảng (đồng)").fill("300.000")
    page.get_by_label("Số phần quà").fill("10")
    page.get_by_role("button", name="Gợi ý quà").click()
    expect(page.get_by_role("region", name="Gợi ý 1")).to_contain_text("300.000")
    looked_at(page, "home-390")
    page.get_by_role("button", name="Ghi cả phần này 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danh sách quà của tôi")
    looked_at(page, "mine-390")
    page.goto(live_server.url + reverse("gifts:home"))
    page.get_by_role("link", name="Quà Tết quê").click()
    expect(page.get_by_text("255.000")).to_be_visible()
    looked_at(page, "gift-390")
    page.get_by_role("button", name="Ghi vào danh sách").click()
    expect(page.get_by_role("link", name="Quà Tết quê")).to_be_visible()
    page.goto(live_server.url + reverse("gifts:paper", args=["tet"]))
    page.get_by_role("button", name="Làm bản in").click()
    expect(page.get_by_text("Máy đang làm bản in")).to_be_visible()
    run.func(str(Job.objects.get(kind=paper.KIND).pk))
    page.get_by_role("link", name="Xem đã xong chưa").click()
    expect(page.get_by_role("link", name="Tải bản in (PDF)")).to_be_visible()
    looked_at(page, "paper-390")
