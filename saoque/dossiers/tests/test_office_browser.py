"""The commune's dossier page in a real browser, on a desk and on a phone: nothing for axe to say, form 03 kept by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.dossiers.actions import intake
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path(__file__).parents[3] / "shots"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def open_as(browser: Browser, live_server: Any, actor: Actor, size: str) -> Page:
    client = Client()
    client.force_login(actor.user)
    context = browser.new_context(viewport=SIZES[size], base_url=live_server.url)  # type: ignore[arg-type]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return context.new_page()


def axe_says(page: Page) -> list[str]:
    """Run axe on the page and return its findings; the policy forbids injected scripts, so it goes in past it."""
    size = page.viewport_size or SIZES["desk"]
    # As tall as the page, so that the bar at the bottom covers nothing that scrolling would free.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": height})
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": (settings.BUILT / "test" / "axe.min.js").read_text()})
    result = page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})")
    page.set_viewport_size(size)
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in result["violations"] for n in v["nodes"]]


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def prepared() -> tuple[make.Office, Dossier]:
    """A dossier that came back mended once, among others in the list."""
    office = make.office()
    dossier = make.fill(make.dossier())
    intake.receive_at_commune(dossier, office.officer)
    asked = [
        intake.NewItem(
            "criterion", "1.1", "Hợp đồng mua cá đã hết hạn từ tháng 8. Nhờ gửi bản mới.", today() + timedelta(7)
        ),
        intake.NewItem("field", "M02.history", "Nhờ ghi rõ năm thành lập tổ.", today() + timedelta(7)),
    ]
    intake.return_from_commune(dossier, asked, office.officer)
    dossier.values.filter(path="M02.history").update(value="Tổ làm mắm từ năm 1998, thành lập hợp tác xã năm 2021.")
    dossier.return_items.update(state=ReturnItem.State.ANSWERED, answer="Đã gửi bản ký ngày 02/11/2026.")
    Dossier.objects.filter(pk=dossier.pk).update(
        state=DossierState.COMMUNE_RECEIVED, version=5, due_on=today() + timedelta(days=4)
    )
    make.dossier("Dâu tằm ngâm đường Tiến Râu", scorecard="QD26-07")
    make.dossier("Ong Nhà Trọng", DossierState.PROPOSED, scorecard="QD26-04", due_on=today() - timedelta(days=1))
    return office, dossier


@pytest.mark.parametrize("size", list(SIZES))
def test_the_communes_pages_are_fit_for_everybody(browser: Browser, live_server: Any, size: str) -> None:
    office, dossier = prepared()
    page = open_as(browser, live_server, office.officer, size)
    addresses = {
        "inbox": reverse("dossiers:office"),
        "dossier": reverse("dossiers:office_dossier", args=[dossier.pk]),
        "report": reverse("dossiers:office_report", args=[dossier.pk]),
        "return": reverse("dossiers:office_return", args=[dossier.pk]) + "?muc=criterion:2.1&muc=paper:E12",
        "print": reverse("dossiers:office_report_print", args=[dossier.pk]),
    }
    for name, address in addresses.items():
        page.goto(address)
        shot(page, f"office-{name}-{size}")
        assert axe_says(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name


def test_form_03_is_kept_while_it_is_typed(browser: Browser, live_server: Any) -> None:
    office, dossier = prepared()
    page = open_as(browser, live_server, office.officer, "desk")
    page.goto(reverse("dossiers:office_report", args=[dossier.pk]))
    page.locator("#f-local_materials").fill("Cá linh mua của bà con trong xã.")
    page.locator("#f-report_number").fill("15/BC-UBND")
    saved = page.locator("[data-saved-for=report_number]")
    expect(saved).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-saved-for=local_materials]")).to_have_attribute("data-state", "saved")
    kept = CommuneReport.objects.get(dossier=dossier)
    assert (kept.local_materials, kept.report_number) == ("Cá linh mua của bà con trong xã.", "15/BC-UBND")


def test_ticked_places_come_along_to_the_return(browser: Browser, live_server: Any) -> None:
    office, dossier = prepared()
    dossier.return_items.update(state=ReturnItem.State.ACCEPTED)
    page = open_as(browser, live_server, office.officer, "phone")
    page.goto(reverse("dossiers:office_dossier", args=[dossier.pk]))
    page.locator("input[name=muc][value='criterion:1.2']").check()
    page.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(page.locator("select[name$=target]")).to_have_value("criterion:1.2")
    page.locator("textarea[name$=reason]").fill("Thiếu hình vùng nguyên liệu.")
    page.get_by_role("button", name="Trả lại hồ sơ").click()
    expect(page.get_by_text("Đã trả lại hồ sơ với 1 mục")).to_be_visible()
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.COMMUNE_RETURNED


def test_an_agencys_list_on_both_sizes(browser: Browser, live_server: Any) -> None:
    office, _dossier = prepared()
    for size in SIZES:
        page = open_as(browser, live_server, office.clerk, size)
        page.goto(reverse("dossiers:office"))
        shot(page, f"office-agency-{size}")
        assert axe_says(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
