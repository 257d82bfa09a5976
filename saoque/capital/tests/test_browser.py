"""The young producer on a phone, from «what can I get» to a claim and a loan computed; the city's officer at a desk."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.capital.models import BusinessPlan, Claim
from saoque.capital.tests.factories import CAN_THO, MILLION, drawer_paper, pay_for_packaging, running_loan, scene
from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import look_at, open_as
from saoque.sources.queries import record_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    look_at(page, f"capital-{name}-{page.viewport_size['width']}", grave=True)  # type: ignore[index]


def test_a_producer_on_a_phone_finds_support_claims_it_and_computes_a_loan(browser: Browser, live_server: Any) -> None:
    s = scene()
    pay_for_packaging(s)
    drawer_paper(s, "Báo giá của nhà in")
    page = open_as(browser, live_server.url, s.owner.user, 390)
    page.goto(live_server.url + reverse("capital:support"))
    look(page, "entitled")
    page.get_by_role("link", name="Kể thêm việc").click()
    page.get_by_label("Đã làm việc gì").select_option("packaging_story")
    page.get_by_label("Đã chi theo hóa đơn").fill("30.000.000")
    look(page, "work")
    page.get_by_role("button", name="Ghi việc này").click()
    page.get_by_label("Tôi đã kể đủ các việc đã làm").check()
    page.get_by_label("tôi chưa nhận khoản hỗ trợ nào").check()
    page.get_by_role("button", name="Ghi lời kể").click()
    expect(page.get_by_text("15.000.000 đ").first).to_be_visible()
    page.get_by_role("link", name="Lập đề nghị").first.click()
    page.get_by_role("button", name="Lập đề nghị").click()
    page.get_by_role("link", name="Thêm giấy phải nộp").click()
    page.get_by_label("Giấy gì").fill("Báo giá in bao bì")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    page.get_by_label("Giấy trong ngăn: Báo giá in bao bì").select_option(label="Báo giá của nhà in")
    page.get_by_role("button", name="Gắn Báo giá in bao bì").click()
    look(page, "claim")
    page.get_by_role("link", name="Ghi đã nộp").click()
    page.get_by_label("Nộp cho ai").fill("UBND xã Trung Hưng")
    page.get_by_role("button", name="Ghi đã nộp").click()
    expect(page.get_by_text("Đã nộp, chờ trả lời").first).to_be_visible()
    claim = Claim.objects.get()
    assert (claim.state, claim.amount_asked, claim.needs.get().words) == (
        "handed_over",
        15 * MILLION,
        "Báo giá in bao bì",
    )

    page.goto(live_server.url + reverse("capital:paths"))
    look(page, "paths")
    page.get_by_role("link", name="Tính tiền trả nợ").click()
    page.get_by_label("Số tiền vay (đồng)").fill("120.000.000")
    page.get_by_label("Lãi suất một năm (%)").fill("8,38")
    page.get_by_label("Thời hạn (tháng)").fill("12")
    page.get_by_role("button", name="Tính", exact=True).click()
    expect(page.get_by_text("5.447.000 đ")).to_be_visible()
    expect(page.locator("svg.repay rect")).to_have_count(24)
    look(page, "calculator")

    page.goto(live_server.url + reverse("capital:plan_begin", args=[s.producer.pk]))
    page.get_by_label("Tên phương án").fill("Mở xưởng")
    page.get_by_role("button", name="Mở phương án").click()
    page.get_by_label("Đầu tư ban đầu (đồng)").fill("80.000.000")
    page.locator("[data-saved-for=investment][data-state=saved]").wait_for()
    expect(page.locator("#cashflow")).to_contain_text("-80.000.000")
    look(page, "plan")
    assert BusinessPlan.objects.get().numbers["investment"] == 80 * MILLION


def test_the_citys_officer_corrects_a_figure_and_works_through_what_is_overdue(
    browser: Browser, live_server: Any
) -> None:
    s = scene()
    loan = running_loan(s, months_ago=3)
    page = open_as(browser, live_server.url, s.city.user, 1280)
    page.goto(live_server.url + reverse("sources:list"))
    look(page, "sources")
    page.get_by_label("Tìm số liệu").fill("can tho")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Hỗ trợ sản phẩm OCOP của Cần Thơ").click()
    look(page, "record")
    page.get_by_role("link", name="Sửa, kèm nguồn").click()
    page.get_by_label("Khi nào được").select_option("mark")
    page.get_by_label("Cách hỗ trợ").select_option("percent_invoice")
    page.get_by_label("Mức trần").fill("40.000.000")
    page.get_by_label("Nguồn", exact=True).fill("NQ thử 1/2026")
    page.get_by_label("Độ tin").select_option("O")
    page.get_by_label("Vẫn cần người khác xác nhận").uncheck()
    look(page, "correct")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.get_by_text("40.000.000 đồng").first).to_be_visible()
    now = record_of(CAN_THO, province="92")
    assert (now.facts["cap"], now.facts["trigger"], now.verify, now.checked_on) == (
        40 * MILLION,
        "mark",
        False,
        today(),
    )

    page.goto(live_server.url + reverse("today"))
    page.get_by_role("link", name="Xem danh sách").click()
    look(page, "overdue")
    page.get_by_role("link", name=s.producer.name).click()
    look(page, "loan")
    page.get_by_role("link", name="Ghi lần kiểm tra").click()
    page.get_by_label("Đúng", exact=True).check()
    page.get_by_label("Đã thấy gì").fill("Máy sấy đã chạy.")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_text("Máy sấy đã chạy.")).to_be_visible()
    assert loan.use_checks.get().as_planned is True
    page.goto(live_server.url + reverse("capital:group_found"))
    page.get_by_label("Đoàn xã, phường").select_option(index=1)
    page.get_by_label("Tên tổ").fill("Tổ Một")
    page.get_by_label("Ấp, khu vực").fill("Ấp Một")
    page.get_by_label("Thành viên").fill("Người Một\nNgười Hai\nNgười Ba")
    page.get_by_role("button", name="Lập tổ").click()
    expect(page.get_by_role("heading", name="Tổ Một")).to_be_visible()
    look(page, "group")
