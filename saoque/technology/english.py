"""English of the technique packages, text by text, so that what officers corrected simply stays Vietnamese."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "techniques.en.yaml"


@cache
def english_texts() -> Mapping[str, str]:
    """Return Vietnamese text → English, as the project translated it."""
    found: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
