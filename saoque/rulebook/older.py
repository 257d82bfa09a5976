"""Frames of decisions that are over, only to read old dossiers and certificates. Nothing is scored with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.sheets import decision as find_decision
from saoque.rulebook.source import DATA, decision_folder, one_line, read


@dataclass(frozen=True, slots=True)
class OlderCriterion:
    """A line of an old sheet: the points of its rungs, without their words."""

    part: str
    group: str
    group_name: str
    code: str
    name: str
    max: int
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OlderSet:
    """An old product set. ``sums_ok`` is false where the source does not add up; ``note`` says why."""

    number: int
    name: str
    sector: str
    group: str
    sums_ok: bool
    note: str | None
    criteria: tuple[OlderCriterion, ...]


@dataclass(frozen=True, slots=True)
class OlderFrame:
    """What is known of an old decision; ``sets`` is empty where no sheet was found."""

    decision: str
    parts: Mapping[str, int] = field(hash=False)
    sets: tuple[OlderSet, ...]
    facts: Mapping[str, Any] = field(repr=False, hash=False)


@cache
def older_frame(decision: str, *, root: Path = DATA) -> OlderFrame:
    """The frame of an archived decision ("qd148", "qd1048"). RulebookError for one in use or unknown."""
    found = find_decision(decision, root=root)
    if not found.archive:
        raise RulebookError(f"Quyết định “{one_line(decision)}” không nằm trong phần tra cứu hồ sơ cũ.")
    raw = read(decision_folder(decision, root) / "frame.yaml")
    return OlderFrame(decision, found.score_structure, tuple(_set(s) for s in raw.get("sets", ())), raw)


def _set(raw: dict[str, Any]) -> OlderSet:
    return OlderSet(
        number=raw["no"],
        name=raw["name"],
        sector=raw["sector"],
        group=raw["group"],
        sums_ok=raw["sums_ok"],
        note=raw.get("note"),
        criteria=tuple(
            OlderCriterion(p["code"], g["code"], g["name"], c["code"], c["name"], c["max"], tuple(c["points"]))
            for p in raw.get("parts", ())
            for g in p["groups"]
            for c in g["criteria"]
        ),
    )
