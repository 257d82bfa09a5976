"""Audit records of whole lives at once, linked and hashed as `saoque.kernel.audit` does it one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from saoque.kernel.audit.chain import digest
from saoque.kernel.audit.models import AuditRecord


@dataclass(frozen=True)
class By:
    """Who acted, for which unit."""

    user: int
    unit: int


@dataclass(frozen=True)
class Act:
    """One thing that happened to a subject."""

    action: str
    by: By
    at: dt.datetime
    before: str = ""
    after: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def chained(subject: models.Model, acts: Iterable[Act]) -> list[AuditRecord]:
    """Return the whole chain of a stored subject, oldest first. The subject must have no records yet."""
    records: list[AuditRecord] = []
    previous = ""
    for sequence, act in enumerate(acts, start=1):
        record = AuditRecord(
            subject_type=subject._meta.label,
            subject_id=str(subject.pk),
            sequence=sequence,
            action=act.action,
            actor_id=act.by.user,
            actor_unit_id=act.by.unit,
            at=act.at,
            from_state=act.before,
            to_state=act.after,
            data=act.data,
            previous_hash=previous,
        )
        previous = record.hash = digest(record)
        records.append(record)
    return records
