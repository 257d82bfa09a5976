"""A register whose later changes live in a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep imported changes of each test apart; return the folder where they are kept."""
    monkeypatch.setenv("SAOQUE_DATA", str(tmp_path))
    return tmp_path / "places"
