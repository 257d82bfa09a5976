"""Two whole stories in a real browser: a young person's project on a phone, and a juror's sheets at a desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import agreeing, look_at, open_as
from saoque.producers.tests.factories import person
from saoque.startups.actions.judging import close_round
from saoque.startups.models import Candidate, Contest, ContestRound, Member, Project, Sheet
from saoque.startups.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    look_at(page, f"startups-{name}")


def test_a_young_person_writes_an_idea_on_a_phone_and_a_friend_joins(browser: Browser, live_server: Any) -> None:
    factories.here()
    mine, friend = person(), person()
    page = agreeing(open_as(browser, live_server.url, mine.user, 390))
    page.goto(live_server.url + reverse("startups:home"))
    page.get_by_role("link", name="Ghi ý tưởng").first.click()
    page.get_by_label("Tên dự án").fill("Dâu tằm sấy dẻo")
    page.get_by_label("Chuyện gì đang khó?").fill("Dâu chín rộ, bán tươi không kịp.")
    page.get_by_label("Nhóm làm gì để gỡ?").fill("Sấy dẻo, gói nhỏ, bán quanh năm.")
    page.get_by_label("Làm ở xã, phường nào").fill("trung hung")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Ngày sinh của bạn").fill("20/05/2000")
    looked_at(page, "new-390")
    page.get_by_role("button", name="Ghi ý tưởng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dâu tằm sấy dẻo")
    page.get_by_text("Thêm mốc").first.click()
    page.get_by_label("Việc cần đạt").fill("Mẻ sấy đầu tiên")
    page.get_by_label("Trước ngày").fill(f"{today() + timedelta(days=9):%d/%m/%Y}")
    page.get_by_role("button", name="Thêm mốc").click()
    page.get_by_text("Mời bạn cùng làm").click()
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill(friend.user.email)
    page.get_by_role("button", name="Mời vào nhóm").click()
    page.get_by_role("button", name="Bắt tay chuẩn bị").click()
    expect(page.get_by_role("button", name="Bắt đầu chạy")).to_be_visible()
    looked_at(page, "project-390")
    other = agreeing(open_as(browser, live_server.url, friend.user, 390))
    other.goto(live_server.url + reverse("startups:home"))
    other.get_by_role("button", name="Vào nhóm").click()
    expect(other.get_by_role("link", name="Mở Dâu tằm sấy dẻo")).to_be_visible()
    looked_at(other, "home-390")
    project = Project.objects.get()
    assert (project.state, project.milestones.count()) == ("preparing", 1)
    assert list(Member.objects.values_list("user", "state")) == [
        (mine.user_id, "accepted"),
        (friend.user_id, "accepted"),
    ]


def test_a_juror_declares_an_interest_scores_the_rest_and_the_round_is_closed(
    browser: Browser, live_server: Any
) -> None:
    boss, contest = factories.called()
    factories.entered(contest)
    factories.entered(contest, "Mật ong hoa nhãn")
    jury = [factories.seated(Contest.objects.get(), boss) for _one in range(2)]
    round_ = factories.opened(Contest.objects.get(), boss)
    for candidate in round_.candidates.order_by("pk"):
        factories.scored(candidate, jury[1], 40, 30)
    page = agreeing(open_as(browser, live_server.url, jury[0].user, 1280))
    page.goto(live_server.url + reverse("startups:judge", args=[contest.pk]))
    page.get_by_text("Khai lợi ích liên quan Mật ong hoa nhãn").click()
    page.get_by_label("Lý do").locator("visible=true").fill("Là anh em ruột của trưởng nhóm.")
    page.get_by_role("button", name="Khai lợi ích").locator("visible=true").click()
    expect(page.get_by_text("Mật ong hoa nhãn")).to_have_count(0)
    looked_at(page, "judge-1280")
    page.get_by_role("link", name="Chấm Dâu tằm sấy dẻo").click()
    page.get_by_role("spinbutton", name="Ý tưởng").fill("55")
    page.get_by_role("button", name="Lưu, nộp sau").click()
    page.get_by_role("spinbutton", name="Khả năng làm").fill("35")
    looked_at(page, "sheet-1280")
    page.get_by_role("button", name="Nộp phiếu").click()
    expect(page.get_by_text("đã nộp 1 trên 1 phiếu")).to_be_visible()
    close_round(ContestRound.objects.select_related("contest").get(pk=round_.pk), actor=boss)
    desk = agreeing(open_as(browser, live_server.url, boss.user, 1280))
    desk.goto(live_server.url + reverse("startups:contest", args=[contest.pk]))
    expect(desk.get_by_text("80,00")).to_be_visible()
    looked_at(desk, "contest-1280")
    assert list(Candidate.objects.order_by("pk").values_list("place", "sheets")) == [(1, 2), (2, 1)]
    assert set(Sheet.objects.values_list("state", flat=True)) == {"handed_in"}


def test_a_young_person_on_a_phone_and_a_partner_at_a_desk_come_together(browser: Browser, live_server: Any) -> None:
    lead, project = factories.team()
    factories.projects.add_budget(factories.fresh(project), "Tủ mát", "own", 7_000_000, actor=lead)
    partner, unit = factories.offering()
    page = agreeing(open_as(browser, live_server.url, lead.user, 390))
    page.goto(live_server.url + reverse("startups:project", args=[project.pk]))
    page.get_by_role("link", name="Tìm đối tác").click()
    page.get_by_role("link", name="Nói dự án tìm gì").first.click()
    page.get_by_label("Vốn", exact=True).check()
    page.get_by_label("Vốn từ (đồng)").fill("20.000.000")
    page.get_by_label("đến (đồng)").fill("40.000.000")
    page.get_by_label("Cần vốn để làm gì").fill("Mua tủ mát")
    looked_at(page, "seek-390")
    page.get_by_role("button", name="Cho đối tác biết").click()
    expect(page.get_by_role("heading", name=unit.name)).to_be_visible()
    looked_at(page, "partners-390")
    page.get_by_role("link", name=f"Ngỏ lời {unit.name}").click()
    page.get_by_label("Lời ngỏ").fill("Nhóm mong được gặp để bàn chuyện góp vốn mua tủ mát.")
    page.get_by_role("button", name="Gửi lời ngỏ").click()
    expect(page.get_by_role("button", name="Rút lời ngỏ")).to_be_visible()
    assert partner.user.email not in page.content()
    desk = agreeing(open_as(browser, live_server.url, partner.user, 1280))
    desk.goto(live_server.url + reverse("startups:desk"))
    looked_at(desk, "desk-1280")
    desk.get_by_role("link", name=f"Mở {project.name}").click()
    assert lead.user.email not in desk.content()
    desk.get_by_role("button", name="Đồng ý gặp").click()
    expect(desk.get_by_role("link", name=lead.user.email)).to_be_visible()
    desk.get_by_label("Đã bàn, đã thống nhất điều gì").fill("Góp 30 triệu đồng mua tủ mát.")
    desk.get_by_label("Kết quả").select_option("deal")
    desk.get_by_label("Tiền hứa thêm lần này").fill("30.000.000")
    desk.get_by_role("button", name="Ghi buổi gặp").click()
    expect(desk.get_by_text("Góp 30 triệu đồng mua tủ mát.")).to_be_visible()
    looked_at(desk, "introduction-1280")
    page.reload()
    page.get_by_role("button", name="Đưa 30.000.000").click()
    expect(page.get_by_text("đã có trong dự tính")).to_be_visible()
    looked_at(page, "introduction-390")
    assert list(project.budget.values_list("source", "planned")) == [("own", 7_000_000), ("investor", 30_000_000)]
