"""The whole founding in a real browser: a founder on a phone, then the commune's officer at a desk; no serious fault of axe."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.tests.factories import officer, place, user
from saoque.kernel.calendar import today
from saoque.kernel.tests.browser import DESK, PHONE, look_at, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = ("Trần Thị Tằm", "Nguyễn Hữu Phù Sa", "Phạm Ngọc Mía", "Đỗ Thị Ổi")


def look(page: Page, name: str) -> None:
    look_at(page, f"cooperative-{name}", grave=True)


class Walk:
    """A phone in the hands of a founder."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.pk = page, address, 0

    def go(self, name: str, *args: Any) -> None:
        self.page.goto(self.address + reverse(f"cooperatives:{name}", args=[self.pk, *args] if self.pk else []))

    def send(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.locator(".message, .error-summary").first.wait_for()
        assert self.page.locator(".error-summary, .message.error").count() == 0

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f'form[method=post] [name="{name}"]').first.fill(value)

    def begin(self) -> None:
        self.go("open")
        self.fill(name="Nhóm dâu tằm")
        self.page.locator('[name="place_text"]').fill("trung hung")
        self.page.locator('[name="place_find"]').click()
        self.page.locator('input[type=radio][name="place"]').first.check()
        look(self.page, "open-390")
        self.send("Mở đường thành lập")
        self.pk = Cooperative.objects.get().pk

    def talk(self) -> None:
        self.go("survey")
        self.fill(product="Dâu tằm", need="Bán chung, cần hóa đơn")
        look(self.page, "survey-390")
        self.send("Ghi lại")
        self.go("choice")
        self.page.locator('[name="q_five"][value="yes"]').check()
        self.fill(minutes="Năm hộ bàn ngày 1/10.")
        look(self.page, "choice-390")
        self.send("Ghi lựa chọn và biên bản")

    def gather(self, own: int) -> None:
        for number, name in enumerate(("", *PEOPLE)):
            self.go("add_member") if name else self.go("member", own)
            if name:
                self.fill(name=name)
            self.fill(born_on=f"0{number + 1}/03/1995", id_number=f"09209500000{number}", home="Ấp Thạnh Lộc")
            self.tick("Xác nhận có năng lực hành vi dân sự đầy đủ", "Dùng dịch vụ, bán hàng qua hợp tác xã")
            if not name:
                self.tick("Là người đại diện theo pháp luật, hoặc đại diện của tổ")
                look(self.page, "member-390")
            self.send("Lưu")
        look(self.page, "members-390")

    def pledge(self) -> None:
        self.go("capital")
        for number, amount in enumerate(("30.000.000", "20.000.000", "20.000.000", "15.000.000", "15.000.000")):
            part = self.page.locator("section.card:has(form)").nth(number)
            part.locator("summary").first.click()
            part.locator('[name="amount"]').first.fill(amount)
            part.locator('[name="due_on"]').first.fill("31/01/2027")
            part.get_by_role("button", name="Ghi cam kết").first.click()
            self.page.locator(".message.success").first.wait_for()
        look(self.page, "capital-390")

    def write(self) -> None:
        self.go("name")
        self.fill(name="Hợp tác xã Dâu tằm Trung Hưng", address_line="Ấp Thạnh Lộc")
        self.send("Soát và ghi tên")
        self.fill(line="Trồng cây dâu tằm")
        self.send("Thêm ngành nghề")
        look(self.page, "name-390")
        self.go("charter")
        for group in self.page.locator("form.form .choices").all():
            group.locator("input").first.check()
        look(self.page, "charter-390")
        self.send("Ghi các lựa chọn")

    def meet(self) -> None:
        self.go("meetings")
        self.fill(held_on=f"{today():%d/%m/%Y}", place="Nhà văn hóa ấp")
        self.send("Chuẩn bị")
        for box in self.page.locator('[name="present"]').all():
            box.check()
        self.send("Ghi người có mặt")
        for number in range(self.page.locator(".coop-votes").count()):
            form = self.page.locator(".coop-votes").nth(number)
            form.locator('[name="votes_for"]').fill("5")
            if form.locator("select").count():
                form.locator("select").select_option(index=1)
            form.get_by_role("button").click()
            self.page.locator(".message.success").first.wait_for()
        look(self.page, "votes-390")
        self.fill(minutes="Mọi người tán thành.")
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.get_by_role("button", name="Chốt biên bản").first.click()
        confirm = self.page.locator("dialog[open] button").last
        if confirm.count():
            confirm.click()
        self.page.locator(".message.success", has_text="Đã chốt biên bản").wait_for()

    def file(self) -> None:
        self.go("papers")
        with self.page.expect_download() as got:
            self.page.get_by_role("link", name="Word").first.click()
        assert got.value.suggested_filename == "request.docx"
        look(self.page, "papers-390")
        self.go("filing")
        look(self.page, "filing-390")
        self.send("Ghi đã nộp")
        self.go("road")
        look(self.page, "road-390")


def test_a_founder_on_a_phone_and_the_commune_at_a_desk(browser: Browser, live_server: Any) -> None:
    place()
    founder = user("Lê Văn Dâu")
    phone = open_as(browser, live_server.url, founder, PHONE)
    walk = Walk(phone, live_server.url)
    walk.begin()
    walk.talk()
    walk.gather(Cooperative.objects.get().members.get().pk)
    walk.pledge()
    walk.write()
    walk.meet()
    walk.file()
    one = Cooperative.objects.get()
    assert (one.state, one.name, one.filings.get().papers.count()) == ("filed", "Hợp tác xã Dâu tằm Trung Hưng", 5)

    desk = open_as(browser, live_server.url, officer(one.commune).user, DESK)
    work = Walk(desk, live_server.url)
    work.go("home")
    look(desk, "home-1280")
    work.pk = one.pk
    work.go("office")
    look(desk, "office-1280")
    work.fill(receipt="07")
    work.send("Ghi đã nhận")
    work.fill(number="92-0007", on=f"{today():%d/%m/%Y}")
    work.send("Ghi giấy chứng nhận")
    look(desk, "registered-1280")
    one.refresh_from_db()
    assert (one.state, one.registration_number) == ("registered", "92-0007")

    walk.go("after")
    look(phone, "after-390")
    walk.go("health")
    look(phone, "health-390")
