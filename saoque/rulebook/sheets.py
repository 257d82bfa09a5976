"""Decisions and scorecards, read lazily: one scorecard opens one file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.shapes import Criterion, Decision, Group, Option, Part, Rule, Scorecard, StarBand
from saoque.rulebook.source import (
    DATA,
    decision_folder,
    decision_folders,
    decision_of,
    one_line,
    read,
    unknown_scorecard,
)


def decisions(*, root: Path = DATA) -> tuple[Decision, ...]:
    """All decisions known, the newest first."""
    found = [decision(code, root=root) for code in decision_folders(root)]
    return tuple(sorted(found, key=lambda d: d.effective_from, reverse=True))


@cache
def decision(code: str, *, root: Path = DATA) -> Decision:
    """One decision by the name of its folder ("qd26"). RulebookError when unknown."""
    raw = read(decision_folder(code, root) / "decision.yaml")
    head = raw["decision"]
    ends = head.get("effective_to")
    return Decision(
        code=head["code"],
        prefix=head["prefix"],
        number=head["number"],
        issued_on=date.fromisoformat(head["date"]),
        effective_from=date.fromisoformat(head["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        archive=bool(raw.get("archive", False)),
        certificate_months=raw.get("certificate_months"),
        score_structure={k: v for k, v in raw["score_structure"].items() if len(k) == 1},
        star_bands=tuple(_band(b) for b in raw.get("star_bands", ())),
        evidence_codes=dict(raw.get("evidence_codes", {})),
        replaces=tuple(head.get("replaces", ())),
        source=str(head.get("original", "")),
        confidence=str(head.get("text_seen") or raw.get("confidence", "")),
        facts=raw,
    )


def decision_on(day: date, *, root: Path = DATA) -> Decision:
    """The decision in force on ``day``: the latest that had begun and not ended. RulebookError when none."""
    for found in decisions(root=root):
        if found.effective_from <= day and (found.effective_to is None or day <= found.effective_to):
            return found
    raise RulebookError(f"Không có quyết định nào có hiệu lực ngày {day:%d/%m/%Y} trong bộ luật.")


@cache
def scorecard(code: str, *, root: Path = DATA) -> Scorecard:
    """One scorecard ("QD26-08"). RulebookError when unknown."""
    owner = decision_of(code)
    if owner not in decision_folders(root):
        raise unknown_scorecard(code)
    folder = decision_folder(owner, root)
    path = folder / "scorecards" / f"{code.lower()}.yaml"
    if not path.is_file():
        raise unknown_scorecard(code)
    english = read(folder / "english" / "names.yaml")
    labels = read(folder / "english" / "options.yaml")
    return _scorecard(read(path), owner, english, labels)


def criterion(sheet: Scorecard, code: str) -> Criterion:
    """One criterion of a scorecard. RulebookError when unknown."""
    found = sheet.by_code.get(code)
    if found is None:
        raise RulebookError(f"Bộ {sheet.code} không có tiêu chí “{one_line(code)}”.")
    return found


def _band(raw: dict[str, Any]) -> StarBand:
    included = "max_inclusive" in raw
    return StarBand(
        star=raw["star"],
        minimum=Decimal(raw["min"]),
        maximum=Decimal(raw["max_inclusive"] if included else raw["max_exclusive"]),
        maximum_included=included,
        recognised=raw["recognised"],
        authority=raw.get("authority"),
    )


def _scorecard(
    raw: dict[str, Any], owner: str, english: dict[str, dict[str, str]], labels: dict[str, str]
) -> Scorecard:
    return Scorecard(
        code=raw["code"],
        decision=owner,
        set_no=raw["set_no"],
        name=raw["name"],
        sector=raw["sector"]["code"],
        sector_name=raw["sector"]["name"],
        group=raw["group"],
        subgroup=raw.get("subgroup"),
        managing_authorities=tuple(raw["managing_authority"]),
        basis=raw["decision"],
        effective_from=date.fromisoformat(raw["effective_from"]),
        samples_required=raw["samples_required"],
        disqualified_when=tuple(raw.get("disqualified_when", ())),
        parts=tuple(_part(p, english, labels) for p in raw["parts"]),
        confidence=dict(raw["confidence"]),
        source=raw["source"],
        transcription_notes=tuple(raw["transcription_notes"]),
        name_en=english["sets"].get(raw["code"]),
    )


def _part(raw: dict[str, Any], english: dict[str, dict[str, str]], labels: dict[str, str]) -> Part:
    groups = tuple(
        Group(
            code=g["code"],
            name=g["name"],
            max=g["max"],
            criteria=tuple(_criterion(c, (raw["code"], g["code"]), english, labels) for c in g["criteria"]),
            name_en=english["sections"].get(g["name"]),
        )
        for g in raw["groups"]
    )
    return Part(raw["code"], raw["name"], raw["max"], groups, english["parts"].get(raw["name"]))


def _criterion(
    raw: dict[str, Any], place: tuple[str, str], english: dict[str, dict[str, str]], labels: dict[str, str]
) -> Criterion:
    part, group = place
    return Criterion(
        code=raw["code"],
        name=raw["name"],
        max=raw["max"],
        part=part,
        group=group,
        options=tuple(_option(o, labels) for o in raw["options"]),
        evidence=tuple(raw["evidence"]),
        rules=tuple(Rule(r["kind"], r["text"]) for r in raw.get("rules", ())),
        commune_report=raw.get("commune_report", False),
        note=raw.get("note"),
        heading=raw.get("parent"),
        direct=raw.get("direct", False),
        zero_implied=raw.get("zero_implied", False),
        pick=raw.get("pick"),
        name_en=english["criteria"].get(raw["name"]),
    )


def _option(raw: dict[str, Any], labels: dict[str, str]) -> Option:
    return Option(
        id=raw["id"],
        label=raw["label"],
        points=raw["points"],
        min_for_star=raw.get("min_for_star"),
        implied=raw.get("implied", False),
        case=raw.get("case"),
        label_en=labels.get(raw["label"]),
    )
