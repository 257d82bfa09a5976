"""The shape of one administrative unit and of one step from an old unit to a new one. Pure."""

import datetime as dt
from typing import NamedTuple

# The first day of the register. The sources know the old units as they stood on their last day
# (30 June 2025) and not when each was founded, so their records begin with the decision that
# introduced the official codes (124/2004/QĐ-TTg of 8 July 2004): read it as "on or before".
REGISTER_START = dt.date(2004, 7, 8)
REFORM = dt.date(2025, 7, 1)

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
LEVEL_BY_CODE_LENGTH = {2: PROVINCE, 3: DISTRICT, 5: COMMUNE}

_VIETNAM = dt.timezone(dt.timedelta(hours=7))

KINDS: dict[str, frozenset[str]] = {
    PROVINCE: frozenset({"Tỉnh", "Thành phố"}),
    DISTRICT: frozenset({"Quận", "Huyện", "Thị xã", "Thành phố"}),
    COMMUNE: frozenset({"Xã", "Phường", "Thị trấn", "Đặc khu"}),
}

# Confidence: O official text read, S secondary source, B background knowledge, I inference.
CONFIDENCES = frozenset("OSBI")

Key = tuple[str, dt.date]


class Unit(NamedTuple):
    """One dated record of an administrative unit, named by (code, since).

    `until` is its last day, or None while it is in force. `parent` is the code of the unit above it.
    `lat`, `lon` are one point in degrees (WGS 84), not a boundary, and may be unknown.
    """

    code: str
    since: dt.date
    until: dt.date | None
    kind: str
    name: str
    parent: str | None
    lat: float | None
    lon: float | None
    source: str
    confidence: str
    note: str = ""

    @property
    def key(self) -> Key:
        """Return what names this record: official codes are used again, (code, since) are not."""
        return (self.code, self.since)

    @property
    def level(self) -> str:
        """Return "province", "district" or "commune"."""
        return LEVEL_BY_CODE_LENGTH[len(self.code)]

    @property
    def full_name(self) -> str:
        """Return the name with its kind: "Xã Trung Thạnh"."""
        return f"{self.kind} {self.name}"

    def in_force(self, on: dt.date) -> bool:
        """Tell whether the record holds on the day `on`, first and last day included."""
        return self.since <= on and (self.until is None or on <= self.until)


class Arrow(NamedTuple):
    """One step from an old record to a new one; `whole` when nothing of the old went anywhere else."""

    old: Key
    new: Key
    whole: bool


class Successor(NamedTuple):
    """Where a unit is now; `whole` is False where it was divided and a person has to be asked."""

    unit: Unit
    whole: bool


def split_full_name(full_name: str, level: str) -> tuple[str, str]:
    """Return (kind, name) of a name with its kind, whatever the case of the kind: "Thị Trấn Prao".

    Raise ValueError when the name begins with no kind of its level.
    """
    for kind in sorted(KINDS[level], key=len, reverse=True):
        head, rest = full_name[: len(kind)], full_name[len(kind) :]
        if head.lower() == kind.lower() and rest.startswith(" ") and rest.strip():
            return kind, rest.strip()
    raise ValueError(f"no kind of a {level} in {full_name!r}")


def today_in_vietnam() -> dt.date:
    """Return the date in Vietnam, wherever the machine stands."""
    return dt.datetime.now(_VIETNAM).date()
