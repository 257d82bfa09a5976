"""What a new council begins with, and where each value comes from. Data, never constants in code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "data" / "rules_defaults.yaml"


@dataclass(frozen=True, slots=True)
class Default:
    """One suggested setting. `confidence`: S secondary source, P own proposal."""

    key: str
    value: Any
    confidence: str
    place: str
    basis: str
    says: str
    source: str


@cache
def defaults() -> tuple[Default, ...]:
    """All suggested settings, in the order in which they are shown."""
    with _FILE.open("rb") as stream:
        return tuple(Default(**row) for row in yaml.safe_load(stream)["values"])


def default_value(key: str) -> Any:
    """One suggested setting, ready for the model. KeyError when there is none."""
    found = {row.key: row.value for row in defaults()}[key]
    return Decimal(found) if key == "spread_limit" else found


def default_source() -> str:
    """One text that says of each value where it comes from."""
    return "\n".join(f"{row.says}: {row.source}" for row in defaults())
