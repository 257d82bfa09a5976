"""A producer's phone from the own stall to the shelf, a shopper who looks for the nearest, an officer who checks a point."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.channels.models import Listing, PointCheck, PointOfSale
from saoque.channels.tests.factories import here, put, scene, spot, starred
from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import PHONE, look_at, open_as, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STANDING: dict[str, Any] = {
    "permissions": ["geolocation"],
    "geolocation": {"latitude": 10.18, "longitude": 105.5, "accuracy": 12},
}


def look(page: Page, name: str) -> None:
    look_at(page, f"channels-{name}-{page.viewport_size['width']}", grave=True)  # type: ignore[index]


def test_a_producer_brings_the_own_stall_onto_the_map_and_a_shopper_finds_it(
    browser: Browser, live_server: Any
) -> None:
    s = scene()
    put(s)
    spot(s.channel, s.helper, "Quầy xa")
    page = open_as(browser, live_server.url, s.owner.user, 390, **STANDING)
    page.goto(live_server.url + reverse("channels:product", args=[s.product.pk]))
    look(page, "product")
    page.get_by_role("link", name="Ghi thêm nơi bán").click()
    look(page, "choose")
    page.get_by_role("link", name="Thêm nơi bán của tôi").click()
    page.get_by_label("Tên nơi bán").fill("Nhà Bà Đầm")
    page.get_by_role("button", name="Thêm").click()
    page.get_by_role("link", name="Thêm điểm bán").click()
    page.get_by_label("Ở xã, phường nào").fill("trung hung")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Lấy vị trí đang đứng").click()
    expect(page.get_by_label("Vĩ độ")).to_have_value("10,18000")
    look(page, "add-point")
    page.get_by_role("button", name="Thêm").click()
    expect(page.get_by_text("10,18000° B")).to_be_visible()
    look(page, "point")
    page.goto(live_server.url + reverse("channels:choose", args=[s.product.pk]) + "?q=nha+ba+dam")
    page.get_by_role("link", name="Nhà Bà Đầm, Xã Trung Hưng").click()
    page.get_by_label("Giá bán tại đó").fill("85.000")
    page.get_by_role("button", name="Ghi nơi bán").click()
    expect(page.get_by_text("chênh 5.000 đ")).to_be_visible()
    page.get_by_role("button", name="Còn bán Nhà Bà Đầm").click()
    expect(page.get_by_text("Cảm ơn. Đã ghi còn bán hôm nay.")).to_be_visible()
    own = Listing.objects.get(channel__kind="own")
    assert (own.price, own.checked_on, own.channel.unit_id) == (85_000, today(), s.owner.standings[0].unit_id)

    shopper = open_window(browser, live_server.url, PHONE, **STANDING)
    sent: list[str] = []
    shopper.goto(live_server.url + reverse("product", args=[s.product.slug]))
    shopper.get_by_role("link", name="Xem bản đồ và mọi nơi bán").click()
    expect(shopper.locator("svg.where-map .spot")).to_have_count(2)
    shopper.on("request", lambda request: sent.append(request.url))
    shopper.get_by_role("button", name="Gần tôi trước").click()
    expect(shopper.get_by_text("Vị trí của bạn không gửi đi đâu.")).to_be_visible()
    expect(shopper.locator("[data-near-list] > li").first).to_contain_text("Nhà Bà Đầm")
    expect(shopper.locator("[data-near-list] > li").first).to_contain_text("cách 0,0 km")
    assert [address for address in sent if "/static/" not in address] == []
    look(shopper, "where")


def test_an_officer_checks_an_ocop_point_on_a_phone_and_reads_the_sheet_at_a_desk(
    browser: Browser, live_server: Any
) -> None:
    s = scene()
    starred(s.product)
    put(s)
    page = open_as(browser, live_server.url, s.helper.user, 390, **STANDING)
    page.goto(live_server.url + reverse("channels:list"))
    look(page, "list")
    page.get_by_label("Tìm kênh bán, điểm bán").fill("diem ocop")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Mở Điểm OCOP Mẫu").click()
    look(page, "channel")
    page.get_by_role("link", name="Mở Quầy bến tàu").click()
    page.get_by_role("link", name="Kiểm theo tiêu chí").click()
    expect(page.get_by_text("áp dụng đến hết ngày 31/12/2025")).to_be_visible()
    page.get_by_label("trạm dừng nghỉ").check()
    page.get_by_label("sản phẩm OCOP từ 3 sao").check()
    for answer in page.get_by_label("Có", exact=True).all():
        answer.check()
    page.get_by_label("Diện tích bày bán").fill("24,5")
    look(page, "criteria")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_text("Chưa kết luận được").first).to_be_visible()
    desk = open_as(browser, live_server.url, s.helper.user, 1280, **STANDING)
    desk.goto(page.url)
    expect(desk.get_by_text("24,5 m²")).to_be_visible()
    look(desk, "check")
    check = PointCheck.objects.get()
    assert (check.result, check.with_star, check.on_sale) == ("unknown", 1, 1)
    desk.goto(live_server.url + reverse("channels:listings"))
    look(desk, "listings")
    desk.get_by_role("link", name="Mở Mắm cá Bà Đầm").click()
    desk.get_by_label("Giá trên kệ").fill("91.000")
    desk.get_by_role("button", name="Còn bán ở đây").click()
    expect(desk.get_by_text("còn bán · 91.000 đ")).to_be_visible()
    look(desk, "listing")
    desk.goto(live_server.url + reverse("channels:close_point", args=[s.point.pk]))
    desk.get_by_label("Vì sao").fill("Hết hạn thuê")
    desk.get_by_role("button", name="Đóng", exact=True).click()
    expect(desk.get_by_text("Hết hạn thuê")).to_be_visible()
    assert PointOfSale.objects.get(commune=here()).closed_on == today()
