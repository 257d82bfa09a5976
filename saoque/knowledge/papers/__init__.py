"""The kinds of papers of a dossier: the evidence rows E01–E15 and, under each, the papers of the knowledge data."""

from __future__ import annotations

from saoque.knowledge.papers.catalogue import (
    TERMS,
    Issuer,
    PaperKind,
    Term,
    evidence_code,
    find_kind,
    kinds,
    kinds_for,
    kinds_named,
    same_kind,
    term_in,
)

__all__ = [
    "TERMS",
    "Issuer",
    "PaperKind",
    "Term",
    "evidence_code",
    "find_kind",
    "kinds",
    "kinds_for",
    "kinds_named",
    "same_kind",
    "term_in",
]
