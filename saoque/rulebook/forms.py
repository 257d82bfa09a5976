"""The official forms M01, M02 and M03, field by field, for screens, Word and PDF.

A field is called by its path: "M02.phone"; in the two receipt blocks of M01, which share their keys,
"M01.receipt_commune.received_on". Fixed sentences are kept as ``points`` with a pointer to the wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.catalogue import CURRENT
from saoque.rulebook.english import of_forms
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.form_shapes import Choice, Column, EvidenceRow, Form, FormField, FormSection, RegistrationType
from saoque.rulebook.source import DATA, decision_folder, one_line, read

__all__ = [
    "Choice",
    "Column",
    "EvidenceRow",
    "Form",
    "FormField",
    "FormSection",
    "RegistrationType",
    "all_fields",
    "choices_for",
    "evidence_rows",
    "fields_for",
    "form",
    "form_facts",
    "form_field",
    "forms",
    "registration_types",
]

English = Mapping[str, Mapping[str, str]]


def forms(decision: str = CURRENT, *, root: Path = DATA) -> tuple[Form, ...]:
    """All forms of a decision."""
    return tuple(_forms(decision, root).values())


def form(code: str, decision: str = CURRENT, *, root: Path = DATA) -> Form:
    """One form ("M02"). RulebookError when unknown."""
    found = _forms(decision, root).get(code)
    if found is None:
        raise RulebookError(f"Không có mẫu “{one_line(code)}”.")
    return found


def form_field(path: str, decision: str = CURRENT, *, root: Path = DATA) -> FormField:
    """One field by path ("M02.phone"). RulebookError when unknown."""
    for found in all_fields(form(path.split(".")[0], decision, root=root), groups=True):
        if found.path == path:
            return found
    raise RulebookError(f"Không có ô “{one_line(path)}” trong mẫu.")


def all_fields(of: Form | FormSection, *, groups: bool = False) -> Iterator[FormField]:
    """Every field in printed order; the headings that only gather others come along with ``groups``."""
    for section in of.sections if isinstance(of, Form) else (of,):
        for found in section.fields:
            yield from _walk(found, groups)


def fields_for(
    of: Form | FormSection, registration_type: str, scorecard: str | None = None, *, groups: bool = False
) -> Iterator[FormField]:
    """The fields that a registration of this type, and of this scorecard, has to do with."""
    for section in of.sections if isinstance(of, Form) else (of,):
        if registration_type not in section.applies_to:
            continue
        for found in all_fields(section, groups=groups):
            if registration_type in found.applies_to and scorecard not in found.except_sets:
                yield found


def choices_for(of: FormField, scorecard: str | None = None) -> tuple[Choice, ...]:
    """The choices open to a scorecard; without one, those open to all."""
    return tuple(c for c in of.choices if not c.only_sets or scorecard in c.only_sets)


def evidence_rows(decision: str = CURRENT, *, root: Path = DATA) -> tuple[EvidenceRow, ...]:
    """The rows E01 to E15 of the evidence table."""
    return tuple(row for f in forms(decision, root=root) for s in f.sections for row in s.rows)


def registration_types(decision: str = CURRENT, *, root: Path = DATA) -> tuple[RegistrationType, ...]:
    """First, upgrade and re-assessment, with their articles."""
    return tuple(
        RegistrationType(t["key"], t["label"], t["article"])
        for t in form_facts(decision, root=root)["registration_types"]
    )


def form_facts(decision: str = CURRENT, *, root: Path = DATA) -> Mapping[str, Any]:
    """Everything of the forms file as written: papers without a form, dossier lists, what is unclear."""
    facts: Mapping[str, Any] = read(decision_folder(decision, root) / "forms.yaml")
    return facts


@cache
def _forms(decision: str, root: Path) -> dict[str, Form]:
    raw_forms = form_facts(decision, root=root)["forms"]
    choices = {f"{f['code']}.{x['key']}": x.get("choices", ()) for f in raw_forms for x in _raw_fields(f)}
    english = of_forms(decision, root=root)
    return {raw["code"]: _form(raw, choices, english) for raw in raw_forms}


def _raw_fields(raw_form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in raw_form["sections"]:
        for found in section["fields"]:
            yield found
            yield from found.get("fields", ())


def _form(raw: dict[str, Any], choices: dict[str, Any], english: English) -> Form:
    types = tuple(raw["applies_to"])
    known = {
        "code",
        "number",
        "title",
        "title_lines",
        "made_by",
        "required_by",
        "applies_to",
        "national_heading",
        "sections",
    }
    return Form(
        code=raw["code"],
        number=raw["number"],
        title=raw["title"],
        title_lines=tuple(raw["title_lines"]),
        made_by=raw["made_by"],
        required_by=tuple(raw["required_by"]),
        applies_to=types,
        national_heading=raw["national_heading"],
        sections=tuple(_section(raw["code"], s, types, choices, english) for s in raw["sections"]),
        extra=_rest(raw, known),
        title_en=english["titles"].get(raw["title"]),
    )


def _section(
    form_code: str, raw: dict[str, Any], types: tuple[str, ...], choices: dict[str, Any], english: English
) -> FormSection:
    applies = tuple(raw.get("applies_to", types))
    base = f"{form_code}.{raw['key']}" if raw["kind"] == "receipt_block" else form_code
    known = {
        "key", "number", "heading", "kind", "applies_to", "fields", "parent", "printed", "basis", "hint", "filled_by",
        "points", "verbatim_at", "columns", "rows", "guidance",
    }  # fmt: skip
    return FormSection(
        key=raw["key"],
        number=raw["number"],
        heading=raw["heading"],
        kind=raw["kind"],
        applies_to=applies,
        fields=tuple(_field(base, raw["key"], f, applies, choices, english) for f in raw["fields"]),
        parent=raw.get("parent"),
        printed=raw.get("printed", True),
        basis=raw.get("basis"),
        hint=raw.get("hint"),
        filled_by=raw.get("filled_by"),
        points=tuple(raw.get("points", ())),
        verbatim_at=raw.get("verbatim_at"),
        columns=tuple(_column(c, english) for c in raw.get("columns", ())),
        rows=tuple(_row(r, english) for r in raw.get("rows", ())),
        guidance=tuple(g["hint"] for g in raw.get("guidance", ())),
        heading_en=english["headings"].get(raw["heading"] or ""),
        extra=_rest(raw, known),
    )


_PLAIN = (
    "label_note", "condition", "sensitive", "sensitive_if", "prefill_from", "printed", "basis", "hint", "note", "unit",
    "number", "marker", "same_line", "blank_lines", "default", "verbatim_at",
)  # fmt: skip
_LISTS = ("except_sets", "evidence", "must_cover", "points")
_HANDLED = {"key", "label", "kind", "need", "applies_to", "choices", "columns", "fields", *_PLAIN, *_LISTS}


def _field(
    base: str, section: str, raw: dict[str, Any], types: tuple[str, ...], choices: dict[str, Any], english: English
) -> FormField:
    applies = tuple(raw.get("applies_to", types))
    offered = raw.get("choices") or choices.get(raw.get("choices_from", ""), ())
    plain: dict[str, Any] = {name: raw[name] for name in _PLAIN if name in raw}
    plain |= {name: tuple(raw[name]) for name in _LISTS if name in raw}
    return FormField(
        key=raw["key"],
        path=f"{base}.{raw['key']}",
        section=section,
        label=raw["label"],
        kind=raw["kind"],
        need=raw.get("need", ""),
        applies_to=applies,
        choices=tuple(_choice(c, english) for c in offered),
        columns=tuple(_column(c, english) for c in raw.get("columns", ())),
        fields=tuple(_field(base, section, f, applies, choices, english) for f in raw.get("fields", ())),
        label_en=english["labels"].get(raw["label"] or ""),
        extra=_rest(raw, _HANDLED),
        **plain,
    )


def _choice(raw: dict[str, Any], english: English) -> Choice:
    return Choice(
        key=raw["key"],
        label=raw["label"],
        label_note=raw.get("label_note"),
        marker=raw.get("marker"),
        parent=raw.get("parent"),
        tick=raw.get("tick", True),
        evidence=tuple(raw.get("evidence", ())),
        only_sets=tuple(raw.get("only_sets", ())),
        free_text=raw.get("free_text"),
        need=raw.get("need"),
        condition=raw.get("condition"),
        note=raw.get("note"),
        label_en=english["choices"].get(raw["label"]),
    )


def _column(raw: dict[str, Any], english: English) -> Column:
    return Column(
        key=raw["key"],
        label=raw["label"],
        kind=raw.get("kind", "text"),
        unit=raw.get("unit"),
        width_percent=raw.get("width_percent"),
        label_en=english["columns"].get(raw["label"]),
    )


def _row(raw: dict[str, Any], english: English) -> EvidenceRow:
    return EvidenceRow(
        code=raw["code"],
        label=raw["label"],
        requirement=raw["requirement"],
        documents=tuple(raw["documents"]),
        copy=raw["copy"],
        need=raw["need"],
        condition=raw.get("condition"),
        any_of=raw.get("any_of", False),
        sensitive=raw.get("sensitive", False),
        may_contain=raw.get("may_contain"),
        label_en=english["evidence"].get(raw["label"]),
    )


def _rest(raw: dict[str, Any], known: set[str]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in known}


def _walk(of: FormField, groups: bool) -> Iterator[FormField]:
    if of.kind != "group" or groups:
        yield of
    for inner in of.fields:
        yield from _walk(inner, groups)
