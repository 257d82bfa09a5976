"""The blanks of a form as paragraphs: label, what is written there, boxes to tick. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saoque.dossiers.papers.facts import Facts
from saoque.dossiers.papers.tree import Para, Run, text
from saoque.dossiers.papers.words import DOTS, LINE, box, lines_of, long_day, value_of
from saoque.rulebook import forms as law
from saoque.rulebook.form_shapes import Choice, FormField


def field_lines(fields: Sequence[FormField], facts: Facts, indent: int = 0) -> list[Para]:
    """Return the printed lines of these fields; one of `same_line` continues the paragraph before."""
    found: list[Para] = []
    for field in fields:
        if not is_printed(field, facts):
            continue
        if field.kind == "group":
            found += [_label_line(field, facts, indent), *field_lines(field.fields, facts, indent + 1)]
        elif field.kind == "multi_choice" or (field.kind == "choice" and _boxed(field)):
            found += _boxes(field, facts, indent)
        elif field.kind == "statement":
            found += [_label_line(field, facts, indent), *statement(field.path, field.points, field.verbatim_at, facts)]
        elif field.kind in ("long_text", "table"):
            found += _long(field, facts, indent)
        else:
            runs = (Run(f"{_label(field, facts)}: {_written(field, facts) or DOTS}"), *_mark(field))
            found = _append(found, runs) if field.same_line and found else [*found, Para(runs, indent=indent)]
    return found


def is_printed(field: FormField, facts: Facts) -> bool:
    return field.printed and facts.kind in field.applies_to and facts.scorecard not in field.except_sets


def statement(key: str, points: Sequence[str], verbatim_at: str | None, facts: Facts) -> list[Para]:
    """Return the official wording where an office has entered it, else the points and where the wording stands."""
    if key in facts.wording:
        return [text(line, align="justify") for line in lines_of(fill(facts.wording[key], facts))]
    found = [text(f"– {facts.places.worded(point)}", indent=1) for point in points]
    return [*found, text(f"(câu chữ chính thức: {verbatim_at})", italic=True, indent=1)]


def fill(words: str, facts: Facts) -> str:
    """Put names into an entered wording: {commune}, {province}, {product}, {producer}. Everything else stays as typed."""
    names = {
        "{commune}": facts.places.commune,
        "{province}": facts.places.province,
        "{product}": facts.product,
        "{producer}": facts.producer,
    }
    return re.sub("|".join(map(re.escape, names)), lambda found: names[found[0]], words)


def sentence(fields: Sequence[FormField], facts: Facts) -> Para:
    """Return fields whose labels read on as one sentence."""
    told = [f"{_label(field, facts)} {_written(field, facts) or DOTS}" for field in fields]
    return text(" ".join(told) + ".", align="justify")


def place_and_day(form: str, facts: Facts) -> Para:
    place = facts.values.get(f"{form}.signed_place") or "…………"
    return text(f"{place}, {long_day(facts.values.get(f'{form}.signed_on'))}", italic=True, align="center")


def _label(field: FormField, facts: Facts) -> str:
    mark = f"{field.number}." if field.number else field.marker
    return " ".join(filter(None, (mark, facts.places.worded(field.label or ""), field.label_note)))


def _label_line(field: FormField, facts: Facts, indent: int) -> Para:
    return text(f"{_label(field, facts)}:", indent=indent)


def _written(field: FormField, facts: Facts) -> str:
    return value_of(field, facts.values.get(field.path), law.choices_for(field, facts.scorecard))


def _mark(field: FormField) -> tuple[Run, ...]:
    mark = field.extra.get("footnote")
    return (Run(str(mark), raised=True),) if mark else ()


def _append(found: list[Para], runs: tuple[Run, ...]) -> list[Para]:
    last = found[-1]
    return [*found[:-1], Para((*last.runs, Run("     "), *runs), last.align, last.indent, last.gap)]


def _long(field: FormField, facts: Facts, indent: int) -> list[Para]:
    lines = lines_of(_written(field, facts)) or [LINE] * (field.blank_lines or 2)
    return [_label_line(field, facts, indent), *(text(line, indent=indent + 1, align="justify") for line in lines)]


def _boxed(field: FormField) -> bool:
    """Whether the form prints the choices: not those that it leaves to be written, nor those named in its note."""
    return bool(field.choices) and field.extra.get("choices_printed", True) and not field.label_note


def _boxes(field: FormField, facts: Facts, indent: int) -> list[Para]:
    raw = facts.values.get(field.path) or []
    chosen = set(raw) if isinstance(raw, list) else {raw}
    choices = law.choices_for(field, facts.scorecard)
    if not any(choice.marker for choice in choices):
        ticks = "     ".join(f"{choice.label}: {box(choice.key in chosen)}" for choice in choices)
        return [text(ticks, indent=indent + 1)]
    return [_label_line(field, facts, indent), *(_tick(field, c, chosen, facts, indent) for c in choices)]


def _tick(field: FormField, choice: Choice, chosen: set[str], facts: Facts, indent: int) -> Para:
    label = " ".join(filter(None, (choice.marker, choice.label, choice.label_note)))
    own = facts.values.get(f"{field.path}.{choice.free_text}") if choice.free_text else ""
    told = f"{label}: {own}" if own else label
    return text(
        f"{told} {box(choice.key in chosen)}" if choice.tick else f"{told}:",
        indent=indent + (2 if choice.parent else 1),
    )
