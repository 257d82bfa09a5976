"""What every browser test does: open a window, sign in, keep a picture, ask for faults and for a page wider than its screen."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from saoque.kernel.tests.patience import SECONDS

PHONE, DESK = 390, 1280  # pixels wide
HEIGHT = 844  # pixels
SHOTS = Path(__file__).parents[3] / "shots"
GRAVE = ("serious", "critical")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]  # WCAG 2.2, levels A and AA


@cache
def axe() -> str:
    """Return the text of axe-core, which looks for what keeps people from using a page."""
    return (Path(settings.BUILT) / "test" / "axe.min.js").read_text(encoding="utf-8")


def cookie_of(user: Any, address: str) -> Any:
    """Return the cookie of a new session of this person for a server."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def open_window(browser: Browser, address: str, width: int, **more: Any) -> Page:
    """Open a window of nobody's, with the patience of a busy machine; `more` are options of the browser's context."""
    size: Any = {"width": width, "height": HEIGHT}
    options = {"locale": "vi-VN", "reduced_motion": "reduce", "base_url": address, **more}
    context = browser.new_context(viewport=size, **options)
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    return context.new_page()


def sign_in(page: Page, address: str, user: AbstractBaseUser) -> None:
    """Make the window this person's from the next page on."""
    page.context.add_cookies([cookie_of(user, address)])


def open_as(browser: Browser, address: str, user: Any, width: int, **more: Any) -> Page:
    """Open a window of a person who is signed in."""
    page = open_window(browser, address, width, **more)
    sign_in(page, address, user)
    return page


def agreeing(page: Page) -> Page:
    """Answer yes to all that this window asks."""
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def faults(page: Page, *, grave: bool = False) -> list[str]:
    """Return what axe finds on the page as it stands, each place by itself; with `grave` only serious and critical faults."""
    return _told(page, {}, GRAVE if grave else ())


def faults_unrolled(page: Page) -> list[str]:
    """Return what axe finds in a window as tall as the page, where the bar at the foot covers nothing that scrolling would free.

    By name of the standard, and so with the size of targets, which axe leaves out unless it is asked for.
    """
    size: Any = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    found = _told(page, {"runOnly": STANDARD})
    page.set_viewport_size(size)
    return found


def _told(page: Page, options: dict[str, Any], impacts: tuple[str, ...] = ()) -> list[str]:
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in found["violations"]
        if not impacts or fault["impact"] in impacts
        for node in fault["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; 0 when nobody has to scroll sideways."""
    over: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(0, over)


def shot(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep a picture of the page in `shots/`."""
    page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)


def look_at(page: Page, name: str, *, grave: bool = False) -> None:
    """Keep a picture; fail on what `faults` finds and on a page wider than its window."""
    shot(page, name)
    assert (name, faults(page, grave=grave)) == (name, [])
    assert (name, too_wide(page)) == (name, 0)
