"""A booth on a phone without a line: its day is written, the page closed and opened again, and everything arrives once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from saoque.fairs.models import DayLog, Lead
from saoque.fairs.tests.days_factories import running
from saoque.kernel.calendar import today
from saoque.kernel.tests.patience import until
from saoque.ledger.models import Sale
from saoque.site.tests.offline_hands import READY, Phone, shot, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Hand = Callable[[Any], Phone]


def test_a_booth_writes_its_day_without_a_line_and_everything_arrives_once(phone: Hand) -> None:
    ground = running()
    mine = phone(ground.owner.user)
    page = mine.new_page()
    page.goto(reverse("fairs:days", args=[ground.exhibitor.pk]))
    page.evaluate(READY)
    page.locator("[data-carry-now]").click()
    page.locator("[data-carry-state]", has_text="Đã mang theo").wait_for()
    shot(page, "fair-days-390")
    mine.lose_line()
    page.goto(reverse("fairs:day", args=[ground.exhibitor.pk, today().isoformat()]))
    page.get_by_label("Số lượng").fill("3")
    page.get_by_role("button", name="Ghi lần bán").click()
    expect(page.locator("[data-entries-waiting] li")).to_have_count(1)
    page.get_by_label("Số lượng").fill("2")
    page.get_by_label("Thu được").fill("150.000")
    page.get_by_role("button", name="Ghi lần bán").click()
    expect(page.locator("[data-entries-waiting] li")).to_have_count(2)
    page.get_by_label("Khách ghé gian").fill("95")
    page.get_by_label("Khách ghé gian").blur()
    page.get_by_label("Ai hỏi mua").fill("Chị Lan")
    page.get_by_label("Cần gì, bao nhiêu").fill("200 hũ mỗi tháng")
    page.get_by_role("button", name="Ghi người hỏi mua").click()
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    shot(page, "fair-day-offline-390")
    page.close()
    page = mine.new_page()
    page.goto(reverse("fairs:day", args=[ground.exhibitor.pk, today().isoformat()]))
    expect(page.locator("[data-entries-waiting] li")).to_have_count(3)
    assert (Sale.objects.count(), Lead.objects.count(), DayLog.objects.count()) == (0, 0, 0)
    mine.find_line()
    until(lambda: waiting(page) == 0, page)
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [150_000, 255_000]
    assert list(Lead.objects.values_list("who", flat=True)) == ["Chị Lan"]
    assert list(DayLog.objects.values_list("visits", flat=True)) == [95]
    expect(page.locator("#entries")).to_contain_text("405.000")
    shot(page, "fair-day-390")
