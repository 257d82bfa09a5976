"""The catalogue of kinds, read once from ``kinds.yaml``.

Which evidence row a paper serves, what it is called and how it is recognised is this project's reading and stands
here; how long it holds is a dated figure from outside and stays with its source in the record ``TERMS``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "kinds.yaml"
TERMS = "food-safety-papers#expiry_rules"
_GENERAL = re.compile(r"E\d\d")
_UNKNOWN_ROW = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who usually gives the paper, with the confidence of that (O, S, B) and whether an officer must confirm it."""

    name: str
    c: str
    verify: bool


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind. ``evidence``: the rows of form 02's annex it serves, the main one first; none for the star's own paper.

    ``term``: the name of its rule in the record `TERMS`, None when no figure is known and only the printed day counts.
    ``cues`` and ``needs`` match text without Vietnamese signs; ``records``: what the knowledge data says of it.
    """

    code: str
    name: str
    name_en: str
    evidence: tuple[str, ...]
    aliases: tuple[str, ...]
    issuer: Issuer | None
    term: str | None
    records: tuple[str, ...]
    cues: tuple[re.Pattern[str], ...] = field(repr=False, hash=False)
    needs: re.Pattern[str] | None = field(repr=False, hash=False)

    @property
    def general(self) -> bool:
        """Whether this is a whole evidence row and not one paper of it."""
        return bool(_GENERAL.fullmatch(self.code))

    @property
    def row(self) -> str:
        """The main evidence row ("E02"); empty when there is none."""
        return self.evidence[0] if self.evidence else _UNKNOWN_ROW


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind of paper holds. ``months`` from the day of issue, or ``yearly_on`` ("06-30"), or only ``note``."""

    months: int | None
    yearly_on: str | None
    note: str | None
    c: str
    verify: bool


@cache
def kinds() -> tuple[PaperKind, ...]:
    """Every kind, row by row: E01, its papers, E02, …"""
    loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(_kind(raw) for raw in yaml.load(FILE.read_bytes(), Loader=loader))  # noqa: S506 - a safe loader, in C


@cache
def _by_code() -> Mapping[str, PaperKind]:
    return {kind.code: kind for kind in kinds()}


def find_kind(code: str) -> PaperKind | None:
    return _by_code().get(code)


def evidence_code(code: str) -> str:
    """The row of form 02's annex that a kind belongs to; the code itself for one the catalogue does not know."""
    known = find_kind(code)
    return known.row if known else code


def same_kind(one: str, other: str) -> bool:
    """Whether one paper can stand for the other: the same kind, or one of them told only by its evidence row."""
    if one == other:
        return True
    first, second = find_kind(one), find_kind(other)
    if first is None or second is None or not (first.general or second.general):
        return False
    return first.code in second.evidence or second.code in first.evidence


def kinds_for(evidence: Iterable[str], *, papers_only: bool = False) -> tuple[PaperKind, ...]:
    """The kinds that serve one of these rows, in the order of the catalogue; ``papers_only`` leaves out the rows."""
    asked = set(evidence)
    return tuple(kind for kind in kinds() if asked & set(kind.evidence) and not (papers_only and kind.general))


def kinds_named(word: str) -> tuple[str, ...]:
    """The codes of the kinds whose names or aliases, in either language, hold a word that begins with ``word``."""
    asked = plain(word).strip()
    return tuple(kind.code for kind in kinds() if asked and f" {asked}" in _words_of(kind))


def term_in(facts: Mapping[str, Any], kind: PaperKind) -> Term | None:
    """The kind's term in the facts of the record `TERMS`; None when it has none."""
    for rule in facts["rules"] if kind.term else ():
        if rule["paper"] == kind.term:
            return Term(
                rule.get("months"),
                rule.get("yearly_on"),
                rule.get("note"),
                rule.get("c", "B"),
                bool(rule.get("verify", False)),
            )
    return None


def plain(text: str) -> str:
    """Small letters without Vietnamese signs, every other sign a space."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("đ", "d")))


@cache
def _words_of(kind: PaperKind) -> str:
    return " " + " ".join(plain(text) for text in (kind.code, kind.name, kind.name_en, *kind.aliases))


def _kind(raw: Mapping[str, Any]) -> PaperKind:
    told, needs = raw.get("issuer"), raw.get("needs")
    return PaperKind(
        code=raw["code"],
        name=raw["name"],
        name_en=raw["name_en"],
        evidence=tuple(raw["evidence"]),
        aliases=tuple(raw.get("aliases", ())),
        issuer=Issuer(told["name"], told["c"], told["verify"]) if told else None,
        term=raw.get("term"),
        records=tuple(raw.get("records", ())),
        cues=tuple(re.compile(cue) for cue in raw.get("cues", ())),
        needs=re.compile(needs) if needs else None,
    )
