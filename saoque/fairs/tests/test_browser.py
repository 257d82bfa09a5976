"""Two whole stories in a real browser: a producer on a phone, and the organiser at a desk."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.fairs.actions import fairs, plan
from saoque.fairs.models import Booth, Fair
from saoque.fairs.tests import factories as make
from saoque.kernel.tests.browser import agreeing, look_at, open_as
from saoque.producers.tests.factories import owned_product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"fairs-{name}")


def test_a_producer_applies_on_a_phone_and_reads_why(browser: Browser, live_server: Any) -> None:
    owner, product = owned_product("Mắm cá Bà Đầm")
    make.starred(product)
    chief, fair = make.called(min_star=3)
    page = agreeing(open_as(browser, live_server.url, owner.user, 390))
    page.goto(live_server.url + reverse("fairs:fair", args=[fair.slug]))
    page.get_by_role("link", name="Đăng ký dự").click()
    page.get_by_label("Mắm cá Bà Đầm").check()
    page.get_by_label("Một ngày bán được").fill("60")
    page.get_by_label("Tính theo").fill("hũ")
    page.get_by_label("Giá tại hội chợ").fill("85.000")
    looked_at(page, "apply-390")
    page.get_by_role("button", name="Gửi đăng ký").click()
    expect(page.get_by_text("Ban tổ chức chưa công bố")).to_be_visible()
    make.published(chief, fair)
    page.reload()
    expect(page.get_by_text("Xếp thứ 1 trong 1 đơn vị đủ điều kiện.")).to_be_visible()
    looked_at(page, "reasons-390")
    make.drawn(chief, fair)
    plan.assign_all(make.again(fair), actor=chief)
    fairs.settle(make.again(fair), actor=chief)
    page.goto(
        live_server.url + reverse("fairs:booth", args=[fair.slug, Booth.objects.get(exhibitor__isnull=False).code])
    )
    expect(page.get_by_text("85.000")).to_be_visible()
    looked_at(page, "booth-390")


def test_the_organiser_chooses_publishes_and_plans_at_a_desk(browser: Browser, live_server: Any) -> None:
    chief, fair = make.called()
    make.applied(fair)
    make.applied(fair, "Mật ong", star=3)
    page = agreeing(open_as(browser, live_server.url, chief.user, 1280))
    page.goto(live_server.url + reverse("fairs:fair", args=[fair.slug]))
    page.get_by_role("button", name="Khép đăng ký, xét chọn").click()
    page.get_by_role("link", name="Danh sách đăng ký").click()
    page.get_by_role("button", name="Xét chọn theo quy tắc").click()
    page.get_by_role("button", name="Công bố danh sách").click()
    looked_at(page, "list-1280")
    page.goto(live_server.url + reverse("fairs:draw", args=[fair.slug]))
    page.get_by_label("Tên khu").first.fill("Khu A")
    page.get_by_label("Số hàng").first.fill("1")
    page.get_by_label("Gian mỗi hàng").first.fill("3")
    page.get_by_role("button", name="Vẽ", exact=True).click()
    page.get_by_role("link", name="A03: trống").click()
    page.get_by_label("Xếp đơn vị").select_option(index=1)
    page.get_by_role("button", name="Xếp vào gian này").click()
    expect(page.get_by_role("button", name="Bỏ trống gian này")).to_be_visible()
    page.get_by_role("button", name="Xếp tự động").click()
    expect(page.get_by_text("Ai được chọn cũng đã có gian.")).to_be_visible()
    looked_at(page, "plan-1280")
    page.goto(live_server.url + reverse("fairs:fair", args=[fair.slug]))
    page.get_by_role("button", name="Chốt sơ đồ gian hàng").click()
    expect(page.get_by_role("button", name="Khai mạc")).to_be_visible()
    assert (Fair.objects.get().state, Booth.objects.filter(exhibitor__isnull=False).count()) == ("planned", 2)


def square(page: Page, code: str, right: int = 0, down: int = 0) -> tuple[float, float]:
    """The middle of a booth on the screen, or of the square so many to the right of it and below."""
    box = page.locator(f"[data-booth={code}] rect").bounding_box()
    assert box is not None
    return box["x"] + 22 + right * 48, box["y"] + 22 + down * 48


def test_the_organiser_drags_booths_and_what_the_server_refuses_goes_back(browser: Browser, live_server: Any) -> None:
    chief, fair = make.called()
    make.drawn(chief, fair)
    page = agreeing(open_as(browser, live_server.url, chief.user, 390, has_touch=True))
    page.goto(live_server.url + reverse("fairs:plan", args=[fair.slug]))
    tool = page.get_by_role("button", name="Kéo gian để dời")
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "true")
    # In the middle of the window, where no word of the page about the last drag lies over it.
    page.locator("#ground svg").evaluate("(ground) => ground.scrollIntoView({ block: 'center' })")
    box = page.locator("[data-booth=A01] rect").bounding_box()
    assert box is not None
    assert box["width"] >= 44  # a finger's width: a phone scrolls the ground instead of shrinking it

    def drag(code: str, right: int, down: int) -> None:
        page.mouse.move(*square(page, code))
        page.mouse.down()
        page.mouse.move(*square(page, code, right, down), steps=4)
        page.mouse.up()

    drag("A02", 1, 1)
    expect(page.get_by_text("Đã dời gian A02.")).to_be_visible()
    looked_at(page, "dragged-390")
    drag("A01", 2, 0)
    expect(page.get_by_text("Ô này đã có gian khác. Hãy chọn ô trống.")).to_be_visible()
    expect(page.locator("[data-booth=A01]")).to_have_attribute("transform", "translate(0 0)")
    drag("A02", -1, 0)
    expect(page.locator("[data-booth=A02]")).to_have_attribute("data-version", "3")
    assert page.url.endswith(reverse("fairs:plan", args=[fair.slug]))  # the click that ends a drag opens no booth
    touch(page, "A03", 0, 1)
    expect(page.get_by_text("Đã dời gian A03.")).to_be_visible()
    assert list(Booth.objects.order_by("code").values_list("code", "column", "row")) == [
        ("A01", 0, 0), ("A02", 1, 1), ("A03", 2, 1),
    ]  # fmt: skip
    tool.click()
    drag("A01", 0, 1)
    page.reload()
    expect(page.locator("[data-booth=A01]")).to_have_attribute("data-row", "0")


def touch(page: Page, code: str, right: int, down: int) -> None:
    """Drag with a finger, as the browser itself tells it to the page."""
    hand = page.context.new_cdp_session(page)
    way = [square(page, code), square(page, code, right, down)]
    for kind, (x, y) in (("touchStart", way[0]), ("touchMove", way[1])):
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
