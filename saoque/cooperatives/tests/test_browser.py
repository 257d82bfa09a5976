"""The whole founding in a real browser: a founder on a phone, then the commune's officer at a desk; no serious fault of axe."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.tests.factories import officer, place, user
from saoque.kernel.calendar import today
from saoque.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = Path("shots")
AXE = settings.BUILT / "test" / "axe.min.js"
PATIENCE = 20_000  # ms
PEOPLE = ("Trần Thị Tằm", "Nguyễn Hữu Phù Sa", "Phạm Ngọc Mía", "Đỗ Thị Ổi")


def sign_in(page: Page, address: str, person: User) -> None:
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    page.set_default_timeout(PATIENCE)


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document)")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def look(page: Page, name: str) -> None:
    """A picture to keep; the page must fit its width and be free of serious faults."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=str(SHOTS / f"cooperative-{name}.png"), full_page=True)
    assert faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


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
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN").new_page()
    sign_in(phone, live_server.url, founder)
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

    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN").new_page()
    clerk = officer(one.commune).user
    sign_in(desk, live_server.url, clerk)
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
