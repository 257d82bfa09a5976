"""The handbook for those who run a site names everything that can be set."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_setting_of_the_environment_is_explained() -> None:
    source = (ROOT / "saoque" / "site" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))
    explained = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"), re.M)
    )
    assert len(read) > 10
    assert explained == read
