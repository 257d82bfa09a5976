"""The room as its people use it: a producer on a phone, an officer at a desk; free of serious faults."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from saoque.guidance import actions, codes
from saoque.guidance.models import Question, Registration
from saoque.guidance.tests.factories import Scene, scene
from saoque.kernel.tests.browser import look_at, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str, width: int) -> None:
    look_at(page, f"guidance-{name}-{width}", grave=True)


def stage() -> tuple[Scene, Any]:
    s = scene()
    actions.stock()
    starts = timezone.now() - timedelta(minutes=20)
    training = s.plan(starts_at=starts, ends_at=starts + timedelta(hours=3), topics=["chup-giay"], seats=20)
    return s, training


def test_a_producer_finds_asks_registers_and_comes_to_class(browser: Browser, live_server: Any) -> None:
    s, training = stage()
    url, width = live_server.url, 390
    page = open_as(browser, url, s["producer"].user, width)
    page.goto(url + reverse("guidance:home"))
    look(page, "home", width)
    page.locator("main input[name=q]").fill("chup giay")
    page.locator("main .find button").click()
    look(page, "found", width)
    page.get_by_role("link", name="Chụp giấy tờ bằng điện thoại").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chụp giấy tờ bằng điện thoại")
    look(page, "page", width)
    page.get_by_role("link", name="Hỏi về bài này").click()
    page.locator("#id_text").fill("Giấy photo công chứng có chụp được không?")
    page.locator("button", has_text="Gửi câu hỏi").click()
    sure = page.locator("button", has_text="Vẫn gửi câu hỏi")
    look(page, "ask", width)
    if sure.count():
        sure.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giấy photo công chứng có chụp được không?")
    page.goto(url + reverse("guidance:classes"))
    look(page, "classes", width)
    page.get_by_role("link", name="Xem lớp").first.click()
    page.get_by_role("button", name="Ghi tên học").click()
    expect(page.get_by_role("heading", name="Bà con đã có chỗ")).to_be_visible()
    look(page, "class", width)
    page.goto(url + codes.address_now(training.pk))
    page.get_by_role("button", name="Tôi có mặt").click()
    expect(page.get_by_role("heading", name="Bà con đã dự lớp này")).to_be_visible()
    look(page, "came", width)
    one = Registration.objects.get(user=s["producer"].user)
    question = Question.objects.get()
    assert (one.attended_how, question.about, question.province) == ("code", "page:chup-giay", "92")
    page.goto(url + reverse("guidance:criterion", args=["QD26-08", "1.5"]))
    look(page, "criterion", width)


def test_an_officer_answers_writes_and_holds_the_class(browser: Browser, live_server: Any) -> None:
    s, training = stage()
    question = s.ask("Giấy photo công chứng có chụp được không?", about="page:chup-giay")
    actions.take_place(training, actor=s["neighbour"])
    url, width = live_server.url, 1280
    page = open_as(browser, url, s["helper"].user, width)
    page.goto(url + reverse("today"))
    page.get_by_role("link", name="Trả lời").first.click()
    page.locator("#id_answer").fill("Được, miễn đọc rõ dấu và ngày.")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    page.get_by_role("button", name="Đăng câu hỏi này").click()
    expect(page.get_by_role("button", name="Gỡ khỏi cẩm nang")).to_be_visible()
    look(page, "answered", width)
    page.goto(url + reverse("guidance:edit", args=["chup-giay"]))
    page.locator("#id_lead").fill("Đặt phẳng, đủ sáng. Ở Cần Thơ đem giấy tới Đoàn xã chụp giúp.")
    page.locator("#id_note").fill("Thêm chỗ nhờ chụp")
    look(page, "edit", width)
    page.get_by_role("button", name="Ghi bản mới").click()
    expect(page.locator("main")).to_contain_text("Đoàn xã chụp giúp")
    expect(page.locator("main")).to_contain_text(question.text)
    page.goto(url + reverse("guidance:screen", args=[training.pk]))
    expect(page.locator(".handbook-qr svg")).to_be_visible()
    look(page, "screen", width)
    page.goto(url + reverse("guidance:roster", args=[training.pk]))
    page.get_by_role("button", name="Có mặt").first.click()
    look(page, "roster", width)
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Kết thúc lớp").click()
    expect(page.locator("main")).to_contain_text("1 người có giấy chứng nhận")
    page.goto(url + reverse("guidance:follow_ups"))
    look(page, "follow-ups", width)
    question.refresh_from_db()
    assert (question.state, Registration.objects.get().code is not None) == ("published", True)
