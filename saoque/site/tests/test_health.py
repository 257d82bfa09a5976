"""`/healthz`: what it says, and when it says that something is wrong."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from saoque.kernel.jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


def ask() -> tuple[int, dict[str, Any]]:
    response = Client().get("/healthz")
    assert response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def beat(seconds_ago: float) -> None:
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=seconds_ago))


def test_all_is_well(own_files: Path) -> None:
    beat(3)
    status, said = ask()
    silent = said["workers"].pop("silent_seconds")
    assert 3 <= silent < 60
    assert (status, said) == (
        200,
        {
            "ok": True,
            "database": {"ok": True, "engine": connection.vendor},
            "storage": {"ok": True},
            "workers": {"ok": True},
        },
    )
    assert list(own_files.iterdir()) == []


def test_without_a_worker_the_site_still_serves_and_says_so() -> None:
    status, said = ask()
    assert (status, said["ok"], said["workers"]) == (200, True, {"ok": False, "silent_seconds": None})
    beat(61)
    status, said = ask()
    assert (status, said["ok"], said["workers"]["ok"]) == (200, True, False)


def test_a_storage_that_takes_nothing_is_503(settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "a file, no folder"
    taken.write_text("x")
    settings.FILES_ROOT = taken
    status, said = ask()
    assert (status, said["ok"], said["storage"], said["database"]["ok"]) == (503, False, {"ok": False}, True)


def test_a_database_that_is_away_is_503_and_no_page_of_errors() -> None:
    def refuse(*_words: Any) -> Any:
        raise DatabaseError("the database is away")

    with connection.execute_wrapper(refuse):
        status, said = ask()
    assert (status, said["ok"], said["storage"]["ok"]) == (503, False, True)
    assert said["database"] == {"ok": False, "engine": connection.vendor}
    assert said["workers"] == {"ok": False, "silent_seconds": None}
