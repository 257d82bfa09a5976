"""Trial 20: the data of an older release comes along. Each migration that moves data is tried with rows from before it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


def migrated(*targets: tuple[str, str]) -> Any:
    """Bring the database to `targets` and return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def newest_after() -> Iterator[None]:
    """Whatever the test leaves, the database ends as the newest release has it."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield
    MigrationExecutor(connection).migrate(newest)


@pytest.mark.usefixtures("newest_after")
def test_files_from_before_the_scanner_are_unscanned_and_our_own_stay_our_own() -> None:
    before = migrated(("kernel", "0003_daily_runs"))
    user = get_user_model().objects.create_user(email="cu@vidu.test", password="mat-khau-thu", full_name="Người Cũ")
    files = before.get_model("kernel", "StoredFile").objects
    for number, owner in enumerate((user.pk, None)):
        sha256 = f"{number}" * 64
        files.create(sha256=sha256, size=1, content_type="application/pdf", name="a.pdf", uploaded_by_id=owner)
    after = migrated(("kernel", "0004_scans"))
    rows = after.get_model("kernel", "StoredFile").objects.order_by("sha256")
    assert list(rows.values_list("scan", "scan_found", "scanned_at")) == [("unscanned", "", None), ("own", "", None)]
    rows.all().delete()
