"""How a kept value is written on paper: Vietnamese dates, money, ticked boxes, dots where nothing stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from saoque.dossiers.forms.values import show
from saoque.rulebook.form_shapes import Choice, Column, FormField

DOTS = "…" * 8
LINE = "…" * 32
EMPTY, TICKED = "□", "☑"


def box(ticked: bool) -> str:
    return TICKED if ticked else EMPTY


def value_of(field: FormField, raw: Any, choices: tuple[Choice, ...] = ()) -> str:
    """Return what is written at the blank; an empty word for nothing."""
    if raw in (None, "", []):
        return ""
    if field.kind == "table":
        return "; ".join(_row(field, row) for row in raw if isinstance(row, dict))
    written = show(field.kind, raw, [(c.key, c.label) for c in choices or field.choices], grouped=field.key != "year")
    return f"{written} đồng" if field.kind == "number" and field.unit == "đồng" else written


def lines_of(written: str) -> list[str]:
    """Return the lines of a long text, without empty ones."""
    return [line.strip() for line in written.splitlines() if line.strip()]


def long_day(iso: Any) -> str:
    """«ngày 23 tháng 11 năm 2026», or the same with dots."""
    try:
        day = date.fromisoformat(str(iso))
    except ValueError:
        return "ngày …… tháng …… năm ……"
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def short_day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _row(field: FormField, row: dict[str, Any]) -> str:
    """«2025: 1.200 kg»: the form prints no columns for its small tables."""
    cells = [_cell(column, row.get(column.key)) for column in field.columns]
    first, *rest = cells
    told = " ".join(cell for cell in rest if cell)
    return f"{first}: {told}" if first and told else first or told


def _cell(column: Column, raw: Any) -> str:
    written = show(column.kind, raw, grouped=column.key != "year")
    if not written:
        return ""
    if column.kind == "date":
        return f"đến {written}"
    return f"{written} {column.unit}" if column.unit else written
