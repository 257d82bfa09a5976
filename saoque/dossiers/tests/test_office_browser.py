"""The commune's dossier page in a real browser, on a desk and on a phone: nothing for axe to say, form 03 kept by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from saoque.dossiers.actions import intake
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import DESK, PHONE, faults_unrolled, open_as, shot, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": PHONE, "desk": DESK}


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
    page = open_as(browser, live_server.url, office.officer.user, SIZES[size])
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
        assert faults_unrolled(page) == [], name
        assert too_wide(page) == 0, name


def test_form_03_is_kept_while_it_is_typed(browser: Browser, live_server: Any) -> None:
    office, dossier = prepared()
    page = open_as(browser, live_server.url, office.officer.user, DESK)
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
    page = open_as(browser, live_server.url, office.officer.user, PHONE)
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
        page = open_as(browser, live_server.url, office.clerk.user, SIZES[size])
        page.goto(reverse("dossiers:office"))
        shot(page, f"office-agency-{size}")
        assert faults_unrolled(page) == []
        assert too_wide(page) == 0
