"""The register of units in memory: read from the data files, every old unit followed to what is in force. Pure."""

import csv
import datetime as dt
import hashlib
import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .changefile import Change, ChangeRefused, check_change
from .units import COMMUNE, REFORM, REGISTER_START, Arrow, Key, Successor, Unit, today_in_vietnam

DATA = Path(__file__).parent / "data"
BASE_SOURCE = "vietnamadminunits 1.0.4"
BASE_CONFIDENCE = "S"
_LAST_OLD_DAY = REFORM - dt.timedelta(days=1)


class Register:
    """All dated records, with what lies below what and what went where."""

    def __init__(self, units: Iterable[Unit], arrows: Iterable[Arrow]) -> None:
        self._units: dict[Key, Unit] = {unit.key: unit for unit in units}
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._children: dict[str, list[Unit]] = defaultdict(list)
        self._arrows: dict[Key, list[Arrow]] = defaultdict(list)
        for unit in self._units.values():
            self._by_code[unit.code].append(unit)
            if unit.parent:
                self._children[unit.parent].append(unit)
        for records in self._by_code.values():
            records.sort(key=lambda unit: unit.since)
        for arrow in arrows:
            self._arrows[arrow.old].append(arrow)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def get(self, code: str, since: dt.date) -> Unit | None:
        """Return one record by its key."""
        return self._units.get((code, since))

    def records(self, code: str) -> list[Unit]:
        """Return every record of `code`, oldest first."""
        return list(self._by_code.get(code, ()))

    def at(self, code: str, on: dt.date) -> Unit | None:
        """Return the record of `code` in force on a day."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.in_force(on)), None)

    def children(self, code: str, on: dt.date) -> list[Unit]:
        """Return the units below `code` in force on a day, by code."""
        below = (unit for unit in self._children.get(code, ()) if unit.in_force(on))
        return sorted(below, key=lambda unit: unit.code)

    def in_force(self, on: dt.date, level: str | None = None) -> list[Unit]:
        """Return all units in force on a day, of one level where it is given, by code."""
        units = (unit for unit in self if unit.in_force(on) and level in (None, unit.level))
        return sorted(units, key=lambda unit: (len(unit.code), unit.code))

    def parent(self, unit: Unit) -> Unit | None:
        """Return the record above a unit, as it was on the unit's last day or is now."""
        records = self._by_code.get(unit.parent or "", ())
        if unit.until is None:
            return records[-1] if records else None
        return next((record for record in records if record.in_force(unit.until)), None)

    def above(self, unit: Unit) -> list[Unit]:
        """Return the units above a unit, the nearest first."""
        chain = []
        parent = self.parent(unit)
        while parent is not None:
            chain.append(parent)
            parent = self.parent(parent)
        return chain

    def parent_name(self, unit: Unit) -> str:
        """Return the full names above a unit: "Huyện Cờ Đỏ, Thành phố Cần Thơ"; empty for a province."""
        return ", ".join(parent.full_name for parent in self.above(unit))

    def arrows(self) -> list[Arrow]:
        """Return every step from an old record to the next one."""
        return [arrow for group in self._arrows.values() for arrow in group]

    def next_of(self, unit: Unit) -> list[Arrow]:
        """Return the steps from one record to those that came directly after it."""
        return list(self._arrows.get(unit.key, ()))

    def resolve(self, code: str, since: dt.date, on: dt.date | None = None) -> list[Successor]:
        """Return where a unit is on a day (today): the unit itself while in force, else what followed it.

        Every step is followed, so that the answers are in force on that day. A unit that was divided
        gives every candidate with `whole` False: a person has to be asked. Answers are in the order of
        their codes. An unknown record, or a day before its first, gives an empty list.
        """
        day = on or today_in_vietnam()
        found: dict[Key, Unit] = {}
        waiting, seen = [(code, since)], set()
        while waiting:
            key = waiting.pop()
            unit = self._units.get(key)
            if unit is None or key in seen or unit.since > day:
                continue
            seen.add(key)
            if unit.in_force(day):
                found[key] = unit
            else:
                waiting.extend(arrow.new for arrow in self._arrows.get(key, ()))
        return [Successor(found[key], len(found) == 1) for key in sorted(found)]

    def with_change(self, change: Change) -> "Register":
        """Return a new register in which a checked change has happened."""
        units = {unit.key: unit for unit in (*self, *change.ended, *change.started)}
        return Register(units.values(), (*self.arrows(), *change.arrows))


def _read(path: Path) -> list[list[str]]:
    """Return the lines of one of our own CSV files without its header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def _base_units(path: Path, since: dt.date, until: dt.date | None, notes: dict[Key, list[str]]) -> Iterator[Unit]:
    """Yield the records of one of the two base files, with the notes on those that need one, and a better point."""
    for code, kind, name, parent, lat, lon in _read(path):
        told = notes.get((code, since), (BASE_SOURCE, BASE_CONFIDENCE, "", "", ""))
        source, confidence, note, better_lat, better_lon = told
        north, east = float(better_lat or lat), float(better_lon or lon)
        yield Unit(code, since, until, kind, name, parent or None, north, east, source, confidence, note)


def _base_arrows(path: Path, old_units: list[Unit]) -> list[Arrow]:
    """Return the steps of 1 July 2025; those of the old districts follow from their communes'."""
    goes: dict[str, set[str]] = defaultdict(set)
    for old, new in _read(path):
        goes[old].add(new)
    for unit in old_units:
        if unit.level == COMMUNE and unit.parent:
            goes[unit.parent] |= goes[unit.code]
    return [
        Arrow((old, REGISTER_START), (new, REFORM), len(news) == 1)
        for old, news in goes.items()
        for new in sorted(news)
    ]


def site_changes() -> Path:
    """Return the folder where an installation keeps the changes that came after its release."""
    return Path(os.environ.get("SAOQUE_DATA") or "var").resolve() / "places"


def change_files() -> list[Path]:
    """Return the change files in the order in which they happened: the product's own, then the site's, by name."""
    files = [path for folder in (DATA / "changes", site_changes()) for path in folder.glob("*.csv")]
    return sorted(files, key=lambda path: path.name)


def load_base(data: Path = DATA) -> Register:
    """Return the register of the base files alone, before any later change."""
    notes = {(line[0], dt.date.fromisoformat(line[1])): line[2:] for line in _read(data / "notes.csv")}
    old = list(_base_units(data / "units-old.csv", REGISTER_START, _LAST_OLD_DAY, notes))
    new = _base_units(data / "units-2025.csv", REFORM, None, notes)
    return Register([*old, *new], _base_arrows(data / "successors-2025.csv", old))


@cache
def _loaded(files: tuple[Path, ...]) -> Register:
    register = load_base()
    for path in files:
        try:
            change = check_change(path.read_bytes(), register)
        except ChangeRefused as refused:
            raise ChangeRefused([f"{path.name}: {error}" for error in refused.errors]) from None
        if change is not None:
            register = register.with_change(change)
    return register


def get_register() -> Register:
    """Return the register with all changes, read once per process and set of change files."""
    return _loaded(tuple(change_files()))


def keep_change(content: bytes, change: Change, folder: Path | None = None) -> Path:
    """Keep a checked change file among those that the register reads, under its date; return where.

    Written beside and moved into place, so that a reader never sees half of it; a second change of the
    same day gets a number behind its date and never overwrites the first.
    """
    folder = folder or site_changes()
    folder.mkdir(parents=True, exist_ok=True)
    endings = ("" if number == 1 else f"-{number}" for number in itertools.count(1))
    target = next(path for ending in endings if not (path := folder / f"{change.date}{ending}.csv").exists())
    waiting = target.with_suffix(".part")
    waiting.write_bytes(content)
    waiting.replace(target)
    return target


def data_hash() -> str:
    """Return the SHA-256 of all data files, to know whether a database is up to date."""
    digest = hashlib.sha256()
    for path in [*sorted(DATA.glob("*.csv")), *change_files()]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def resolve(code: str, since: dt.date, on: dt.date | None = None) -> list[Successor]:
    """Return where a unit is on a day; see `Register.resolve`."""
    return get_register().resolve(code, since, on)


def preview_change(content: bytes, register: Register) -> tuple[Change | None, list[str]]:
    """Return a checked change with the lines that tell what it does; no change when it was taken before.

    Raise ChangeRefused with one line per fault.
    """
    change = check_change(content, register)
    if change is None:
        return None, ["Thay đổi này đã được nhập trước đây, không có gì mới."]
    return change, describe(change, register)


def describe(change: Change, register: Register) -> list[str]:
    """Return one Vietnamese line per arrow of a change, for the preview."""
    new = {unit.key: unit for unit in change.started}
    lines = [f"Từ ngày {change.date:%d/%m/%Y}: {len(change.ended)} đơn vị chấm dứt, {len(change.started)} bắt đầu."]
    for arrow in change.arrows:
        old = register.get(*arrow.old)
        how = "toàn bộ" if arrow.whole else "một phần"
        if old:
            lines.append(f"  {old.code} {old.full_name} → {arrow.new[0]} {new[arrow.new].full_name} ({how})")
    return lines
