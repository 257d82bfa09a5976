"""What every test may use, and what none may: the network."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as house
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import DjangoDbBlocker, Settings

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End what threads of the browser's server left open: PostgreSQL drops no database that is in use."""
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploads of each test in a folder of its own."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


class Unreachable(RuntimeError):
    """A test tried to leave this machine."""


def _stays_here(address: Any) -> bool:
    """Loopback and sockets of the file system; names are refused unless they are `localhost`."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host in ("localhost", "")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection to another machine, at once and by name, so that no test depends on one."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        plain = getattr(socket.socket, name)

        def guarded(self: socket.socket, *words: Any, _plain: Any = plain) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _stays_here(words[-1]):
                raise Unreachable(f"tests may not reach {words[-1]}")
            return _plain(self, *words)

        patch.setattr(socket.socket, name, guarded)
    resolve = socket.getaddrinfo

    def guarded_names(host: Any, *words: Any, **more: Any) -> Any:
        if host is not None and not _stays_here((host.decode() if isinstance(host, bytes) else host, 0)):
            raise Unreachable(f"tests may not look up {host}")
        return resolve(host, *words, **more)

    patch.setattr(socket, "getaddrinfo", guarded_names)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def house_language() -> None:
    """Every test starts in the language of the house, whatever page an earlier one asked for last."""
    translation.activate(house.LANGUAGE_CODE)


@pytest.fixture
def consistent_data() -> Iterator[None]:
    """After the test, what it stored must keep every promise of every room."""
    from saoque.kernel.invariants import faults

    yield
    assert list(faults()) == []  # noqa: S101


@pytest.fixture
def consistent_room(request: pytest.FixtureRequest) -> Iterator[None]:
    """As `consistent_data`, for rooms whose tests all keep the promises; tests that use no database pass by."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        yield
        return
    from saoque.kernel.invariants import faults

    request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
    yield
    assert list(faults()) == []  # noqa: S101


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The shared Chromium; what a test opened in it is closed after the test, the browser itself never."""
    yield chromium
    for context in list(chromium.contexts):
        context.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for all tests that walk through pages."""
    # Playwright keeps an event loop in this thread; Django would take every query for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--no-first-run",
            ],
        ) as opened,
    ):
        yield opened
