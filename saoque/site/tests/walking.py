"""A person's hands in a real browser: sign in as a role, press, type, look; every page seen is checked and kept as a picture."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from saoque.kernel.tests.browser import SHOTS, faults, too_wide
from saoque.kernel.tests.patience import send, until

# Fonts are there and no part of the page is being asked for. Polled from here: the policy of pages forbids to evaluate strings.
SETTLED = "document.fonts.status === 'loaded' && !document.querySelector('.htmx-request')"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@dataclass
class Walker:
    """One browser window of one size. `seen` counts the pictures, so that they lie in the order of the way."""

    browser: Browser
    base: str
    size: str
    page: Page = field(init=False)
    seen: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(
            base_url=self.base,
            viewport=SIZES[self.size],
            locale="vi-VN",
            reduced_motion="reduce",  # type: ignore[arg-type]
        )
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "favicon" not in message.text:
            self.complaints.append(f"console on {self.page.url}: {message.text}")

    def sign_in_as(self, unit: str, role: str, person: int = 0) -> None:
        """Take a demonstration role from the sign-in page."""
        self.page.context.clear_cookies()
        self.page.goto("/tai-khoan/dang-nhap/")
        self.page.evaluate("document.querySelectorAll('.demo-more').forEach((more) => { more.open = true })")
        buttons = self.page.locator(".demo-role", has_text=unit).filter(has_text=role)
        send(buttons.nth(person), force=True)

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def go(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status < 400, f"{address} answers {answer.status}"

    def press(self, name: str) -> None:
        """Press the first visible button or link of that name."""
        target = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        target.first.click()

    def look(self, name: str) -> None:
        """Keep a picture; note serious faults of accessibility and a page wider than the screen."""
        # Everything is loaded and no part of the page is being asked for: half a second less than "networkidle" each time.
        self.page.wait_for_load_state()
        until(lambda: bool(self.page.evaluate(SETTLED)), self.page)
        self.seen += 1
        self.page.screenshot(path=SHOTS / "walk" / self.size / f"{self.seen:02d}-{name}.png", full_page=True)
        self.complaints += [f"{name}: {fault}" for fault in faults(self.page, grave=True)]
        wider = too_wide(self.page)
        if wider > 0:
            self.complaints.append(f"{name}: the page is {wider} px wider than the screen")
