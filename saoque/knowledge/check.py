"""Whether the data is sound: one line for each defect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.records import CONFIDENCES, DATA, KINDS, shelf, shelves

_FIELDS = ("id", "kind", "name", "since", "until", "c", "verify", "checked_on", "basis", "source", "facts")


def check(root: Path = DATA) -> list[str]:
    """All defects of all files, empty when the data is sound."""
    found = []
    for name in shelves(root):
        try:
            rows = shelf(name, root)
        except KnowledgeError as error:
            found.append(error.message)
            continue
        ids = Counter(str(row.get("id")) for row in rows)
        found += [f"{name}: {key} có {count} lần." for key, count in ids.items() if count > 1]
        for row in rows:
            found += [f"{name}#{row.get('id')}: {defect}" for defect in _defects(row)]
    return found


def _defects(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"thiếu {field}." for field in _FIELDS if field not in row)
    if row.get("kind") not in KINDS:
        yield f"loại “{row.get('kind')}” không có."
    if not row.get("name"):
        yield "không có tên."
    if not row.get("source"):
        yield "không có nguồn."
    yield from _periods(row)
    confidences = list(_inner(row, "c"))
    yield from (f"độ tin “{c}” không có." for c in confidences if c not in CONFIDENCES)
    known = [c for c in confidences if c in CONFIDENCES]
    if known and row.get("c") in CONFIDENCES and CONFIDENCES.index(row["c"]) < max(map(CONFIDENCES.index, known)):
        yield "độ tin của cả mục cao hơn một số liệu bên trong."
    flags = list(_inner(row, "verify"))
    yield from (f"verify phải là true hoặc false, không phải “{flag}”." for flag in flags if not isinstance(flag, bool))
    if True in flags and row.get("verify") is False:
        yield "bên trong có số liệu cần xác nhận mà cả mục thì không."


def _periods(row: Mapping[str, Any]) -> Iterator[str]:
    """Every pair of dates in the row, at any depth; versions and timelines have their own."""
    for part in _maps(row):
        ends = {name: part.get(name) for name in ("since", "until", "checked_on")}
        wrong = [name for name, day in ends.items() if day is not None and type(day) is not date]
        yield from (f"{name} phải là ngày, không phải “{ends[name]}”." for name in wrong)
        since, until = ends["since"], ends["until"]
        if not wrong and since and until and until < since:
            yield f"hết hạn {until} trước khi bắt đầu {since}."


def _maps(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _maps(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _maps(inner)


def _inner(row: Mapping[str, Any], name: str) -> Iterator[Any]:
    return (part[name] for part in _maps(row) if name in part)
