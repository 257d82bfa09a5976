"""Two whole stories in a real browser: a need on a phone that ends with a result, and a directive that comes back as a report."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import DESK, PHONE, look_at, open_as
from saoque.support.models import Directive, Measure, SupportCase, Target
from saoque.support.tests.factories import blocked, city, product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"support-{name}")


def day(days: int) -> str:
    return f"{today() + timedelta(days=days):%d/%m/%Y}"


def test_a_need_told_on_a_phone_is_carried_to_its_result(browser: Browser, live_server: Any) -> None:
    c = city()
    mine = product(c.producers["owner"], "Dâu tằm ngâm đường")
    phone = open_as(browser, live_server.url, c["owner"].user, PHONE)
    desk = open_as(browser, live_server.url, c["leader"].user, DESK)
    phone.goto(f"{live_server.url}{reverse('support:ask')}?product={mine.pk}")
    phone.get_by_label("Kỹ thuật, máy móc").check()
    expect(phone.get_by_label("Vướng ở bước nào?")).to_be_hidden()
    phone.get_by_role("textbox", name="Kể bằng lời của mình").fill(
        "Dâu để hai tháng là sẫm màu. Muốn biết cách giữ màu."
    )
    looked_at(phone, "ask-390")
    phone.get_by_role("button", name="Gửi nhu cầu").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dâu để hai tháng là sẫm màu")
    looked_at(phone, "asked-390")

    desk.goto(live_server.url + reverse("today"))
    desk.get_by_role("link", name="Xem rồi nhận").click()
    desk.get_by_role("link", name="Nhận việc").click()
    desk.get_by_role("textbox", name="Hẹn xong trước ngày").fill(day(20))
    desk.get_by_role("button", name="Nhận việc").click()
    desk.get_by_role("link", name="Ghi kế hoạch").click()
    desk.get_by_role("textbox", name="Sẽ làm gì").fill("Mời kỹ sư xuống xem hai mẻ.")
    desk.get_by_role("button", name="Ghi kế hoạch").click()
    desk.get_by_role("link", name="Bắt tay làm").click()
    desk.get_by_role("button", name="Bắt tay làm").click()
    desk.get_by_text("Thêm bước").first.click()
    desk.get_by_role("textbox", name="Việc cần làm").fill("Ghé cơ sở")
    desk.get_by_role("button", name="Thêm bước").click()
    desk.get_by_role("textbox", name="Tin nhắn").fill("Sáng thứ bảy em ghé.")
    desk.get_by_role("button", name="Gửi tin").click()
    expect(desk.get_by_text("Sáng thứ bảy em ghé.")).to_be_visible()
    looked_at(desk, "case-1280")
    phone.reload()
    expect(phone.get_by_text("Sáng thứ bảy em ghé.")).to_be_visible()
    looked_at(phone, "case-390")
    desk.get_by_role("link", name="Khép với kết quả").click()
    desk.get_by_role("textbox", name="Bà con được gì sau vụ việc này?").fill("Giữ được màu hơn ba tháng.")
    for group, revenue in (("Trước khi giúp", "10.000.000"), ("Lúc xong việc", "14.500.000")):
        desk.get_by_role("group", name=group).get_by_role("textbox", name="Doanh thu bình quân một tháng").fill(revenue)
    looked_at(desk, "close-1280")
    desk.get_by_role("button", name="Khép vụ việc").click()
    expect(desk.get_by_text("14.500.000")).to_be_visible()
    for view in ("", "?view=board"):
        desk.goto(live_server.url + reverse("support:home") + view)
        looked_at(desk, f"list{view[-5:]}-1280")
    for name in ("producers", "producer"):
        desk.goto(
            live_server.url + reverse(f"support:{name}", args=[c.producers["owner"].pk] if name == "producer" else [])
        )
        looked_at(desk, f"{name}-1280")
    case = SupportCase.objects.get()
    assert (case.state, case.product, Measure.objects.get(case=case, moment="closing").revenue) == (
        "done",
        mine,
        14_500_000,
    )


def test_a_directive_comes_back_as_a_report_on_the_board(browser: Browser, live_server: Any) -> None:
    c = city()
    page = open_as(browser, live_server.url, c["city_leader"].user, DESK)
    page.goto(live_server.url + reverse("support:new_directive"))
    page.get_by_role("textbox", name="Tên chỉ đạo").fill("Mỗi xã một sản phẩm")
    page.get_by_role("textbox", name="Việc cần làm").fill("Giúp bạn trẻ nộp hồ sơ.")
    page.get_by_role("textbox", name="Từ ngày").fill(day(0))
    page.get_by_role("textbox", name="Đến ngày").fill(day(60))
    page.get_by_role("textbox", name="Đơn vị trả lời nhận việc trước ngày").fill(day(5))
    for unit in ("here 92", "there 92"):
        page.get_by_role("checkbox", name=unit, exact=True).check()
    first = page.get_by_role("group", name="Chỉ tiêu thứ 1")
    first.get_by_role("combobox", name="Chỉ tiêu").fill("sản phẩm OCOP")
    first.get_by_role("textbox", name="Mỗi đơn vị").fill("2")
    first.get_by_role("textbox", name="Hạn").fill(day(30))
    looked_at(page, "directive-new-1280")
    page.get_by_role("button", name="Soạn xong, xem lại").click()
    page.get_by_role("textbox", name="there 92: sản phẩm OCOP").fill("1")
    page.get_by_role("button", name="Ghi số").click()
    page.get_by_role("button", name="Gửi các đơn vị").click()
    expect(page.get_by_text("Đã gửi. Các đơn vị thấy ở trang Hôm nay.")).to_be_visible()

    phone = open_as(browser, live_server.url, c["leader"].user, PHONE)
    phone.goto(live_server.url + reverse("today"))
    phone.get_by_role("link", name="Xem rồi nhận").click()
    phone.get_by_role("button", name="Nhận việc").click()
    phone.get_by_role("link", name="Viết báo cáo").click()
    phone.get_by_role("textbox", name="sản phẩm OCOP: đã đạt").fill("2")
    phone.get_by_role("textbox", name="Đơn vị đã làm được gì").fill("Hai hồ sơ đã nộp.")
    looked_at(phone, "report-390")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    looked_at(phone, "part-390")

    page.goto(live_server.url + reverse("today"))
    page.get_by_role("link", name="Xem báo cáo").click()
    page.get_by_role("button", name="Xác nhận báo cáo").click()
    page.goto(live_server.url + reverse("support:board", args=[Directive.objects.get().pk]))
    expect(page.get_by_text("Đạt", exact=True)).to_be_visible()
    looked_at(page, "board-1280")
    blocked(c)
    for name in ("directives", "obstacles", "obstacle_rows"):
        page.goto(live_server.url + reverse(f"support:{name}"))
        looked_at(page, f"{name}-1280")
    assert sorted(Target.objects.values_list("number", "reached")) == [(1, None), (2, 2)]
