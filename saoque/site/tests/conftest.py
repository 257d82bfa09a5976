"""A real browser for the tests that walk through pages, and a small crowd for the tests of lists."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from saoque.places.actions import load_register
from saoque.site.demo.fill import Filled, Sizes, fill


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would take every query for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        ) as browser,
    ):
        yield browser


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Filled]:
    """One crowd for the whole module, rolled back at its end. The module's tests need the mark `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_register()
        yield fill(Sizes(products=200, dossiers=60, members=10), seed=7)
        transaction.set_rollback(True)
