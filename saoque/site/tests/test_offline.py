"""A dossier on a phone without a line: opened, filled in, closed, opened again, and on the server when the line is back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from saoque.dossiers.models import CriterionAnswer, FieldValue
from saoque.dossiers.tests.factories import draft
from saoque.kernel.tests.patience import until
from saoque.site.tests.offline_hands import Phone, answers, carry_along, home_of, question, shot, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Hand = Callable[[Any], Phone]


def test_three_answers_without_a_line_survive_a_reload_and_arrive(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    shot(page, "carried")
    page.goto(question(dossier, "1.4"))
    mine.lose_line()
    for value, after in (("b", "1.5"), ("c", "1.6")):
        page.locator(f'label.choice:has(input[value="{value}"])').click()
        page.get_by_role("button", name="Tiếp").click()
        page.wait_for_url(f"**/tu-cham/{after}/")
    page.locator('label.choice:has(input[value="a"])').click()
    page.locator("#description").fill("Có hai hợp đồng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    page.reload()
    expect(page.locator('input[name="option"][value="a"]')).to_be_checked()
    expect(page.locator("#description")).to_have_value("Có hai hợp đồng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    shot(page, "waiting")
    page.goto(question(dossier, "1.4"))
    expect(page.locator('input[name="option"][value="b"]')).to_be_checked()
    assert answers(here) == {}
    page.close()
    page = mine.new_page()
    page.goto(home_of(dossier))
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 4 mục")
    mine.find_line()
    until(lambda: waiting(page) == 0, page)
    assert answers(here) == {"1.4": "b", "1.5": "c", "1.6": "a"}
    last = CriterionAnswer.objects.get(dossier=dossier, criterion="1.6")
    assert (last.description, last.version, last.changed_by_id) == ("Có hai hợp đồng", 2, here.user.pk)
    expect(page.locator("[data-outbox]")).to_be_hidden()


def test_form_fields_wait_and_arrive_in_order(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    address = reverse("dossiers:station", args=[dossier.pk, "M02", "part_2"])
    mine.lose_line()
    page.goto(address)
    page.locator('[name="M02.revenue"]').fill("1.234,5")
    page.locator('[name="M02.profit"]').fill("20")
    page.locator('[name="M02.revenue"]').fill("999")
    page.locator('[name="M02.revenue"]').blur()
    page.reload()
    expect(page.locator('[name="M02.revenue"]')).to_have_value("999")
    mine.find_line()
    until(lambda: waiting(page) == 0, page)
    kept = FieldValue.objects.filter(dossier=dossier, path__in=["M02.revenue", "M02.profit"])
    assert sorted(kept.values_list("path", "value", "version")) == [("M02.profit", "20", 1), ("M02.revenue", "999", 1)]


def test_two_devices_see_both_answers_side_by_side(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    first, second = (phone(here.user) for _number in range(2))
    away, home = first.new_page(), second.new_page()
    carry_along(away, dossier)
    away.goto(question(dossier, "1.5"))
    first.lose_line()
    away.locator("#description").fill("Gõ ở ruộng")
    expect(away.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    home.goto(question(dossier, "1.5"))
    home.locator("#description").fill("Gõ ở nhà")
    expect(home.locator('[data-saved-for="description"]')).to_contain_text("Đã lưu")
    first.find_line()
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


def test_a_clash_found_from_another_page_waits_for_a_choice(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    first, second = (phone(here.user) for _number in range(2))
    away, home = first.new_page(), second.new_page()
    carry_along(away, dossier)
    away.goto(question(dossier, "1.5"))
    first.lose_line()
    away.locator("#description").fill("Gõ ở ruộng")
    expect(away.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    away.goto(home_of(dossier))
    home.goto(question(dossier, "1.5"))
    home.locator("#description").fill("Gõ ở nhà")
    expect(home.locator('[data-saved-for="description"]')).to_contain_text("Đã lưu")
    first.find_line()
    expect(away.locator("[data-outbox] summary")).to_have_text("Có 1 mục cần bạn chọn")
    assert CriterionAnswer.objects.get(dossier=dossier, criterion="1.5").description == "Gõ ở nhà"
    away.locator("[data-outbox] summary").click()
    shot(away, "outbox")
    away.locator("[data-outbox-list] a").click()
    expect(away.locator(".clash")).to_contain_text("Gõ ở ruộng")
    away.get_by_role("button", name="Lấy bản kia").click()
    expect(away.locator("#description")).to_have_value("Gõ ở nhà")
    until(lambda: waiting(away) == 0, away)


def test_the_next_person_on_the_phone_sees_nothing_of_the_last(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    other, others = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.5"))
    mine.lose_line()
    page.locator("#description").fill("Bí mật của người trước")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    mine.context.clear_cookies()
    mine.sign_in(other.user)
    mine.find_line()
    page.goto(home_of(others))
    until(
        lambda: not page.evaluate("caches.keys().then((all) => all.filter((one) => one.startsWith('pages-')).length)"),
        page,
    )
    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert CriterionAnswer.objects.filter(dossier=dossier).count() == 0
    mine.lose_line()
    page.goto(question(dossier, "1.5"))
    expect(page.locator("h1")).to_have_text("Đang mất mạng")
    assert "Bí mật" not in page.content()


def test_a_page_not_carried_along_says_so_and_leads_back(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    mine.lose_line()
    page.goto("/hom-nay/")
    expect(page.locator("h1")).to_have_text("Đang mất mạng")
    shot(page, "away")
    page.get_by_role("link", name="Mở hồ sơ đang mang theo").click()
    expect(page.locator("h1")).to_have_text(dossier.product.name)


def test_words_go_with_every_page_closed_when_the_browser_wakes_the_worker(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.5"))
    mine.lose_line()
    page.locator('label.choice:has(input[value="b"])').click()
    page.locator("#description").fill("Gõ ở ruộng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 2 mục")
    blank = mine.new_page()
    page.close()
    worker = mine.context.service_workers[0]
    # An open page would send by itself; the worker learns a moment later that the last one has gone.
    until(lambda: worker.evaluate("self.clients.matchAll({type: 'window'}).then((all) => all.length)") == 0, blank)
    mine.find_line()

    def arrived() -> bool:
        """Wake the worker as the browser does, which tries again after a first try that came too early."""
        worker.evaluate("self.dispatchEvent(new SyncEvent('sync', {tag: 'saoque-typed'}))")
        return CriterionAnswer.objects.filter(dossier=dossier, criterion="1.5", version=2).exists()

    until(arrived, blank)
    row = CriterionAnswer.objects.get(dossier=dossier, criterion="1.5")
    assert (row.option, row.description, row.changed_by_id) == ("b", "Gõ ở ruộng", here.user.pk)


def test_a_dead_line_that_the_phone_does_not_notice(phone: Hand) -> None:
    """Full bars and nothing comes through: the page says so after the first try, and sends by itself when the line lives."""
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.4"))
    mine.line.cut()
    page.locator('label.choice:has(input[value="b"])').click()
    page.locator("#description").fill("Có hai hợp đồng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 2 mục")
    expect(page.locator(".bar [data-saved-all]")).to_have_text("Chờ mạng · 2 mục")
    page.get_by_role("button", name="Tiếp").click()
    page.wait_for_url("**/tu-cham/1.5/")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 2 mục")
    assert page.evaluate("navigator.onLine")
    assert answers(here) == {}
    mine.line.back()
    until(lambda: waiting(page) == 0, page, 40)
    row = CriterionAnswer.objects.get(dossier=dossier, criterion="1.4")
    assert (row.option, row.description, row.version) == ("b", "Có hai hợp đồng", 2)
    expect(page.locator("[data-outbox]")).to_be_hidden()


def test_a_phone_that_hears_of_the_line_too_early_tries_again(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.5"))
    mine.lose_line()
    page.locator("#description").fill("Gõ ở ruộng")
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    page.goto(home_of(dossier))
    tried = mine.line.refused
    mine.context.set_offline(False)
    until(lambda: mine.line.refused > tried, page)
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 1 mục")
    mine.line.back()
    until(lambda: waiting(page) == 0, page, 40)
    assert CriterionAnswer.objects.get(dossier=dossier).description == "Gõ ở ruộng"


def test_the_page_without_a_line_goes_on_by_itself(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    mine.line.cut()
    page.goto("/hom-nay/")
    expect(page.locator("h1")).to_have_text("Đang mất mạng")
    mine.line.back()
    expect(page.locator("h1")).to_contain_text("Hôm nay", timeout=40_000)


def test_a_finger_on_a_link_is_stronger_than_the_line_coming_back(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    mine.lose_line()
    page.goto("/hom-nay/")
    link = page.get_by_role("link", name="Mở hồ sơ đang mang theo")
    link.hover()
    page.mouse.down()
    mine.find_line()
    # Longer than the page's own question to the server would take.
    page.evaluate(
        "async () => { dispatchEvent(new Event('online')); for (let n = 0; n < 3; n += 1) await fetch('/healthz'); }"
    )
    page.mouse.up()
    expect(page.locator("h1")).to_have_text(dossier.product.name)
