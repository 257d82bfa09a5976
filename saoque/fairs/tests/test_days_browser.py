"""Two whole stories: a booth's day on a phone without a line, and the organiser's report at a desk."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from docx import Document
from playwright.sync_api import Browser, Page, expect

from saoque.fairs.models import DayLog, Fair, Lead
from saoque.fairs.tests.days_factories import Ground, running
from saoque.fairs.tests.test_days_results import told
from saoque.kernel.calendar import today
from saoque.kernel.tests.patience import until
from saoque.ledger.models import Sale
from saoque.site.tests.offline_hands import READY, Phone, cookie_of, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path("shots")
AXE = settings.BUILT / "test" / "axe.min.js"
PATIENCE = 20_000  # ms; the machine may be slow


@pytest.fixture
def ground() -> Ground:
    return running()


@pytest.fixture
def phone(browser: Browser, live_server: Any, ground: Ground) -> Iterator[Phone]:
    """The phone of the booth's owner."""
    mine = Phone(browser, live_server.url, ground.owner.user)
    mine.context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield mine
    mine.close()


def looked_at(page: Page, name: str) -> None:
    """Keep a picture; the page must be free of serious faults and no wider than the screen."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=str(SHOTS / f"fairs-{name}.png"), full_page=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document)")
    faults = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
    assert faults == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_a_booth_writes_its_day_without_a_line_and_everything_arrives_once(phone: Phone, ground: Ground) -> None:
    page = phone.new_page()
    page.goto(reverse("fairs:days", args=[ground.exhibitor.pk]))
    page.evaluate(READY)
    page.locator("[data-carry-now]").click()
    page.locator("[data-carry-state]", has_text="Đã mang theo").wait_for()
    looked_at(page, "days-390")
    phone.lose_line()
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
    looked_at(page, "day-offline-390")
    page.close()
    page = phone.new_page()
    page.goto(reverse("fairs:day", args=[ground.exhibitor.pk, today().isoformat()]))
    expect(page.locator("[data-entries-waiting] li")).to_have_count(3)
    assert (Sale.objects.count(), Lead.objects.count(), DayLog.objects.count()) == (0, 0, 0)
    phone.find_line()
    until(lambda: waiting(page) == 0, page)
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [150_000, 255_000]
    assert list(Lead.objects.values_list("who", flat=True)) == ["Chị Lan"]
    assert list(DayLog.objects.values_list("visits", flat=True)) == [95]
    expect(page.locator("#entries")).to_contain_text("405.000")
    looked_at(page, "day-390")


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
    context.add_cookies([cookie_of(ground.boss.user, live_server.url)])  # type: ignore[list-item]
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
