"""A producer on a phone: picks a channel, sees what lacks, makes the file, changes the price, sees what changed."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from saoque.feeds.models import Dispatch
from saoque.feeds.tests.factories import repriced, stocked
from saoque.kernel.tests.browser import PHONE, look_at, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"feeds-{name}")


def test_a_producer_makes_a_file_on_a_phone_and_again_after_the_price_changed(
    browser: Browser, live_server: Any
) -> None:
    actor, product = stocked()
    bare = stocked("Mắm linh", of=(actor, product.producer), price=0)[1]
    page = open_as(browser, live_server.url, actor.user, PHONE)
    page.goto(f"{live_server.url}/thi-truong/")
    page.get_by_role("link", name="Gửi hàng lên kênh bán").click()
    looked_at(page, "home")
    page.get_by_role("link", name="Làm tệp Sàn thương mại điện tử (mẫu chung)").click()
    expect(page.get_by_role("heading", name=bare.name)).to_be_visible()
    expect(page.get_by_role("link", name="Giá bán lẻ: Chưa có giá bán")).to_be_visible()
    expect(page.get_by_role("checkbox", name=product.name)).to_be_checked()
    looked_at(page, "make")
    page.get_by_role("button", name="Làm tệp").click()
    expect(page.get_by_text("Tệp chưa được gửi đi đâu")).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Tải tệp").click()
    assert Path(loading.value.path()).read_bytes()[:2] == b"PK"
    repriced(product, 91_000)
    page.goto(f"{live_server.url}/hom-nay/")
    expect(page.get_by_text("Chưa gửi lại từ khi đổi giá")).to_be_visible()
    page.get_by_role("link", name="Làm tệp mới").click()
    page.get_by_role("checkbox", name="Chỉ gửi sản phẩm mới và có thay đổi").check()
    page.get_by_role("button", name="Làm tệp").click()
    expect(page.get_by_role("row", name="Giá bán (đồng)")).to_contain_text("91000")
    looked_at(page, "changed")
    page.goto(f"{live_server.url}/hom-nay/")
    expect(page.get_by_text("Chưa gửi lại từ khi đổi giá")).to_have_count(0)
    assert list(Dispatch.objects.order_by("pk").values_list("count", "only_changed")) == [(1, False), (1, True)]
