"""What is collected on which engine, and phones whose line can be cut."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from saoque.site.tests.offline_hands import Phone

# The installation of these tests has a database file of its own, so a run on PostgreSQL would only repeat them.
# Racing writers on PostgreSQL itself are tested by threads in the rooms that write.
collect_ignore = ["test_killed.py"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []


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
