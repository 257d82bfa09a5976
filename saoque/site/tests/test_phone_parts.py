"""The shared parts on a phone of 390 px: nothing is squeezed, hidden beside the screen, or laid over its neighbour."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = "Trung tâm Kỹ thuật nông nghiệp thành phố Cần Thơ (trình diễn)"
PAIRS = f'<dl class="pairs"><dt>{LONG}</dt><dd>35.000.000 đ · Vốn của nhóm, gia đình</dd></dl>'
ROWS = f"""<table class="table rows-to-cards"><thead><tr><th>Món</th><th>Bán ở đâu</th></tr></thead>
<tbody><tr><th scope="row">Mứt</th><td data-label="Bán ở đâu">Bán trực tiếp<br><span class="small">{LONG}</span></td></tr></tbody>
<tfoot><tr><th scope="row">Cộng</th><td data-label="Số tiền">100.000.000 đ</td></tr></tfoot></table>"""
TABS = "<ul class='tabs'>" + "".join(f"<li><a href='#'>{word} hội chợ</a></li>" for word in LONG.split()) + "</ul>"
CRUMBS = f'<ol class="crumbs"><li><a href="#">Hội đồng</a></li><li><a href="#">{LONG * 2}</a></li></ol>'
BUTTONS = '<div class="btn-row"><a class="btn quiet" href="#">PDF</a><a class="btn quiet" href="#">Word</a></div>'
PAPER = f"""<ul class="papers"><li class="paper"><svg class="icon"></svg><span class="grow">{LONG}</span>
<a class="btn bare tight" href="#">Ghi chi tiết</a></li></ul>"""
GROUND = '<div class="ground-wrap"><svg class="ground" width="1300" height="800" viewBox="0 0 1300 800"></svg></div>'


@pytest.fixture
def page(browser: Browser) -> Page:
    sheets = "".join((settings.BUILT / name).read_text(encoding="utf-8") for name in ("saoque.css", "rooms.css"))
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    parts = "".join((PAIRS, ROWS, TABS, CRUMBS, BUTTONS, PAPER, GROUND))
    page.set_content(
        f"<style>{sheets}</style><main class='wrap'>{parts}<article class='sheet'>{PAIRS}</article></main>"
    )
    return page


def _box(page: Page, part: str) -> Any:
    return page.locator(part).first.bounding_box()


def test_nothing_makes_the_phone_scroll_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelector('.tabs').scrollWidth <= document.querySelector('.tabs').clientWidth")


def test_a_long_label_leaves_its_value_half_the_line_on_a_page_and_on_paper(page: Page) -> None:
    for pairs in ("main > .pairs", ".sheet .pairs"):
        assert _box(page, f"{pairs} dd")["width"] >= 0.5 * _box(page, pairs)["width"]


def test_the_sum_under_rows_is_a_card_as_wide_as_the_rows(page: Page) -> None:
    assert _box(page, "tfoot td")["width"] == _box(page, "tbody td")["width"] == _box(page, ".table")["width"]


def test_two_lines_of_a_cell_stay_one_under_the_other(page: Page) -> None:
    label, second = page.locator("tbody td").first, _box(page, "tbody td .small")
    first_line = label.evaluate("cell => { const r = document.createRange(); r.selectNode(cell.firstChild); "
                                "return r.getBoundingClientRect().bottom; }")  # fmt: skip
    assert second["y"] >= first_line - 8


def test_a_crumb_that_is_too_long_goes_on_beside_its_sign(page: Page) -> None:
    first, last = (page.locator(".crumbs li").nth(at).bounding_box() for at in (0, 1))
    assert first is not None
    assert last is not None
    assert last["y"] + last["height"] - first["y"] <= 5 * 32


def test_two_short_acts_share_a_line(page: Page) -> None:
    one, other = (page.locator(".btn-row .btn").nth(at).bounding_box() for at in (0, 1))
    assert one is not None
    assert other is not None
    assert (one["y"], one["width"] > 120, other["width"] > 120) == (other["y"], True, True)


def test_the_acts_on_a_paper_stand_under_its_name(page: Page) -> None:
    name, act = _box(page, ".paper .grow"), _box(page, ".paper .btn")
    assert act["y"] >= name["y"] + name["height"]
    assert name["width"] > 280


def test_the_ground_of_a_fair_keeps_its_squares_and_scrolls_in_its_frame(page: Page) -> None:
    box = _box(page, ".ground")
    assert (box["width"], box["height"]) == (1300, 800)


def test_a_sheet_of_paper_stays_paper_in_the_dark(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    soft = "part => getComputedStyle(part).color"
    assert page.locator(".sheet dt").evaluate(soft) == "rgb(82, 96, 88)"
    assert page.locator("main > .pairs dt").evaluate(soft) == "rgb(170, 182, 173)"
