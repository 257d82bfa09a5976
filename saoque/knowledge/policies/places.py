"""What the matcher asks about places. The answer comes from a room above, which knows the register of units."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol


class Council(NamedTuple):
    """A council: `until` is its last day (None while it stands), `after` the names of who came in its place."""

    name: str
    until: date | None
    after: tuple[str, ...]


class Places(Protocol):
    """`code` names a council together with `sat_on`, a day on which it sat: codes are used again."""

    def council(self, code: str, sat_on: date, on: date) -> Council | None:
        """Return what became of it by the day `on`; None for an unknown one."""

    def inside(self, place: str, code: str, sat_on: date, on: date) -> bool | None:
        """Tell whether a place lies in its area; None where the code alone does not tell."""
