"""Saving blanks of forms 01 and 02, one at a time while typing, or a whole page at once without JavaScript.

The page's version token is the versions of its paths in printed order, joined by dots ("3.0.1"; 0 for never saved).
Each row is compared with its own place in the token, so two people on one page only meet when they change one blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.dossiers.actions.writing.guard import hold, locked_error
from saoque.dossiers.actions.writing.helped import note_change
from saoque.dossiers.forms.stations import MOST_ROWS, Blank, Station, blanks, find_blank, signing
from saoque.dossiers.forms.values import controls, parse, show
from saoque.dossiers.models import Dossier, Evidence, FieldValue, Part
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale

Pairs = Sequence[tuple[str, str]]


class Clash(Stale):
    """Somebody else saved this blank meanwhile. `current` is what its controls would hold, `text` what people read."""

    def __init__(self, current: list[str], text: str, by: str, token: str, at: datetime | None = None) -> None:
        super().__init__()
        self.current, self.text, self.by, self.token, self.at = current, text, by, token, at


@dataclass(frozen=True)
class Saved:
    token: str
    value: Any


def token_of(station: Station, kept: Mapping[str, tuple[Any, int]]) -> str:
    """Return the page's version token. `kept` as of `queries_writing.kept_of`."""
    return ".".join(str(kept[path][1] if path in kept else 0) for path in station.paths)


def read_token(station: Station, token: str) -> list[int]:
    """Return the versions in a token. Raises `Stale` for one that is not of this page."""
    parts = token.split(".")
    if len(parts) != len(station.paths) or not all(part.isdecimal() and len(part) < 9 for part in parts):
        raise Stale()
    return [int(part) for part in parts]


def pairs_for(blank: Blank, dossier: Dossier) -> Pairs:
    """Return what may be chosen at `blank`: the form's own choices, or the dossier's evidence where the form asks for it."""
    if blank.kind == "multi_choice" and not blank.choices:
        rows = Evidence.objects.filter(dossier=dossier).values_list("pk", "paper__title")
        return [(str(pk), title) for pk, title in rows]
    return blank.pairs


def save_field(dossier: Dossier, station: Station, name: str, typed: Sequence[str], token: str, actor: Actor) -> Saved:
    """Keep what was typed at the control `name`; returns the new token. One transaction.

    Raises `DomainError` for an unknown blank, a locked one or an impossible value, `Clash` when it was changed meanwhile.
    """
    actor = rules.require(actor, "write", dossier)
    blank = find_blank(station, dossier.scorecard, name)
    if signing(station, blank.of) and not rules.may(actor, "sign", dossier):
        raise DomainError(_("Phần cam đoan và ký tên do chính chủ thể điền. Người giúp không điền thay."))
    versions = read_token(station, token)
    value = parse(blank.kind, typed, pairs_for(blank, dossier))
    place = station.paths.index(blank.path)
    with transaction.atomic():
        free = hold(dossier)
        if blank.locked or not free.field(_root_of(station, blank)):
            raise locked_error(dossier, _("ô «%(label)s»") % {"label": blank.label})
        row = FieldValue.objects.select_related("changed_by").filter(dossier=dossier, path=blank.path).first()
        now = row.version if row else 0
        kept = row.value if row else None
        wanted = _in_table(blank, kept, value)
        if now != versions[place] and wanted != kept:
            versions[place] = now
            raise _clash(blank, kept, row, dossier, _join(versions))
        if wanted != kept:
            now = _write(dossier, blank.path, row, wanted, actor)
            by_others = row is not None and row.changed_by_id != actor.user_id
            note_change(dossier, Part.FIELD, blank.of.path, actor, by_others=by_others)
        versions[place] = now
    return Saved(_join(versions), wanted)


def save_section(
    dossier: Dossier, station: Station, posted: Mapping[str, Sequence[str]], token: str, actor: Actor
) -> dict[str, str]:
    """Keep every blank of a page that was sent, and return control name → message for those that were refused.

    What can be kept is kept; a wrong figure in one blank does not cost the words typed in another.
    """
    refused: dict[str, str] = {}
    for blank in page_blanks(station, dossier.scorecard):
        absent = blank.name not in posted and f"{blank.name}__shown" not in posted
        if blank.locked or absent:
            continue
        try:
            token = save_field(dossier, station, blank.name, posted.get(blank.name, []), token, actor).token
        except Clash as clash:
            token = clash.token
            refused[blank.name] = _("%(by)s vừa sửa ô này thành «%(text)s». Hãy xem lại rồi lưu lần nữa.") % {
                "by": clash.by,
                "text": clash.text[:200],
            }
        except DomainError as error:
            refused[blank.name] = str(error)
    return refused


def page_blanks(station: Station, scorecard: str) -> list[Blank]:
    return [blank for field in station.fields for blank in blanks(field, scorecard, MOST_ROWS)]


def _root_of(station: Station, blank: Blank) -> str:
    """A free text beside a choice is unlocked together with its field."""
    return blank.of.path


def _in_table(blank: Blank, kept: Any, value: Any) -> Any:
    """Return the whole value to keep: for a cell, the table with this cell changed and empty rows at its end gone."""
    if blank.column is None or blank.row is None:
        return value
    rows: list[dict[str, Any]] = [dict(row) for row in kept or []]
    while len(rows) <= blank.row:
        rows.append({})
    if value is None:
        rows[blank.row].pop(blank.column.key, None)
    else:
        rows[blank.row][blank.column.key] = value
    while rows and not rows[-1]:
        rows.pop()
    return rows or None


def _write(dossier: Dossier, path: str, row: FieldValue | None, value: Any, actor: Actor) -> int:
    """Insert or compare-and-set the row and write its audit record; returns the new version."""
    if row is None:
        try:
            with transaction.atomic():
                row = FieldValue.objects.create(dossier=dossier, path=path, value=value, changed_by_id=actor.user_id)
        except IntegrityError:
            raise Stale() from None
        version = row.version
    else:
        version = row.version + 1
        won = FieldValue.objects.filter(pk=row.pk, version=row.version).update(
            value=value, version=version, changed_by=actor.user_id, changed_at=timezone.now()
        )
        if won != 1:
            raise Stale()
    audit.record(row, "save_field", actor, data={"dossier": dossier.pk, "path": path, "version": version})
    return version


def _clash(blank: Blank, kept: Any, row: FieldValue | None, dossier: Dossier, token: str) -> Clash:
    if blank.column is not None and blank.row is not None:
        rows = kept or []
        kept = rows[blank.row].get(blank.column.key) if blank.row < len(rows) else None
    text = show(blank.kind, kept, pairs_for(blank, dossier), grouped=blank.grouped)
    by = row.changed_by.full_name if row and row.changed_by else ""
    return Clash(controls(blank.kind, kept, grouped=blank.grouped), text, by, token, row.changed_at if row else None)


def _join(versions: Sequence[int]) -> str:
    return ".".join(str(version) for version in versions)
