"""A dossier on a phone without a line: opened, filled in, closed, opened again, and on the server when the line is back."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from saoque.dossiers.models import CriterionAnswer, FieldValue
from saoque.dossiers.tests.factories import draft
from saoque.site.tests.offline_hands import answers, carry_along, home_of, phone, question, shot, until, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_answers_without_a_line_survive_a_reload_and_arrive(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    shot(page, "carried")
    page.goto(question(dossier, "1.4"))
    context.set_offline(True)
    for value, after in (("b", "1.5"), ("c", "1.6")):
        page.locator(f'label.choice:has(input[value="{value}"])').click()
        page.get_by_role("button", name="Tiếp").click()
        page.wait_for_url(f"**/tu-cham/{after}/")
    page.locator('label.choice:has(input[value="a"])').click()
    page.locator("#description").fill("Có hai hợp đồng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    page.reload()
    assert page.locator('input[value="a"]').is_checked()
    expect(page.locator("#description")).to_have_value("Có hai hợp đồng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    shot(page, "waiting")
    page.goto(question(dossier, "1.4"))
    expect(page.locator('input[name="option"][value="b"]')).to_be_checked()
    assert answers(here) == {}
    page.close()
    page = context.new_page()
    page.goto(home_of(dossier))
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    context.set_offline(False)
    until(lambda: waiting(page) == 0, page)
    assert answers(here) == {"1.4": "b", "1.5": "c", "1.6": "a"}
    last = CriterionAnswer.objects.get(dossier=dossier, criterion="1.6")
    assert (last.description, last.version, last.changed_by_id) == ("Có hai hợp đồng", 2, here.user.pk)
    expect(page.locator("[data-outbox]")).to_be_hidden()
    context.close()


def test_form_fields_wait_and_arrive_in_order(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    address = reverse("dossiers:station", args=[dossier.pk, "M02", "part_2"])
    context.set_offline(True)
    page.goto(address)
    page.locator('[name="M02.revenue"]').fill("1.234,5")
    page.locator('[name="M02.profit"]').fill("20")
    page.locator('[name="M02.revenue"]').fill("999")
    page.locator('[name="M02.revenue"]').blur()
    page.reload()
    expect(page.locator('[name="M02.revenue"]')).to_have_value("999")
    context.set_offline(False)
    until(lambda: waiting(page) == 0, page)
    kept = FieldValue.objects.filter(dossier=dossier, path__in=["M02.revenue", "M02.profit"])
    assert sorted(kept.values_list("path", "value", "version")) == [("M02.profit", "20", 1), ("M02.revenue", "999", 1)]
    context.close()


def test_two_devices_see_both_answers_side_by_side(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    first, second = (phone(browser, live_server.url, here.user) for _number in range(2))
    away, home = first.new_page(), second.new_page()
    carry_along(away, dossier)
    away.goto(question(dossier, "1.5"))
    first.set_offline(True)
    away.locator("#description").fill("Gõ ở ruộng")
    expect(away.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    home.goto(question(dossier, "1.5"))
    home.locator("#description").fill("Gõ ở nhà")
    expect(home.locator('[data-saved-for="description"]')).to_contain_text("Đã lưu")
    first.set_offline(False)
    clash = away.locator(".clash")
    expect(clash).to_contain_text("Gõ ở ruộng")
    expect(clash).to_contain_text("Gõ ở nhà")
    expect(clash).to_contain_text("Bạn gõ")
    expect(clash).to_contain_text(re.compile(r"Đang lưu trên hệ thống lúc \d\d:\d\d"))
    expect(clash).to_contain_text(here.user.full_name)
    shot(away, "clash")
    row = CriterionAnswer.objects.get(dossier=dossier, criterion="1.5")
    assert (row.description, row.version) == ("Gõ ở nhà", 1)
    away.get_by_role("button", name="Giữ của tôi").click()
    until(lambda: waiting(away) == 0, away)
    row.refresh_from_db()
    assert (row.description, row.version) == ("Gõ ở ruộng", 2)
    first.close()
    second.close()


def test_a_clash_found_from_another_page_waits_for_a_choice(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    first, second = (phone(browser, live_server.url, here.user) for _number in range(2))
    away, home = first.new_page(), second.new_page()
    carry_along(away, dossier)
    away.goto(question(dossier, "1.5"))
    first.set_offline(True)
    away.locator("#description").fill("Gõ ở ruộng")
    expect(away.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    away.goto(home_of(dossier))
    home.goto(question(dossier, "1.5"))
    home.locator("#description").fill("Gõ ở nhà")
    expect(home.locator('[data-saved-for="description"]')).to_contain_text("Đã lưu")
    first.set_offline(False)
    expect(away.locator("[data-outbox] summary")).to_have_text("Có 1 mục cần bạn chọn")
    assert CriterionAnswer.objects.get(dossier=dossier, criterion="1.5").description == "Gõ ở nhà"
    away.locator("[data-outbox] summary").click()
    shot(away, "outbox")
    away.locator("[data-outbox-list] a").click()
    expect(away.locator(".clash")).to_contain_text("Gõ ở ruộng")
    away.get_by_role("button", name="Lấy bản kia").click()
    expect(away.locator("#description")).to_have_value("Gõ ở nhà")
    until(lambda: waiting(away) == 0, away)
    first.close()
    second.close()


def test_the_next_person_on_the_phone_sees_nothing_of_the_last(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    other, others = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.5"))
    context.set_offline(True)
    page.locator("#description").fill("Bí mật của người trước")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    context.clear_cookies()
    context.add_cookies(phone(browser, live_server.url, other.user).cookies())  # type: ignore[arg-type]
    context.set_offline(False)
    page.goto(home_of(others))
    until(
        lambda: not page.evaluate("caches.keys().then((all) => all.filter((one) => one.startsWith('pages-')).length)"),
        page,
    )
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert CriterionAnswer.objects.filter(dossier=dossier).count() == 0
    context.set_offline(True)
    page.goto(question(dossier, "1.5"))
    expect(page.locator("h1")).to_have_text("Đang mất mạng")
    assert "Bí mật" not in page.content()
    context.close()


def test_a_page_not_carried_along_says_so_and_leads_back(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    context.set_offline(True)
    page.goto("/hom-nay/")
    expect(page.locator("h1")).to_have_text("Đang mất mạng")
    shot(page, "away")
    page.get_by_role("link", name="Mở hồ sơ đang mang theo").click()
    expect(page.locator("h1")).to_have_text(dossier.product.name)
    context.close()


def test_words_go_with_every_page_closed_when_the_browser_wakes_the_worker(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.5"))
    context.set_offline(True)
    page.locator('label.choice:has(input[value="b"])').click()
    page.locator("#description").fill("Gõ ở ruộng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 2 mục")
    blank = context.new_page()
    page.close()
    context.set_offline(False)
    worker = context.service_workers[0]
    worker.evaluate("self.dispatchEvent(new SyncEvent('sync', {tag: 'saoque-typed'}))")
    until(lambda: CriterionAnswer.objects.filter(dossier=dossier, criterion="1.5", version=2).exists(), blank)
    row = CriterionAnswer.objects.get(dossier=dossier, criterion="1.5")
    assert (row.option, row.description, row.changed_by_id) == ("b", "Gõ ở ruộng", here.user.pk)
    context.close()
