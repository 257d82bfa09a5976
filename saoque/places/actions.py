"""What can happen to the register's tables: they are brought to what the data files say. Nothing is ever deleted."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction

from saoque.kernel.audit import record
from saoque.kernel.errors import DomainError
from saoque.kernel.text import fold, sort_key
from saoque.places.changefile import ChangeRefused
from saoque.places.models import AdminUnit, RegisterLoad, Succession
from saoque.places.register import Register, data_hash, get_register, keep_change, preview_change
from saoque.places.units import Key, Unit

_BATCH = 1000
_FIELDS = (
    "until", "level", "kind", "name", "full_name", "folded", "sort", "parent_id", "lat", "lon", "source", "confidence",
    "note",
)  # fmt: skip


class LoadResult(NamedTuple):
    """What one loading did; all zero and `changed` False when the tables were up to date."""

    changed: bool
    added: int = 0
    updated: int = 0
    steps: int = 0


def _values(unit: Unit, parent_id: int | None) -> dict[str, Any]:
    """Return the stored fields of one record."""
    return {
        "until": unit.until,
        "level": unit.level,
        "kind": unit.kind,
        "name": unit.name,
        "full_name": unit.full_name,
        "folded": fold(unit.name),
        "sort": sort_key(unit.name),
        "parent_id": parent_id,
        "lat": unit.lat,
        "lon": unit.lon,
        "source": unit.source,
        "confidence": unit.confidence,
        "note": unit.note,
    }


def _store_level(units: Iterable[Unit], register: Register, known: dict[Key, AdminUnit]) -> tuple[int, int]:
    """Add and update the records of one level, whose parents are stored; return (added, updated)."""
    fresh, changed = [], []
    for unit in units:
        parent = register.parent(unit)
        values = _values(unit, known[parent.key].pk if parent else None)
        row = known.get(unit.key)
        if row is None:
            fresh.append(AdminUnit(code=unit.code, since=unit.since, **values))
        elif any(getattr(row, name) != values[name] for name in _FIELDS):
            for name in _FIELDS:
                setattr(row, name, values[name])
            changed.append(row)
    for row in AdminUnit.objects.bulk_create(fresh, batch_size=_BATCH):
        known[row.code, row.since] = row
    if changed:
        AdminUnit.objects.bulk_update(changed, [name.removesuffix("_id") for name in _FIELDS], batch_size=100)
    return len(fresh), len(changed)


def _store_steps(register: Register, known: dict[Key, AdminUnit]) -> int:
    """Bring the steps to what the register says; return how many were added, changed or taken away."""
    wanted = {(known[step.old].pk, known[step.new].pk): step.whole for step in register.arrows()}
    stored = {
        (old, new): (pk, whole) for pk, old, new, whole in Succession.objects.values_list("pk", "old", "new", "whole")
    }
    wrong = [pk for pair, (pk, whole) in stored.items() if wanted.get(pair) is not whole]
    for start in range(0, len(wrong), _BATCH):
        Succession.objects.filter(pk__in=wrong[start : start + _BATCH]).delete()
    missing = [pair for pair, whole in wanted.items() if stored.get(pair, (0, None))[1] is not whole]
    Succession.objects.bulk_create(
        (Succession(old_id=old, new_id=new, whole=wanted[old, new]) for old, new in missing), batch_size=_BATCH
    )
    return len(missing) + len(wrong)


@transaction.atomic
def load_register(actor: Any = None, *, force: bool = False) -> LoadResult:
    """Bring the tables to what the data files say; nothing happens when they are up to date, unless forced.

    Records are added and updated, never deleted, because addresses point to them. Writes one audit record.
    """
    digest = data_hash()
    last = RegisterLoad.objects.order_by("-pk").first()
    if last and last.hash == digest and not force:
        return LoadResult(False)
    register = get_register()
    known: dict[Key, AdminUnit] = {(row.code, row.since): row for row in AdminUnit.objects.iterator(chunk_size=2000)}
    added = updated = 0
    for length in (2, 3, 5):
        level = sorted((unit for unit in register if len(unit.code) == length), key=lambda unit: unit.key)
        more, other = _store_level(level, register, known)
        added, updated = added + more, updated + other
    steps = _store_steps(register, known)
    load = RegisterLoad.objects.create(hash=digest, units=len(register), steps=len(register.arrows()))
    record(load, "load", actor, data={"added": added, "updated": updated, "steps": steps, "hash": digest})
    _refresh_statistics()
    return LoadResult(True, added, updated, steps)


def _refresh_statistics() -> None:
    """Tell the planner what the tables hold now: PostgreSQL took seconds for the communes of one province before it knew."""
    with connection.cursor() as cursor:
        for model in (AdminUnit, Succession):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


class ImportResult(NamedTuple):
    """What an import did or, as a preview, would do, in lines for people; `kept` names the file once it is taken."""

    lines: list[str]
    date: dt.date | None
    kept: str = ""


def import_change(
    content: bytes, actor: Any = None, *, apply: bool = False, folder: Path | None = None
) -> ImportResult:
    """Check a file with a change of units; with `apply`, keep it among the data files and load the tables.

    Raise DomainError with one line per fault; then nothing has changed. A file that was taken before changes nothing.
    """
    try:
        change, lines = preview_change(content, get_register())
    except ChangeRefused as refused:
        raise DomainError("\n".join(refused.errors)) from None
    if change is None:
        return ImportResult(lines, None)
    if not apply:
        return ImportResult(lines, change.date)
    kept = keep_change(content, change, folder)
    try:
        load_register(actor)
    except BaseException:
        kept.unlink()
        raise
    return ImportResult(lines, change.date, kept.name)
