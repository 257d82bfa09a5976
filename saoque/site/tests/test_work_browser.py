"""A producer on a phone checks how digital the work is and writes figures; the city's leader reads and sets them at a desk."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from saoque.figures.models import Target
from saoque.kernel.access import Actor
from saoque.kernel.tests.browser import sign_in
from saoque.people.roles import Role
from saoque.producers.tests import factories
from saoque.site.tests.walking import Walker
from saoque.technology import actions
from saoque.technology.actions import TransferPlan
from saoque.technology.digital import questions
from saoque.technology.models import DigitalCheck

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def walk_as(browser: Browser, url: str, actor: Actor, size: str) -> Walker:
    walker = Walker(browser, url, size)
    walker.page.set_default_timeout(20_000)
    sign_in(walker.page, url, actor.user)
    return walker


def test_a_producer_answers_the_check_and_writes_what_a_new_way_brings(browser: Browser, live_server: Any) -> None:
    owner, producer = factories.owner()
    helper = factories.office(Role.YOUTH_HELPER, producer.commune)
    transfer = actions.open_transfer(producer, TransferPlan("Nhà sấy dâu", "solar_drying"), actor=helper)
    actions.begin(transfer, actor=helper)
    walker = walk_as(browser, live_server.url, owner, "phone")
    page = walker.page
    walker.go(reverse("technology:library") + "?q=am+moc")
    walker.look("techniques")
    page.get_by_role("link", name="Xem cách làm").first.click()
    expect(page.get_by_role("heading", level=1, name="Nhà sấy năng lượng mặt trời")).to_be_visible()
    walker.look("technique")
    walker.go(reverse("technology:answer", args=[producer.pk]))
    for question in questions().all:
        page.get_by_role("group", name=question.ask.vi).get_by_role("radio").nth(2).check(force=True)
    walker.look("digital-questions")
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page.get_by_role("heading", name="Đã số hóa 66 %")).to_be_visible()
    walker.look("digital-result")
    assert DigitalCheck.objects.get().score == 66
    walker.go(reverse("technology:transfer", args=[transfer.pk]))
    page.get_by_label("Hao hụt mỗi mẻ: Trước").fill("30")
    page.get_by_label("Hao hụt mỗi mẻ: Sau").fill("12,5")
    page.get_by_role("button", name="Lưu Hao hụt mỗi mẻ").click()
    expect(page.get_by_label("Hao hụt mỗi mẻ: Sau")).to_have_value("12,5")
    expect(page.get_by_text("Đã ghi số đo.")).to_be_visible()
    walker.look("transfer")
    assert walker.complaints == []


def test_the_citys_leader_opens_a_figure_down_to_its_rows_and_sets_a_target(browser: Browser, live_server: Any) -> None:
    producer = factories.owner()[1]
    leader = factories.office(Role.YOUTH_LEADER, producer.commune.parent)
    factories.office(Role.YOUTH_HELPER, producer.commune)
    walker = walk_as(browser, live_server.url, leader, "desk")
    page = walker.page
    walker.go(reverse("figures:home"))
    walker.look("figures")
    page.get_by_role("link", name="1 Mô hình kinh tế").click()
    expect(page.get_by_role("link", name=producer.name)).to_be_visible()
    walker.look("figure-rows")
    walker.go(reverse("figures:by_units", args=["economic_models"]))
    walker.look("figure-by-units")
    walker.go(reverse("figures:target", args=["economic_models"]))
    page.get_by_label("Chỉ tiêu").fill("1.200")
    page.get_by_label("Theo văn bản nào").fill("Kế hoạch 01")
    walker.look("target")
    page.get_by_role("button", name="Đặt chỉ tiêu").click()
    expect(page.get_by_text("Đã đặt chỉ tiêu.")).to_be_visible()
    assert (Target.objects.get().amount, Target.objects.get().basis) == (1200, "Kế hoạch 01")
    assert walker.complaints == []
