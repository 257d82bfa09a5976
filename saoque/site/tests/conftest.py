"""Phones whose line can be cut."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from saoque.site.tests.offline_hands import Phone


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Callable[[Any], Phone]]:
    """Hand a phone to a person; all are put away after the test."""
    handed: list[Phone] = []

    def hand_to(user: Any) -> Phone:
        handed.append(Phone(browser, live_server.url, user))
        return handed[-1]

    yield hand_to
    for one in handed:
        one.close()
