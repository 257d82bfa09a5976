"""The shapes of the official forms: forms, sections, fields, choices, rows of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.source import one_line


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose or tick. ``only_sets`` limits it to some scorecards."""

    key: str
    label: str
    label_note: str | None = None
    marker: str | None = None
    parent: str | None = None
    tick: bool = True
    evidence: tuple[str, ...] = ()
    only_sets: tuple[str, ...] = ()
    free_text: str | None = None
    need: str | None = None
    condition: str | None = None
    note: str | None = None
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    label: str
    kind: str
    unit: str | None = None
    width_percent: int | None = None
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """A blank of a form.

    ``kind``: text, long_text, number, date, choice, multi_choice, table, statement, signature_block, group.
    ``need``: required, if_applicable (see ``condition``), office (filled in by the authority), or empty.
    ``printed`` is false for what the form lacks and the software adds, for the reason in ``basis``.
    ``extra`` keeps the remaining layout facts as written.
    """

    key: str
    path: str
    section: str
    label: str | None
    kind: str
    need: str
    applies_to: tuple[str, ...]
    label_note: str | None = None
    condition: str | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    sensitive: bool = False
    sensitive_if: str | None = None
    prefill_from: str | None = None
    printed: bool = True
    basis: str | None = None
    hint: str | None = None
    note: str | None = None
    unit: str | None = None
    number: str | None = None
    marker: str | None = None
    same_line: bool = False
    blank_lines: int | None = None
    default: object = None
    except_sets: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    must_cover: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    verbatim_at: str | None = None
    fields: tuple[FormField, ...] = ()
    label_en: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One of the printed rows of evidence, E01 to E15."""

    code: str
    label: str
    requirement: str
    documents: tuple[str, ...]
    copy: str
    need: str
    condition: str | None = None
    any_of: bool = False
    sensitive: bool = False
    may_contain: str | None = None
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a form. ``points`` and ``verbatim_at`` belong to printed statements."""

    key: str
    number: str | None
    heading: str | None
    kind: str
    applies_to: tuple[str, ...]
    fields: tuple[FormField, ...]
    parent: str | None = None
    printed: bool = True
    basis: str | None = None
    hint: str | None = None
    filled_by: str | None = None
    points: tuple[str, ...] = ()
    verbatim_at: str | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[EvidenceRow, ...] = ()
    guidance: tuple[str, ...] = ()
    heading_en: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Form:
    """One official form."""

    code: str
    number: str
    title: str
    title_lines: tuple[str, ...]
    made_by: str
    required_by: tuple[str, ...]
    applies_to: tuple[str, ...]
    national_heading: bool
    sections: tuple[FormSection, ...]
    extra: Mapping[str, Any] = field(repr=False, hash=False)
    title_en: str | None = None

    def section(self, key: str) -> FormSection:
        """One section by key. RulebookError when unknown."""
        for found in self.sections:
            if found.key == key:
                return found
        raise RulebookError(f"Mẫu {self.code} không có phần “{one_line(key)}”.")


@dataclass(frozen=True, slots=True)
class RegistrationType:
    """first, upgrade or reassessment."""

    key: str
    label: str
    article: str
