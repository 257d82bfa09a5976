"""The living style page in a real browser: readable by machines, whole on a phone, quiet in the console."""

import json
from typing import Any

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from saoque.kernel.tests.browser import STANDARD, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_page(
    browser: Browser, live_server: LiveServer, width: int = 390, scheme: str = "light", free: bool = False
) -> Page:
    """The style page with every complaint of its console collected in `page.complaints`."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=free, locale="vi-VN"
    )  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.complaints = complaints  # type: ignore[attr-defined]
    page.goto(f"{live_server.url}/phong-cach/")
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen_and_the_policy_is_kept(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    page = open_page(browser, live_server, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_everyone_can_use_every_part(browser: Browser, live_server: LiveServer, width: int, scheme: str) -> None:
    page = open_page(browser, live_server, width, scheme, free=True)
    # As tall as the page, so that the bars that stay in sight lie over nothing while parts are measured.
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    page.add_script_tag(content=axe())
    found = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", [*STANDARD, "best-practice"]
    )
    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"][:4]]) for rule in found["violations"]] == []


def test_targets_are_large_enough_for_a_thumb(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.btn, .choice, .chip, .tick, .pages a, .tabs a, .phone-bar a, .lang a, .field input:not([type=radio], [type=checkbox], [type=hidden]), select, summary')]
        .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 43.5).map((part) => part.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_paper_is_white_whatever_theme_the_reader_likes(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server, 800, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor + ' ' + getComputedStyle(document.body).color"
    assert page.evaluate(ground) == "rgb(255, 255, 255) rgb(0, 0, 0)"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(ground) == "rgb(255, 255, 255) rgb(0, 0, 0)"


def test_dialog_opens_by_key_and_closes_by_escape(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    page.locator('[data-dialog="sample-dialog"]').press("Enter")
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()


def test_chosen_theme_is_remembered_by_the_next_page(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    page.locator('[data-theme-set="dark"]').click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def answer_with(page: Page, answers: list[tuple[int, dict[str, Any]] | None]) -> list[str]:
    """Plays the server of an autosaved form: the given answers in turn, None for a broken line; collects what was sent."""
    sent: list[str] = []

    def play(route: Route) -> None:
        sent.append(route.request.post_data or "")
        answer = answers[min(len(sent), len(answers)) - 1]
        if answer is None:
            route.abort()
        else:
            route.fulfill(status=answer[0], content_type="application/json", body=json.dumps(answer[1]))

    page.route("**/phong-cach/luu/", play)
    return sent


def test_typing_is_kept_with_the_version_it_was_read_at(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    sent = answer_with(page, [(200, {"version": 2, "saved_at": "14:02"}), (200, {"version": 3, "saved_at": "14:03"})])
    page.locator("#id_name").fill("Mắm")
    page.locator('[data-saved-for="name"]').get_by_text("Đã lưu 14:02").wait_for()
    page.locator("#id_channels_0").check()
    page.locator("[data-saved-all]").get_by_text("Đã lưu 14:03").wait_for()
    assert sent == ["field=name&version=1&value=M%E1%BA%AFm", "field=channels&version=2&value=cho"]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_the_network_refuses_waits_and_goes_out_on_the_next_visit(
    browser: Browser, live_server: LiveServer
) -> None:
    page = open_page(browser, live_server)
    answer_with(page, [None])
    page.locator("#id_name").fill("Mắm cá")
    page.locator("[data-saved-all]").get_by_text("Chờ mạng · 1 mục").wait_for()
    sent = answer_with(page, [(200, {"version": 2, "saved_at": "15:00"})])
    page.reload()
    page.locator("[data-saved-all]").get_by_text("Đã lưu 15:00").wait_for()
    assert page.locator("#id_name").input_value() == "Mắm cá"
    assert set(sent) == {"field=name&version=1&value=M%E1%BA%AFm+c%C3%A1"}
    assert page.evaluate("Object.keys(localStorage)") == []


def test_two_values_of_one_field_are_shown_and_the_person_picks(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    clash = {"current": "Mắm lóc", "current_text": "Mắm lóc", "by": "Chị Hai", "version": 7}
    sent = answer_with(page, [(409, clash), (200, {"version": 8, "saved_at": "16:00"})])
    page.locator("#id_name").fill("Mắm linh")
    page.get_by_text("Chị Hai vừa sửa mục này. Giữ bản nào?").wait_for()
    page.get_by_role("button", name="Giữ của tôi").click()
    page.locator("[data-saved-all]").get_by_text("Đã lưu 16:00").wait_for()
    assert sent == ["field=name&version=1&value=M%E1%BA%AFm+linh", "field=name&version=7&value=M%E1%BA%AFm+linh"]
    assert page.locator(".clash").count() == 0


def test_the_same_value_saved_by_a_parting_request_is_no_clash(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    answer_with(page, [(409, {"current": "Mắm linh", "by": "Chị Hai", "version": 7, "saved_at": "16:05"})])
    page.locator("#id_name").fill("Mắm linh")
    page.locator("[data-saved-all]").get_by_text("Đã lưu 16:05").wait_for()
    assert page.locator(".clash").count() == 0


def test_error_of_a_field_stands_beside_it(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    answer_with(page, [(422, {"error": "Tên dài quá 120 chữ."})])
    page.locator("#id_name").fill("x")
    page.locator('[data-saved-for="name"]').get_by_text("Tên dài quá 120 chữ.").wait_for()
    assert page.locator("#id_name").get_attribute("aria-invalid") == "true"


def test_files_are_checked_before_they_travel_and_show_their_way(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, live_server)
    sent: list[str] = []

    def play(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(
            status=201, content_type="text/html", body='<li class="paper" id="new-paper">Phiếu kiểm nghiệm</li>'
        )

    page.route("**/phong-cach/gui/", play)
    page.set_input_files("#sample-file", {"name": "bai.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"})
    page.get_by_text("bai.exe không phải loại tệp nhận được. Gửi ảnh hoặc PDF.").wait_for()
    page.set_input_files("#sample-file", {"name": "to.pdf", "mimeType": "application/pdf", "buffer": b"0" * 1_600_000})
    page.get_by_text("to.pdf nặng 1,6 MB, quá mức 1 MB. Chụp lại nhỏ hơn hoặc tách tệp.").wait_for()
    page.set_input_files("#sample-file", {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.locator("#new-paper").wait_for()
    assert sent == ["POST"]


def test_style_page_is_not_part_of_a_real_installation(client: Client) -> None:
    with override_settings(DEMO_MODE=False, DEBUG=False):
        assert client.get("/phong-cach/").status_code == 404
