"""A visitor on a phone looks for gifts within a budget, keeps a list and opens the catalogue for print."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.gifts import paper
from saoque.gifts.tests import factories
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.kernel.tests.browser import PHONE, look_at, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"gifts-{name}")


def test_a_visitor_on_a_phone_fills_a_budget_and_keeps_the_list(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    goods = [
        factories.good(name, price) for name, price in (("Mật ong", 150_000), ("Mắm cá", 90_000), ("Mứt dâu", 60_000))
    ]
    factories.shown_set(*goods[:2], season="tet")
    page = open_window(browser, live_server.url, PHONE)
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
