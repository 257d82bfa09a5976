"""Waiting in browser tests for what has happened, never for a time that is thought to be enough."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

SECONDS = 20  # a busy machine is slow, not wrong


def until(true: Callable[[], bool], page: Page, seconds: float = SECONDS) -> None:
    """Wait while the page works; fail when it takes longer."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        page.wait_for_timeout(50)


def send(button: Locator, *, force: bool = False) -> None:
    """Press what sends a form, and come back when the page after it is there: only then has the server done it."""
    with button.page.expect_navigation():
        button.click(force=force)
