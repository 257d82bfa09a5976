"""A person registers a producer and a product on a phone of 390 px, question by question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from saoque.kernel.tests.browser import PHONE, look_at, open_as
from saoque.kernel.tests.patience import send
from saoque.producers.models import Paper, Producer, Product, ProductPhoto
from saoque.producers.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A signed-in person's phone; the browser lives as long as the test."""
    factories.places()
    page = open_as(browser, live_server.url, factories.person().user, PHONE)
    yield page
    page.context.close()


def look(page: Page, name: str) -> None:
    look_at(page, f"producers/{name}", grave=True)


def test_registering_on_a_phone(phone: Page, tmp_path: Path) -> None:
    page = phone
    page.goto("/chu-the/")
    look(page, "01-empty")
    page.get_by_role("link", name="Đăng ký chủ thể").click()
    expect(page.get_by_text("Câu 1 trên 5")).to_be_visible()
    page.get_by_role("button", name="Tiếp").click()
    expect(page.get_by_text("Điền chỗ này rồi đi tiếp nhé.")).to_be_visible()
    page.get_by_text("Hợp tác xã", exact=True).click()
    look(page, "02-legal-form")
    page.get_by_role("button", name="Tiếp").click()

    page.get_by_label("Tên chủ thể").fill("HTX Dâu tằm Thuận Phát")
    page.get_by_label("Ngày thành lập").fill("05/03/2016")
    look(page, "03-name")
    page.get_by_role("button", name="Tiếp").click()

    page.get_by_label("Xã, phường nơi làm ra sản phẩm").fill("trung thanh, co do")
    page.get_by_role("radio", name="Xã Trung Thạnh, Huyện Cờ Đỏ").check()
    look(page, "04-place")
    page.get_by_role("button", name="Tiếp").click()

    page.get_by_role("textbox", name="Điện thoại").fill("0912345678")
    look(page, "05-contact")
    page.get_by_role("button", name="Tiếp").click()

    page.get_by_label("Họ tên người đại diện").fill("Nguyễn Thị Thử")
    page.get_by_role("radio", name="Nữ").check()
    look(page, "06-representative")
    page.get_by_role("button", name="Đăng ký").click()

    expect(page.get_by_role("heading", level=1, name="HTX Dâu tằm Thuận Phát")).to_be_visible()
    look(page, "07-producer")
    producer = Producer.objects.get()
    assert (str(producer.founded_on), producer.old_place.name) == ("2016-03-05", "Trung Thạnh")  # type: ignore[union-attr]

    page.get_by_role("link", name="Thêm sản phẩm").first.click()
    page.get_by_label("Tên sản phẩm").fill("Mắm cá Bà Đầm")
    look(page, "08-product-name")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Gõ tên thường gọi").fill("mam ca linh")
    page.locator("#sets-found").get_by_role("radio").first.check()
    page.locator("#sets-found summary").first.click()
    expect(page.locator("#sets-found").get_by_text("Nộp kèm 5 sản phẩm mẫu.")).to_be_visible()
    look(page, "09-set")
    page.get_by_role("button", name="Thêm sản phẩm").click()
    expect(page.get_by_role("heading", level=1, name="Mắm cá Bà Đầm")).to_be_visible()
    look(page, "10-product")
    assert Product.objects.get().scorecard == "QD26-08"

    page.get_by_role("link", name="Thêm ảnh").click()
    picture = tmp_path / "ảnh mắm.jpg"
    picture.write_bytes(factories.picture(place=True).read())
    page.get_by_label("Chụp ảnh hoặc chọn từ máy").set_input_files(picture)
    expect(page.get_by_label("Ảnh chụp gì?")).to_be_visible()
    look(page, "11-photos")
    assert ProductPhoto.objects.count() == 1
    page.get_by_role("link", name="Xong").click()

    page.get_by_role("link", name="Viết câu chuyện").click()
    page.get_by_role("textbox", name="Câu chuyện sản phẩm").fill("Mùa nước nổi, cá linh về trắng sông.")
    expect(page.get_by_text("8 chữ")).to_be_visible()
    look(page, "12-story")
    send(page.get_by_role("button", name="Lưu câu chuyện"))
    look(page, "13-product-told")

    page.goto(f"/chu-the/{producer.pk}/giay-to/")
    paper = tmp_path / "Giấy đăng ký HTX.pdf"
    paper.write_bytes(factories.pdf().read())
    page.get_by_label("Chụp giấy hoặc chọn tệp PDF").set_input_files(paper)
    expect(page.get_by_role("link", name="Giấy đăng ký HTX", exact=True)).to_be_visible()
    look(page, "14-drawer")
    page.get_by_role("link", name="Ghi chi tiết").click()
    page.get_by_label("Loại giấy").select_option("E01")
    look(page, "15-paper")
    send(page.get_by_role("button", name="Lưu"))
    look(page, "16-drawer-told")
    assert Paper.objects.get().kind == "E01"

    page.set_viewport_size({"width": 1280, "height": 900})
    product = Product.objects.get()
    on_a_desk = {
        "list": "/chu-the/",
        "register": "/chu-the/dang-ky/",
        "producer": f"/chu-the/{producer.pk}/",
        "drawer": f"/chu-the/{producer.pk}/giay-to/",
        "add-product": f"/chu-the/{producer.pk}/san-pham-moi/",
        "product": f"/chu-the/san-pham/{product.pk}/",
        "photos": f"/chu-the/san-pham/{product.pk}/anh/",
        "story": f"/chu-the/san-pham/{product.pk}/cau-chuyen/",
    }
    for name, address in on_a_desk.items():
        page.goto(address)
        expect(page.get_by_role("button", name="Tiếp", exact=True)).to_have_count(0)
        look(page, f"desk-{name}")
