"""What is different between two filings of a dossier: blanks, answers and files, each with before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.actions.writing.filing import digest_of, manifest_of, snapshot_of
from saoque.dossiers.forms.stations import blanks, label_of, station_of
from saoque.dossiers.forms.values import show
from saoque.dossiers.models import Dossier, Filing


@dataclass(frozen=True)
class Change:
    """One difference. `where` names the blank, criterion or file; an empty `before` means that it is new."""

    kind: str  # field, criterion or paper
    where: str
    before: str
    after: str


def now_as_filing(dossier: Dossier) -> Filing:
    """Return the present content in the shape of a filing, not stored."""
    manifest, snapshot = manifest_of(dossier), snapshot_of(dossier)
    return Filing(
        dossier=dossier, sequence=0, manifest=manifest, snapshot=snapshot, digest=digest_of(manifest, snapshot)
    )


def changes_between(dossier: Dossier, older: Filing, newer: Filing) -> list[Change]:
    """Return every difference, blanks first, then criteria, then files."""
    return [
        *_fields(dossier, older.snapshot["fields"], newer.snapshot["fields"]),
        *_answers(dossier, older.snapshot["answers"], newer.snapshot["answers"]),
        *_papers(older.manifest, newer.manifest),
    ]


def _fields(dossier: Dossier, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for path in dict.fromkeys([*old, *new]):
        if old.get(path) != new.get(path):
            label, before = shown_field(dossier, path, old.get(path))
            yield Change("field", label, before, shown_field(dossier, path, new.get(path))[1])


def shown_field(dossier: Dossier, path: str, value: Any) -> tuple[str, str]:
    """Return a blank's label and its value in words; a table as lines."""
    station = station_of(dossier.scorecard, dossier.kind, path)
    field = (
        next((f for f in station.fields if path == f.path or path.startswith(f.path + ".")), None) if station else None
    )
    if field is None:
        return path, str(value or "")
    if field.kind == "table":
        columns = {column.key: column for column in field.columns}
        lines = [
            " · ".join(
                show(columns[key].kind, cell, grouped=key != "year") for key, cell in row.items() if key in columns
            )
            for row in value or []
        ]
        return label_of(field), "\n".join(lines)
    blank = next((b for b in blanks(field, dossier.scorecard) if b.path == path), None)
    if blank is None:
        return label_of(field), str(value or "")
    return blank.label, show(blank.kind, value, blank.pairs, grouped=blank.grouped)


def _answers(dossier: Dossier, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for code, line in rulebook.scorecard(dossier.scorecard).by_code.items():
        before, after = _said(old.get(code)), _said(new.get(code))
        if before != after:
            yield Change("criterion", f"{code} {line.name}", before, after)


def _said(answer: dict[str, Any] | None) -> str:
    if not answer:
        return ""
    chosen = _("%(label)s (%(points)d điểm)") % answer if answer["option"] else _("Chưa chọn mức nào")
    return f"{chosen}\n{answer['description']}".strip()


def _papers(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Change]:
    before, after = ({row["sha256"] + row["title"]: row for row in rows} for rows in (old, new))
    for key in dict.fromkeys([*before, *after]):
        was, now = _file(before.get(key)), _file(after.get(key))
        if was != now:
            yield Change("paper", (after.get(key) or before[key])["title"], was, now)


def _file(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    codes = ", ".join(row["criteria"])
    return f"{row['name']} · {row['sha256'][:12]}" + (f" · {codes}" if codes else "")
