"""What every test may use."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploads of each test in a folder of its own."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT
