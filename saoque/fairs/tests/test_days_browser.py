"""A whole story: the organiser looks at the days and makes the report at a desk. The booth without a line stands in the site's tests."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from playwright.sync_api import Browser, Page, expect

from saoque.fairs.models import Fair
from saoque.fairs.tests.days_factories import Ground, running
from saoque.fairs.tests.test_days_results import told
from saoque.kernel.tests.browser import agreeing, look_at, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground() -> Ground:
    return running()


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"fairs-{name}")


def test_an_organiser_looks_at_the_days_and_makes_the_report_at_a_desk(
    browser: Browser, live_server: Any, ground: Ground
) -> None:
    told(ground)
    ground.state("ended")
    page = agreeing(open_as(browser, live_server.url, ground.boss.user, 1280))
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
    page.context.close()
