"""Guidance: plain help for each criterion, read from the one file that holds it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.shapes import Criterion, Figure, Guidance, RaiseStep
from saoque.rulebook.sheets import criterion, scorecard
from saoque.rulebook.source import DATA, decision_folder, read


@cache
def guidance(scorecard_code: str, criterion_code: str, *, root: Path = DATA) -> Guidance:
    """The guidance of one criterion, its variant resolved. RulebookError for an unknown scorecard or criterion."""
    sheet = scorecard(scorecard_code, root=root)
    line = criterion(sheet, criterion_code)
    for name in _files(sheet.decision, line.code, sheet.set_no, root):
        for entry in read(decision_folder(sheet.decision, root) / "guidance" / f"{name}.yaml")["entries"]:
            if applies(entry, line.code, sheet.set_no):
                variants = [v for v in entry.get("variants", ()) if applies(v, line.code, sheet.set_no)]
                return _resolve(entry, variants[0] if variants else {}, sheet.code, line)
    raise RulebookError(f"Chưa có hướng dẫn cho tiêu chí {line.code} của bộ {sheet.code}.")


def applies(entry: dict[str, Any], criterion_code: str, set_no: int) -> bool:
    """Whether an entry or a variant of the data is about this criterion of this set."""
    return set_no in entry["applies"].get(criterion_code, ())


def _files(decision: str, criterion_code: str, set_no: int, root: Path) -> list[str]:
    contents = read(decision_folder(decision, root) / "guidance" / "contents.yaml")["files"]
    return [name for name, held in contents.items() if set_no in held.get(criterion_code, ())]


def _resolve(entry: dict[str, Any], variant: dict[str, Any], sheet_code: str, line: Criterion) -> Guidance:
    return Guidance(
        key=".".join(filter(None, (entry["key"], variant.get("key")))),
        scorecard=sheet_code,
        criterion=line.code,
        name=entry["name"],
        question=variant.get("question", entry["question"]),
        why=entry["why"],
        terms={**entry["terms"], **variant.get("terms_extra", {})},
        evidence_codes=tuple(entry["evidence"]),
        papers=(*entry["papers"], *variant.get("papers_extra", ())),
        good=tuple(entry["good"]),
        faults=tuple(entry["faults"]),
        raise_steps=tuple(_step(raw, line) for raw in variant.get("raise", entry["raise"])),
        council_looks_at=entry["council"]["looks_at"],
        council_scores_differ=entry["council"]["scores_differ"],
        cautions=(*entry.get("cautions", ()), *variant.get("cautions_extra", ())),
        records=tuple(entry.get("records", ())),
        name_en=entry["en"]["name"],
        question_en=variant.get("en_question", entry["en"]["question"]),
    )


def _step(raw: dict[str, Any], line: Criterion) -> RaiseStep:
    first = line.find(raw["options"][0])
    return RaiseStep(
        to=raw["to"],
        options=tuple(raw["options"]),
        how=tuple(raw["how"]),
        who_helps=tuple(raw["who_helps"]),
        time_days=_range(raw["time_days"]),
        money_vnd=_range(raw["money_vnd"]),
        c=raw["c"],
        source=raw["source"],
        verify=raw["verify"],
        star=first.min_for_star if first else None,
        note=raw.get("note"),
        figures=tuple(_figure(f) for f in raw.get("figures", ())),
        records=tuple(raw.get("records", ())),
    )


def _figure(raw: dict[str, Any]) -> Figure:
    return Figure(
        what=raw["what"],
        c=raw["c"],
        source=raw["source"],
        verify=raw.get("verify", False),
        time_days=raw.get("time_days"),
        money_vnd=raw.get("money_vnd"),
    )


def _range(raw: list[int]) -> tuple[int, int]:
    low, high = raw
    return (low, high)
