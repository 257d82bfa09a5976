"""Two whole stories in a real browser: a buyer at a desk finds and asks, a producer on a phone answers."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.buyers.models import Agreement, BuyingRequest, Inquiry
from saoque.buyers.tests import factories
from saoque.kernel.tests.browser import agreeing, look_at, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"buyers-{name}")


def test_a_buyer_at_a_desk_states_what_is_wanted_and_asks_the_pool(browser: Browser, live_server: Any) -> None:
    factories.seller(60, 40_000)
    factories.seller(70, 45_000)
    factories.seller(90, 95_000)
    page = agreeing(open_as(browser, live_server.url, factories.shop().user, 1280))
    page.goto(live_server.url + reverse("buyers:home"))
    page.get_by_role("link", name="Ghi nhu cầu mua").first.click()
    page.get_by_label("Cần mua gì").fill("Mứt cho hộp quà Tết")
    page.get_by_label("Chế biến từ rau, củ, quả, hạt").check()
    page.get_by_label("Mỗi tháng cần bao nhiêu").fill("100")
    page.get_by_label("Tính theo").fill("hũ")
    page.get_by_label("Giá trả cao nhất").fill("50.000")
    page.get_by_label("Nhận chào hàng đến hết ngày").fill(factories.soon(20).strftime("%d/%m/%Y"))
    looked_at(page, "new-1280")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Mở để tìm nơi bán").click()
    expect(page.get_by_text("2 nơi cùng giao 100 hũ mỗi tháng")).to_be_visible()
    looked_at(page, "request-1280")
    page.get_by_role("link", name="Chưa hợp (1)").click()
    expect(page.get_by_text("cao hơn mức trả 45.000 đồng")).to_be_visible()
    page.get_by_role("link", name="Hợp (2)").click()
    page.get_by_role("button", name="Hỏi giá nơi đã chọn").click()
    expect(page.get_by_role("link", name="Mở trao đổi")).to_have_count(2)
    assert sorted(Inquiry.objects.values_list("per_month", "state")) == [(40, "asked"), (60, "asked")]
    assert BuyingRequest.objects.get().state == "open"


def test_a_producer_on_a_phone_quotes_sends_a_sample_and_confirms(browser: Browser, live_server: Any) -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.asked(buyer, product)
    phone = agreeing(open_as(browser, live_server.url, owner.user, 390))
    phone.goto(live_server.url + reverse("buyers:wanted"))
    looked_at(phone, "wanted-390")
    phone.get_by_role("link", name="Xem tôi hợp không").click()
    expect(phone.get_by_text("Còn giao được 60 hũ mỗi tháng.")).to_be_visible()
    looked_at(phone, "wanted-one-390")
    phone.get_by_role("link", name="Mở trao đổi").click()
    day = "%d/%m/%Y"
    phone.get_by_label("Giá một đơn vị").fill("44.000")
    phone.get_by_label("Giao từ ngày").fill(factories.soon(3).strftime(day))
    phone.get_by_label("Đến hết ngày", exact=True).fill(factories.soon(90).strftime(day))
    phone.get_by_label("Báo giá có giá trị đến hết ngày").fill(factories.soon(20).strftime(day))
    phone.get_by_role("button", name="Gửi báo giá").click()
    expect(phone.get_by_text("Chờ bên kia trả lời")).to_be_visible()
    looked_at(phone, "thread-390")
    desk = agreeing(open_as(browser, live_server.url, buyer.user, 1280))
    desk.goto(live_server.url + reverse("buyers:thread", args=[inquiry.pk]))
    desk.get_by_text("Xin mẫu", exact=True).first.click()
    desk.get_by_label("Xin mẫu gì, bao nhiêu").fill("2 hũ")
    desk.get_by_role("button", name="Xin mẫu").click()
    phone.reload()
    phone.get_by_label("Gửi qua đâu").fill("Bưu điện")
    phone.get_by_role("button", name="Đã gửi mẫu").click()
    expect(phone.get_by_text("Gửi mẫu").first).to_be_visible()
    desk.reload()
    desk.get_by_role("button", name="Đã nhận mẫu").click()
    desk.get_by_label("Đạt", exact=True).check()
    desk.get_by_role("button", name="Gửi nhận xét").click()
    desk.get_by_text("Đề nghị thỏa thuận", exact=True).first.click()
    desk.get_by_role("button", name="Gửi đề nghị").click()
    expect(desk.get_by_text("Chờ bên kia xác nhận")).to_be_visible()
    looked_at(desk, "thread-1280")
    phone.reload()
    phone.get_by_role("button", name="Xác nhận thỏa thuận").click()
    expect(phone.get_by_text("Đang hiệu lực").first).to_be_visible()
    looked_at(phone, "agreed-390")
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.per_month, agreement.price) == ("standing", 50, 44_000)
