"""Writing and checking the chain. Callers hold the subject's row (compare-and-set first), which orders the sequence."""

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models

from saoque.kernel.calendar.clock import now

if TYPE_CHECKING:
    from saoque.kernel.audit.models import AuditRecord


def record(
    subject: models.Model,
    action: str,
    actor: Any,
    *,
    from_state: str = "",
    to_state: str = "",
    data: dict[str, Any] | None = None,
) -> "AuditRecord":
    """Append one record to the chain of `subject` and return it.

    `actor` is an `Actor` of `kernel.access` (its user and its unit are kept) or None for the machine itself.
    """
    from saoque.kernel.audit.models import AuditRecord

    subject_type, subject_id = subject._meta.label, str(subject.pk)
    last = (
        AuditRecord.objects.filter(subject_type=subject_type, subject_id=subject_id)
        .order_by("-sequence")
        .values_list("sequence", "hash")
        .first()
    )
    sequence, previous_hash = (last[0] + 1, last[1]) if last else (1, "")
    entry = AuditRecord(
        subject_type=subject_type,
        subject_id=subject_id,
        sequence=sequence,
        action=action,
        actor_id=getattr(actor, "user_id", None),
        actor_unit_id=getattr(actor, "unit_id", None),
        at=now(),
        from_state=from_state,
        to_state=to_state,
        data=data or {},
        previous_hash=previous_hash,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: "AuditRecord") -> str:
    """Return the SHA-256 over everything the record says and the hash before it."""
    content = [
        entry.subject_type, entry.subject_id, entry.sequence, entry.action, entry.actor_id, entry.actor_unit_id,
        entry.at.isoformat(), entry.from_state, entry.to_state, entry.data, entry.previous_hash,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def history(subject: models.Model) -> "models.QuerySet[AuditRecord]":
    """Return the records of `subject`, oldest first, with their actors."""
    from saoque.kernel.audit.models import AuditRecord

    return (
        AuditRecord.objects.filter(subject_type=subject._meta.label, subject_id=str(subject.pk))
        .select_related("actor", "actor_unit")
        .order_by("sequence")
    )


def broken_chains() -> Iterator[str]:
    """Yield one line per record whose hash, order or link to the one before does not hold."""
    from saoque.kernel.audit.models import AuditRecord

    subject: tuple[str, str] = ("", "")
    expected, previous_hash = 1, ""
    entries = AuditRecord.objects.order_by("subject_type", "subject_id", "sequence").iterator(chunk_size=2000)
    for entry in entries:
        if (entry.subject_type, entry.subject_id) != subject:
            subject, expected, previous_hash = (entry.subject_type, entry.subject_id), 1, ""
        if entry.sequence != expected or entry.previous_hash != previous_hash or entry.hash != digest(entry):
            yield f"audit: {entry} does not hold"
        expected, previous_hash = entry.sequence + 1, entry.hash
