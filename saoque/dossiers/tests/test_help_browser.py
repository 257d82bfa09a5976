"""The whole story of help on a phone: consent, filling in, marks looked over, talk, taking back; kept as pictures."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.helping import marks_of
from saoque.dossiers.models import Consent, Dossier, Thread
from saoque.dossiers.tests.factories import draft, picture
from saoque.dossiers.tests.help_factories import helper
from saoque.kernel.tests.browser import PHONE, faults_unrolled, open_as, shot, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Lê Thị Giúp"
CARRIED = "async (url) => Boolean(await caches.match(new URL(url, location).href, { ignoreVary: true }))"
CARRY = f"""async (url) => {{
  await navigator.serviceWorker.ready;
  const answer = await fetch(url);
  const cache = await caches.open(`pages-${{answer.headers.get("X-Saoque-User")}}`);
  await cache.put(new URL(url, location).href, answer);
  return ({CARRIED})(url);
}}"""


def look(page: Page, name: str) -> None:
    """Keep the picture; nothing for axe to say, nothing wider than the phone."""
    page.wait_for_load_state()
    shot(page, f"help-{name}-phone")
    assert faults_unrolled(page) == [], name
    assert too_wide(page) == 0, name


def choose(page: Page, dossier: Dossier, code: str, option: str) -> None:
    page.goto(reverse("dossiers:criterion", args=[dossier.pk, code]))
    page.locator(f'label.choice:has(input[value="{option}"])').click()
    expect(page.locator(".bar [data-saved-all]")).to_contain_text("Đã lưu")


def gives_consent(page: Page, dossier: Dossier) -> None:
    page.goto(reverse("dossiers:home", args=[dossier.pk]))
    page.get_by_role("link", name="Tìm người giúp").click()
    page.get_by_role("searchbox").fill("giup")
    page.get_by_role("button", name="Tìm", exact=True).click()
    look(page, "find")
    page.get_by_role("link", name="Nhờ người này").click()
    page.locator("label.choice", has_text=dossier.product.name).first.click()
    look(page, "give")
    page.get_by_role("button", name="Nhờ người này").click()
    expect(page.get_by_text(f"Đã nhờ {NAME}").first).to_be_visible()
    look(page, "helpers")


def fills_in(page: Page, dossier: Dossier, folder: Path) -> None:
    page.goto(reverse("dossiers:helping"))
    look(page, "helping")
    page.get_by_role("link", name="Mở hồ sơ").click()
    look(page, "home-of-helper")
    choose(page, dossier, "1.4", "b")
    choose(page, dossier, "1.5", "b")
    page.get_by_role("link", name="Chụp giấy, ghép các trang").click()
    photo = folder / "hop-dong.png"
    photo.write_bytes(picture().read())
    page.get_by_label("Chọn ảnh có sẵn").set_input_files(photo)
    expect(page.get_by_role("status").filter(has_text="1 trang")).to_be_visible()
    page.get_by_label("Tên giấy").fill("Hợp đồng mua cá")
    page.get_by_role("button", name="Ghép thành một giấy").click()
    expect(page.get_by_text("Đã lưu «Hợp đồng mua cá» vào hồ sơ.").first).to_be_visible()


def looks_over(page: Page, dossier: Dossier) -> None:
    page.goto(reverse("today"))
    page.get_by_role("link", name="Xem lại", exact=True).click()
    expect(page.get_by_text(f"Cán bộ Đoàn {NAME} điền").first).to_be_visible()
    look(page, "marks")
    page.goto(reverse("dossiers:criterion", args=[dossier.pk, "1.5"]))
    expect(page.locator(".helped")).to_have_count(2)  # the choice, and the paper
    look(page, "mark-beside-criterion")
    page.get_by_role("button", name="Đã xem, đúng").first.click()
    expect(page.locator(".helped")).to_have_count(1)
    page.goto(reverse("dossiers:helped", args=[dossier.pk]))
    page.get_by_role("button", name="Đã xem, đúng cả 2 chỗ").click()
    expect(page.get_by_text("Không có chỗ nào chờ xem lại.")).to_be_visible()
    assert marks_of(dossier) == {}


def talk(own: Page, theirs: Page, dossier: Dossier) -> None:
    """A question beside the criterion without leaving its page, an answer from the first screen, and done."""
    own.goto(reverse("dossiers:criterion", args=[dossier.pk, "1.4"]))
    own.get_by_role("link", name="Hỏi, trao đổi").first.click()
    own.get_by_label("Viết lời trao đổi").fill("Chọn mức này thì cần giấy gì?")
    own.get_by_role("button", name="Gửi lời trao đổi").click()
    expect(own.locator(".said")).to_contain_text("Chọn mức này thì cần giấy gì?")
    look(own, "talk-begun")
    theirs.goto(reverse("today"))
    theirs.get_by_role("link", name="Xem trao đổi").click()
    theirs.get_by_role("link", name="Trả lời").click()
    theirs.get_by_label("Trả lời").fill("Sổ sản xuất ba tháng gần nhất.")
    theirs.get_by_role("button", name="Gửi trả lời").click()
    expect(theirs.locator(".said")).to_have_count(2)
    look(theirs, "talk-answered")
    own.goto(reverse("dossiers:threads", args=[dossier.pk]))
    look(own, "talk-all")
    own.get_by_role("link", name="Trả lời").click()
    own.get_by_role("button", name="Đánh dấu đã xong").click()
    expect(own.get_by_role("button", name="Mở lại trao đổi")).to_be_visible()
    assert Thread.objects.get().state == Thread.State.RESOLVED


def test_help_from_consent_to_taking_it_back_on_a_phone(browser: Browser, live_server: Any, tmp_path: Path) -> None:
    here, dossier = draft("QD26-08")
    who = helper(here)
    own = open_as(browser, live_server.url, here.user, PHONE)
    theirs = open_as(browser, live_server.url, who.user, PHONE)
    gives_consent(own, dossier)
    fills_in(theirs, dossier, tmp_path)
    looks_over(own, dossier)
    talk(own, theirs, dossier)
    home = reverse("dossiers:home", args=[dossier.pk])
    theirs.goto(home)
    assert theirs.evaluate(CARRY, home) is True
    own.goto(reverse("dossiers:helpers"))
    own.get_by_role("button", name="Thôi nhờ").click()
    expect(own.get_by_text(f"Đã thôi nhờ {NAME}").first).to_be_visible()
    look(own, "taken-back")
    assert Consent.objects.get().state == Consent.State.ENDED
    for address in (reverse("dossiers:home", args=[dossier.pk]), reverse("dossiers:threads", args=[dossier.pk])):
        answer = theirs.goto(address)
        assert answer is not None
        assert answer.status == 404
    shot(theirs, "help-out-phone")
    assert theirs.evaluate(CARRIED, home) is False  # and the phone has forgotten what it carried along
    for page in (own, theirs):
        page.context.close()
