"""What each room brings to the tests of the whole house: `saoque/<room>/tests/house.py`, when the room has one.

A room of several parts may have more than one: `house_*.py`, and `addresses_*.yaml` beside `addresses.yaml`.

A room's `house.py` may define any of
- `things() -> dict[str, object]`: what its addresses name with `$…`, found in the demonstration;
- `prepare(cast) -> None`: what its addresses need and the demonstration does not tell;
- `carry_probe(cast, probe) -> dict[str, object]`: type `probe` into every text of the room; may name other things;
- `SHOWS: set[str]`: names of the addresses that then show it;
- `DEFECTS: dict[str, tuple[Callable[[], object], str]]`: a defect of its stored data, and words of the line that finds it.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

_PACKAGE = Path(__file__).parents[2]


@cache
def _modules() -> tuple[ModuleType, ...]:
    found = sorted(path for path in _PACKAGE.glob("*/tests/house*.py") if path.parent.parent.name != "site")
    return tuple(import_module(f"saoque.{path.parent.parent.name}.tests.{path.stem}") for path in found)


def offered(name: str) -> list[Any]:
    """Return what the rooms define under `name`, in the alphabetical order of the rooms."""
    return [getattr(module, name) for module in _modules() if hasattr(module, name)]


def merged(name: str) -> dict[str, Any]:
    """Return the rooms' dictionaries of that name as one."""
    return {key: value for part in offered(name) for key, value in part.items()}
