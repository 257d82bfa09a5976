"""Checks of the guidance: every criterion exactly once, every reference alive, every figure a range."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saoque.rulebook.advice import guidance
from saoque.rulebook.shapes import Decision, Scorecard
from saoque.rulebook.source import read

CONFIDENCE = {"O", "S", "B"}
Pair = tuple[int, str]


def check_guidance(sheets: list[Scorecard], folder: Path, decision: Decision) -> Iterator[str]:
    """All files of guidance of one decision."""
    contents = read(folder / "guidance" / "contents.yaml")["files"]
    files = sorted(p.stem for p in (folder / "guidance").glob("*.yaml") if p.stem != "contents")
    for name in sorted(set(files) ^ contents.keys()):
        yield f"{name} chỉ có {'tệp' if name in files else 'trong contents.yaml'}"
    entries: list[dict[str, Any]] = []
    for name in files:
        held = read(folder / "guidance" / f"{name}.yaml")["entries"]
        entries += held
        told = {pair for entry in held for pair in _pairs(entry)}
        for number, code in sorted(told ^ set(_pairs({"applies": contents.get(name, {})}))):
            yield f"{name}: contents.yaml lệch ở bộ {number} tiêu chí {code}"
    for key, times in Counter(e["key"] for e in entries).items():
        if times > 1:
            yield f"mục {key} có {times} lần"
    yield from _coverage(sheets, entries)
    for entry in entries:
        yield from _entry(entry, decision)
    covered = {pair for entry in entries for pair in _pairs(entry)}
    root = folder.parent
    for sheet in sheets:
        for line in sheet.criteria:
            if (sheet.set_no, line.code) in covered:
                yield from _resolved(sheet, line.code, root)


def _coverage(sheets: list[Scorecard], entries: list[dict[str, Any]]) -> Iterator[str]:
    times = Counter(pair for entry in entries for pair in _pairs(entry))
    wanted = {(s.set_no, c.code) for s in sheets for c in s.criteria}
    for number, code in sorted(wanted | times.keys()):
        if (number, code) not in wanted:
            yield f"bộ {number} không có tiêu chí {code}"
        elif times[number, code] != 1:
            yield f"bộ {number} tiêu chí {code} có {times[number, code]} hướng dẫn, cần đúng 1"


def _entry(entry: dict[str, Any], decision: Decision) -> Iterator[str]:
    key = entry["key"]
    for code in entry["evidence"]:
        if code not in decision.evidence_codes:
            yield f"{key}: mã minh chứng {code} không có"
    variants = entry.get("variants", ())
    if variants and Counter(p for v in variants for p in _pairs(v)) != Counter(_pairs(entry)):
        yield f"{key}: các biến thể không chia đúng các bộ của mục"
    for step in [*entry["raise"], *(s for v in variants for s in v.get("raise", ()))]:
        for name in ("time_days", "money_vnd"):
            low, high = step[name]
            if not 0 <= low <= high:
                yield f"{key}: {name} {step[name]} không phải khoảng từ thấp đến cao"
        if step["c"] not in CONFIDENCE:
            yield f"{key}: độ tin {step['c']} không biết"
        if step["c"] == "B" and step["verify"] is not True:
            yield f"{key}: số ước lượng phải ghi verify"


def _resolved(sheet: Scorecard, code: str, root: Path) -> Iterator[str]:
    found, line = guidance(sheet.code, code, root=root), sheet.by_code[code]
    where = f"{found.key} cho {sheet.code} {code}"
    if found.name != line.name:
        yield f"{where}: tên khác phiếu"
    for step in found.raise_steps:
        for option in step.options:
            if line.find(option) is None:
                yield f"{where}: không có mức {option}"
    texts = (found.question, found.why, found.name_en, found.question_en, found.council_looks_at)
    if not all(texts) or not found.papers or not found.good or not found.faults:
        yield f"{where}: thiếu chữ"


def _pairs(holder: dict[str, Any]) -> list[Pair]:
    return [(number, code) for code, numbers in holder["applies"].items() for number in numbers]
