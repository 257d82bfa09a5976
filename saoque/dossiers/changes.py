"""What is different between two filings of a dossier: blanks, answers and files, each with before and after.

After a return, the differences are laid beside the very things that were to be mended (`mended_since`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.actions.writing.filing import digest_of, manifest_of, snapshot_of
from saoque.dossiers.forms.stations import blanks, label_of, station_of
from saoque.dossiers.forms.values import show
from saoque.dossiers.models import Dossier, Filing, ReturnItem
from saoque.dossiers.reading import is_personal
from saoque.dossiers.targets import labels_of


@dataclass(frozen=True)
class Change:
    """One difference. `where` names the blank, criterion or file; an empty `before` means that it is new."""

    kind: str  # field, criterion or paper
    where: str
    before: str
    after: str
    key: str = ""  # path, code of the criterion, or code of the paper's kind
    cited: tuple[str, ...] = ()  # of a paper: the criteria that cite it, before or after


@dataclass(frozen=True)
class Mended:
    """One returned thing and what changed at its place since."""

    item: ReturnItem
    label: str
    changes: tuple[Change, ...]


def now_as_filing(dossier: Dossier) -> Filing:
    """Return the present content in the shape of a filing, not stored."""
    manifest, snapshot = manifest_of(dossier), snapshot_of(dossier)
    return Filing(
        dossier=dossier, sequence=0, manifest=manifest, snapshot=snapshot, digest=digest_of(manifest, snapshot)
    )


def changes_between(dossier: Dossier, older: Filing, newer: Filing, *, with_sensitive: bool = True) -> list[Change]:
    """Return every difference, blanks first, then criteria, then files.

    Without `with_sensitive` a personal blank says that it changed, never what it holds.
    """
    return [
        *_fields(dossier, older.snapshot["fields"], newer.snapshot["fields"], with_sensitive),
        *_answers(dossier, older.snapshot["answers"], newer.snapshot["answers"]),
        *_papers(older.manifest, newer.manifest),
    ]


def mended_since(
    dossier: Dossier, older: Filing, until: datetime, changes: Sequence[Change], order: str = "due"
) -> tuple[list[Mended], list[Change]]:
    """Return what was to be mended between `older` and `until` with the changes at each place, and all other changes.

    `order`: "due" for what is still open and nearest first, "form" for the order of the dossier's papers. One query.
    """
    asked = ReturnItem.objects.filter(dossier=dossier, opened_at__lte=until)
    still = asked.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=older.filed_at))
    labels = labels_of(dossier)
    rows = [
        Mended(item, labels.get((item.target, item.key), item.key), tuple(c for c in changes if _is_at(item, c)))
        for item in in_order(dossier, still, order)
    ]
    told = {id(change) for row in rows for change in row.changes}
    return rows, [change for change in changes if id(change) not in told]


def in_order(dossier: Dossier, items: Iterable[ReturnItem], order: str = "due") -> list[ReturnItem]:
    """Return the items nearest deadline first (open ones before answered ones), or in the order of the forms."""
    place = {named: number for number, named in enumerate(labels_of(dossier))}

    def of_form(item: ReturnItem) -> tuple[int, int]:
        return place.get((item.target, item.key), len(place)), item.pk

    if order == "form":
        return sorted(items, key=of_form)
    return sorted(items, key=lambda item: (item.state != ReturnItem.State.OPEN, item.due_on, *of_form(item)))


def _is_at(item: ReturnItem, change: Change) -> bool:
    """Whether the change mends what the item names: its blank, its criterion or a paper cited there, or its kind of paper."""
    if item.target == ReturnItem.Target.FIELD:
        return change.kind == "field" and (change.key == item.key or change.key.startswith(item.key + "."))
    if item.target == ReturnItem.Target.CRITERION:
        return (change.kind == "criterion" and change.key == item.key) or item.key in change.cited
    return change.kind == "paper" and change.key == item.key


def _fields(dossier: Dossier, old: dict[str, Any], new: dict[str, Any], with_sensitive: bool) -> Iterator[Change]:
    for path in dict.fromkeys([*old, *new]):
        if old.get(path) != new.get(path):
            label, before = shown_field(dossier, path, old.get(path))
            after = shown_field(dossier, path, new.get(path))[1]
            if not with_sensitive and _is_personal(dossier, path):
                before = after = _("Thông tin riêng, không hiện ở đây")
            yield Change("field", label, before, after, path)


def _is_personal(dossier: Dossier, path: str) -> bool:
    station = station_of(dossier.scorecard, dossier.kind, path)
    fields = station.fields if station else ()
    return any(is_personal(f, dossier) for f in fields if path == f.path or path.startswith(f.path + "."))


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
            yield Change("criterion", f"{code} {line.name}", before, after, code)


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
            row = after.get(key) or before[key]
            cited = {code for side in (before, after) if key in side for code in side[key]["criteria"]}
            yield Change("paper", row["title"], was, now, row.get("kind", ""), tuple(sorted(cited)))


def _file(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    codes = ", ".join(row["criteria"])
    return f"{row['name']} · {row['sha256'][:12]}" + (f" · {codes}" if codes else "")
