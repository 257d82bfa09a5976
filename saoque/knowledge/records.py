"""The records, read once from ``data/*.yaml``.

These are the base records that come with the product. Rules change faster than programs: an officer's own
dated value goes beside a base record of the same key and is preferred by whoever shows or computes with it;
the loader always gives the base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saoque.knowledge.errors import KnowledgeError
from saoque.requests import one_line

DATA = Path(__file__).parent / "data"

KINDS: Mapping[str, str] = {
    "policy": "chính sách hỗ trợ",
    "process": "các bước của một việc",
    "paper": "giấy tờ",
    "fee": "phí",
    "rule": "quy định",
    "regime": "quy định nào đang áp dụng",
    "capital": "vốn vay",
    "programme": "chương trình",
    "contest": "cuộc thi, giải thưởng",
    "checklist": "việc cần sẵn sàng",
    "organisation": "tổ chức, báo cáo",
    "technique": "gói kỹ thuật",
}
CONFIDENCES = ("O", "S", "B")

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Record:
    """One dated record. ``shelf`` is its file, ``key`` "shelf#id" how others name it.

    ``since`` and ``until`` are the first and the last day on which it holds; None is open or not known.
    ``c``: O official text seen, S secondary source, B background knowledge; the weakest of the record.
    ``verify``: something in it must be confirmed by an officer before anyone relies on it. ``checked_on``:
    when an officer last compared it with its source. ``facts``: the values, amounts in VND; to be read only.
    """

    shelf: str
    id: str
    kind: str
    name: str
    since: date | None
    until: date | None
    c: str
    verify: bool
    checked_on: date | None
    basis: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None
    facts: Mapping[str, Any] = field(repr=False, hash=False)

    @property
    def key(self) -> str:
        """How other data refers to the record: "support-policies#dn_gap"."""
        return f"{self.shelf}#{self.id}"

    def holds(self, day: date) -> bool:
        """Whether the record's period contains ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def records(kind: str | None = None, on: date | None = None, *, root: Path = DATA) -> tuple[Record, ...]:
    """All records, those of one kind, those that hold ``on`` a day. KnowledgeError for an unknown kind."""
    if kind is not None and kind not in KINDS:
        raise KnowledgeError(f"Không có loại số liệu “{one_line(kind)}”.")
    return tuple(r for r in _by_key(root).values() if kind in (None, r.kind) and (on is None or r.holds(on)))


def record(key: str, *, root: Path = DATA) -> Record:
    """One record by its key ("support-policies#dn_gap"). KnowledgeError when there is none."""
    found = _by_key(root).get(key)
    if found is None:
        raise KnowledgeError(f"Không có số liệu “{one_line(key)}”.")
    return found


@cache
def shelf(name: str, root: Path = DATA) -> tuple[Mapping[str, Any], ...]:
    """The records of one file as written. KnowledgeError when it is missing or not a YAML list."""
    try:
        with (root / f"{name}.yaml").open("rb") as stream:
            raw = yaml.load(stream, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"Không đọc được tệp số liệu {one_line(name)}.") from error
    if not isinstance(raw, list):
        raise KnowledgeError(f"Tệp số liệu {one_line(name)} phải là một danh sách.")
    return tuple(raw)


def shelves(root: Path = DATA) -> tuple[str, ...]:
    """The names of the files, in alphabetical order."""
    return tuple(sorted(path.stem for path in root.glob("*.yaml")))


@cache
def _by_key(root: Path) -> Mapping[str, Record]:
    found = [_record(name, raw) for name in shelves(root) for raw in shelf(name, root)]
    return {r.key: r for r in found}


def _record(name: str, raw: Mapping[str, Any]) -> Record:
    try:
        return Record(
            shelf=name,
            id=raw["id"],
            kind=raw["kind"],
            name=raw["name"],
            since=raw["since"],
            until=raw["until"],
            c=raw["c"],
            verify=raw["verify"],
            checked_on=raw["checked_on"],
            basis=tuple(raw["basis"]),
            sources=tuple(raw["source"]),
            note=raw.get("note"),
            facts=raw["facts"],
        )
    except KeyError as error:
        raise KnowledgeError(f"Tệp số liệu {name}: một mục thiếu {error}.") from error
