"""On a phone: a return rings the bell, goes into the calendar, is mended, and is gone from both."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.actions import intake
from saoque.dossiers.models import Dossier, ReturnItem
from saoque.dossiers.tests.factories import World, filed, officer
from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import PHONE, faults_unrolled, open_as, shot, too_wide
from saoque.people.actors import actor_for
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.tests.reading import events

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DUE_IN = timedelta(days=5)


def returned() -> tuple[World, Dossier]:
    """A dossier that the commune has just sent back with one thing to mend."""
    here, dossier, _filing = filed()
    commune = actor_for(officer(here))
    intake.receive_at_commune(dossier, commune)
    item = intake.NewItem("criterion", "1.1", "Hợp đồng mua cá đã hết hạn, nhờ gửi bản mới.", today() + DUE_IN)
    intake.return_from_commune(dossier, [item], commune)
    return here, dossier


def look(page: Page, name: str) -> None:
    shot(page, f"reminders-{name}")
    assert faults_unrolled(page) == []
    assert too_wide(page) == 0


def fetch_calendar(page: Page, address: str) -> list[dict[str, str]]:
    """Fetch it as a calendar program does: without the session."""
    visitor = page.context.browser.new_context(base_url=page.url)  # type: ignore[union-attr]
    answer = visitor.request.get(urlsplit(address).path)
    assert answer.status == 200
    content = answer.body()
    visitor.close()
    return events(content)


def test_a_return_is_heard_of_mended_and_gone(browser: Browser, live_server: Any) -> None:
    here, dossier = returned()
    page = open_as(browser, live_server.url, here.user, PHONE)

    page.goto("/hom-nay/")
    page.get_by_role("link", name="Nhắc việc: 2 tin chưa đọc").click()
    heading = page.get_by_role("heading", name="trả lại hồ sơ")
    expect(heading).to_contain_text(f"Xã Thới Lai trả lại hồ sơ {dossier.product.name}, số mục cần sửa: 1.")
    expect(page.locator("li.notice", has=heading)).to_contain_text("Còn 5 ngày")
    look(page, "list")

    page.get_by_role("link", name="Cách nhắc tôi").click()
    page.get_by_label("Nhắn điện thoại khi gấp: Hồ sơ được trả lại để sửa").check()
    page.get_by_label("Gửi thư: Hồ sơ được tiếp nhận, được đề nghị").uncheck()
    page.get_by_role("button", name="Lưu cách nhắc").click()
    expect(page.get_by_text("Đã lưu cách nhắc việc.")).to_be_visible()
    page.get_by_role("button", name="Mở lịch của tôi").click()
    link = page.get_by_role("link", name="Thêm vào lịch điện thoại")
    address = link.get_attribute("href") or ""
    assert address.startswith("webcal://")
    page.get_by_text("Bấm mà lịch không mở?").click()
    look(page, "settings")
    desk = Desk.objects.get()
    assert (desk.phone_on, desk.mail_off) == (["dossiers.returned"], ["dossiers.moved"])
    (event,) = fetch_calendar(page, address)
    assert event["SUMMARY"] == f"Bổ sung hồ sơ {dossier.product.name}"
    assert event["DTSTART;VALUE=DATE"] == f"{today() + DUE_IN:%Y%m%d}"

    page.goto("/nhac-viec/")
    page.get_by_role("link", name="trả lại hồ sơ").click()
    page.wait_for_url("**/bo-sung/")
    expect(page.get_by_role("link", name="Nhắc việc: 1 tin chưa đọc")).to_be_visible()
    page.get_by_label("Trả lời: đã sửa gì").fill("Đã góp hợp đồng mới.")
    page.get_by_role("button", name="Đã sửa xong chỗ này").click()
    page.get_by_role("button", name="Nộp lại").click()
    expect(page.get_by_role("button", name="Nộp lại")).to_have_count(0)
    assert ReturnItem.objects.get().state == ReturnItem.State.ANSWERED

    page.goto("/nhac-viec/")
    expect(page.locator("li.notice")).to_have_count(1)
    expect(page.get_by_role("heading", name="trả lại hồ sơ")).to_have_count(0)
    page.get_by_role("button", name="Đánh dấu đọc hết").click()
    expect(page.get_by_role("link", name="Nhắc việc: không có tin mới")).to_be_visible()
    look(page, "mended")
    assert not Notice.objects.filter(kind=DUE).exists()
    assert fetch_calendar(page, address) == []
