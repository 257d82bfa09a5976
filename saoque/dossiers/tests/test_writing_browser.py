"""The criterion page in a real browser on a phone: saved by itself, points drawn anew, nothing for axe to say."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from saoque.dossiers.actions.writing import put_new_paper, save_answer
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, FieldValue
from saoque.dossiers.tests.factories import World, draft, picture
from saoque.kernel.tests.browser import DESK, PHONE, faults_unrolled, open_as, shot, too_wide
from saoque.kernel.tests.patience import until
from saoque.rulebook import scorecard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def prepared() -> tuple[World, Dossier]:
    """A draft of about 66 points with a paper at 1.5."""
    here, dossier = draft("QD26-08")
    for line in scorecard("QD26-08").criteria:
        rung = line.options[max(0, len(line.options) - 2)]
        save_answer(dossier, line.code, rung.id, "Số liệu trong phụ lục.", 0, here.actor)
    put_new_paper(
        dossier,
        picture("hop-dong-cho-thoi-lai.png"),
        {"title": "Hợp đồng với chợ Thới Lai", "kind": "E03"},
        "1.5",
        here.actor,
    )
    return here, dossier


def test_choosing_on_a_phone_keeps_the_answer_and_draws_the_points(browser: Browser, live_server: Any) -> None:
    here, dossier = prepared()
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:criterion", args=[dossier.pk, "1.5"]))
    shot(page, "criterion-phone")
    assert faults_unrolled(page) == []
    assert too_wide(page) == 0
    before = dossier.self_total
    page.locator('label.choice:has(input[value="d"])').click()
    expect(page.locator("#score .big")).to_have_text(str(before + 1))
    expect(page.locator(".bar [data-saved-all]")).to_contain_text("Đã lưu")
    row = CriterionAnswer.objects.get(dossier=dossier, criterion="1.5")
    assert (row.option, row.version) == ("d", 2)
    page.locator("#description").fill("Hợp đồng với ba chợ")
    page.get_by_role("button", name="Tiếp").click()
    page.wait_for_url("**/tu-cham/1.6/")
    until(lambda: CriterionAnswer.objects.filter(pk=row.pk, description="Hợp đồng với ba chợ").exists(), page)
    page.context.close()


def test_a_paper_sent_by_photo_appears_at_once(browser: Browser, live_server: Any) -> None:
    here, dossier = prepared()
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:criterion", args=[dossier.pk, "1.4"]))
    photo = {"name": "giay.png", "mimeType": "image/png", "buffer": picture("giay.png", 12).read()}
    page.set_input_files("#new-paper", files=[photo])
    expect(page.locator("#papers a.strong")).to_have_text("giay")
    assert list(Citation.objects.filter(criterion="1.4").values_list("evidence__paper__title", flat=True)) == ["giay"]
    page.context.close()


@pytest.mark.parametrize(("name", "width"), [("phone", PHONE), ("desk", DESK)])
def test_every_kind_of_page_is_accessible_and_fits(browser: Browser, live_server: Any, name: str, width: int) -> None:
    here, dossier = prepared()
    page = open_as(browser, live_server.url, here.user, width)
    addresses = {
        "list": reverse("dossiers:list"),
        "home": reverse("dossiers:home", args=[dossier.pk]),
        "assessment": reverse("dossiers:assessment", args=[dossier.pk]),
        "group": reverse("dossiers:assessment_group", args=[dossier.pk, "A", "1"]),
        "station": reverse("dossiers:station", args=[dossier.pk, "M02", "part_1"]),
        "check": reverse("dossiers:check", args=[dossier.pk]),
        "papers": reverse("dossiers:papers", args=[dossier.pk]),
    }
    for key, address in addresses.items():
        page.goto(address)
        shot(page, f"{key}-{name}")
        assert faults_unrolled(page) == [], key
        assert too_wide(page) == 0, key
    page.context.close()


def test_typing_in_a_form_is_kept_without_a_button(browser: Browser, live_server: Any) -> None:
    here, dossier = prepared()
    page = open_as(browser, live_server.url, here.user, PHONE)
    page.goto(reverse("dossiers:station", args=[dossier.pk, "M02", "part_2"]))
    page.locator('[name="M02.revenue"]').fill("1.234,5")
    expect(page.locator('[data-saved-for="M02.revenue"]')).to_contain_text("Đã lưu")
    assert FieldValue.objects.get(dossier=dossier, path="M02.revenue").value == "1234.5"
    page.locator('[name="M02.profit"]').fill("ba triệu")
    expect(page.locator('[data-saved-for="M02.profit"]')).to_contain_text("chưa phải là số")
    page.context.close()
