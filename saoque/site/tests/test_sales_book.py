"""The book on a phone: a sale without a line waits, is not lost when the page is opened anew, and is there once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from saoque.kernel.tests.browser import look_at
from saoque.kernel.tests.patience import until
from saoque.ledger.models import Sale
from saoque.ledger.tests import factories
from saoque.site.tests.offline_hands import READY, Phone, waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Hand = Callable[[Any], Phone]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"ledger-{name}")


def test_a_sale_without_a_line_is_kept_and_written_once_when_it_is_back(phone: Hand) -> None:
    actor, product = factories.book()
    mine = phone(actor.user)
    page = mine.new_page()
    page.goto(reverse("ledger:home"))
    page.evaluate(READY)
    quantity, amount = page.get_by_label("Số lượng"), page.get_by_label("Thu được bao nhiêu tiền")
    expect(amount).to_have_value("65.000")
    quantity.fill("2,5")
    expect(amount).to_have_value("162.500")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.locator("[data-sale-state]")).to_contain_text("Đã ghi vào sổ lúc")
    expect(page.locator("#recent")).to_contain_text("162.500")
    looked_at(page, "book-390")
    mine.lose_line()
    quantity.fill("3")
    amount.fill("180.000")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.locator("[data-sale-state]")).to_contain_text("Chưa gửi, máy này đang giữ")
    expect(page.locator("[data-sale-waiting-list]")).to_contain_text("3 hũ Mắm cá Bà Đầm, 180.000 đ")
    page.reload()
    expect(page.locator("[data-sale-waiting-list]")).to_contain_text("180.000 đ")
    looked_at(page, "waiting-390")
    assert (Sale.objects.count(), waiting(page)) == (1, 1)
    mine.find_line()
    until(lambda: waiting(page) == 0, page)
    expect(page.locator("[data-sale-waiting]")).to_be_hidden()
    expect(page.locator("#recent")).to_contain_text("180.000")
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [162_500, 180_000]
    page.reload()
    page.locator("#recent").get_by_role("button", name="Bỏ").first.click()
    expect(page.get_by_text("Đã bỏ dòng vừa ghi.")).to_be_visible()
    assert Sale.objects.filter(struck_at__isnull=True).count() == 1
    page.goto(reverse("ledger:sums", args=[product.producer_id]))
    looked_at(page, "sums-390")
