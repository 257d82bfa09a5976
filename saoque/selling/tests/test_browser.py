"""Two whole stories in a real browser: a producer on a phone up to the file for a buyer, and a buyer at a desk."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.kernel.tests.browser import agreeing, look_at, open_as
from saoque.people.roles import Role, UnitKind
from saoque.producers.tests.factories import owner, person, places
from saoque.selling import actions
from saoque.selling.models import SellingRecord
from saoque.selling.tests.factories import GTIN, paper, product, recorded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"selling-{name}")


def test_a_producer_tells_the_sale_on_a_phone_shows_it_and_makes_the_file(browser: Browser, live_server: Any) -> None:
    mine, producer = owner()
    made = product(mine, producer)
    paper(mine, producer, "test_report", issued_on=today(), title="Phiếu kiểm nghiệm")
    page = agreeing(open_as(browser, live_server.url, mine.user, 390))
    page.goto(live_server.url + reverse("selling:home"))
    looked_at(page, "home-empty-390")
    page.get_by_role("link", name="Khai hồ sơ bán hàng").first.click()
    page.get_by_label("Bán theo").fill("hũ")
    page.get_by_label("Giá bán lẻ (đồng)").fill("95.000")
    page.get_by_label("Mã vạch").fill(GTIN)
    looked_at(page, "edit-390")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Hạn dùng").fill("365")
    page.get_by_role("button", name="Tiếp").click()
    for month in range(1, 13):
        page.get_by_label(f"Tháng {month}: làm được").fill("100")
    page.get_by_label("Tháng 1: đã hứa ngoài").fill("40")
    looked_at(page, "months-390")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Mức 1: từ").fill("24")
    page.get_by_label("Mức 1: giá").fill("90.000")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Giao cả nước").check()
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Hóa đơn bán hàng").check()
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(made.name)
    looked_at(page, "detail-390")
    page.get_by_role("link", name="Cho người mua xem").click()
    looked_at(page, "show-390")
    page.get_by_role("button", name="Đồng ý cho xem").click()
    expect(page.get_by_role("button", name="Thôi cho xem")).to_be_visible()
    page.get_by_role("link", name="Siêu thị", exact=True).click()
    expect(page.get_by_text("Đã khai đủ 12 tháng.")).to_be_visible()
    looked_at(page, "ready-390")
    page.goto(live_server.url + reverse("selling:file", args=[made.pk]))
    expect(page.get_by_label("Phiếu kiểm nghiệm")).to_be_checked()
    looked_at(page, "file-390")
    page.get_by_role("button", name="Ghép hồ sơ").click()
    expect(page.get_by_text("Đang ghép hồ sơ.")).to_be_visible()
    run.func(str(Job.objects.get(kind="selling.buyer_file").pk))
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải về").click()
    assert got.value.suggested_filename.endswith(".zip")
    assert SellingRecord.objects.get().shown_at is not None


def test_a_buyer_reads_the_offer_at_a_desk(browser: Browser, live_server: Any) -> None:
    mine, record = recorded()
    actions.show_to_buyers(record, actor=mine)
    shop = person(Role.BUYER, UnitKind.BUYER, places()[0].parent)
    page = agreeing(open_as(browser, live_server.url, shop.user, 1280))
    page.goto(live_server.url + reverse("selling:home"))
    page.get_by_role("link", name=record.product.name).click()
    expect(page.get_by_role("row", name="Cả năm 960")).to_be_visible()
    expect(page.get_by_text(record.product.producer.phone)).to_have_count(0)
    looked_at(page, "buyer-1280")
    clerk = agreeing(open_as(browser, live_server.url, mine.user, 1280))
    clerk.goto(live_server.url + reverse("selling:detail", args=[record.product_id]))
    looked_at(clerk, "detail-1280")
    clerk.goto(live_server.url + reverse("selling:ready", args=[record.product_id, "sieu-thi"]))
    looked_at(clerk, "ready-1280")
