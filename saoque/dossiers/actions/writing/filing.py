"""Handing in: the state moves, and what was handed in is written down once and for all with its digest."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque import rulebook
from saoque.dossiers.actions.writing.guard import hold
from saoque.dossiers.actions.writing.helped import unseen
from saoque.dossiers.completeness import MUST, check_completeness
from saoque.dossiers.flow import FINISHED, flow
from saoque.dossiers.models import CriterionAnswer, Dossier, Filing
from saoque.dossiers.notices import settle_returned
from saoque.dossiers.queries_writing import evidence_of, values_of
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.producers.actions import lock_set, unlock_set


def file_dossier(dossier: Dossier, actor: Actor) -> Filing:
    """Hand a draft in to the commune (article 7 clause 1) and return the filing.

    Raises `DomainError` while something that must be there is missing, `Stale` when it has been handed in already.
    """
    actor = rules.require(actor, "file", dossier)
    if not flow.allows("file", dossier.state):
        raise Stale()
    with transaction.atomic():
        hold(dossier)
        refuse_incomplete(dossier)
        now = timezone.now()
        filing = write_filing(dossier, actor, now)
        flow.apply(
            dossier,
            "file",
            actor,
            data={
                "filing": filing.sequence,
                "digest": filing.digest,
                "points": dossier.self_total,
                "helped_unseen": unseen(dossier).count(),
            },
            filed_at=now,
            state_since=now,
            due_on=None,
        )
        lock_set(actor, dossier.product)
    return filing


def withdraw(dossier: Dossier, reason: str, actor: Actor) -> None:
    """Take the dossier back before the commune has begun on it, or while it is returned. What was filed stays on record."""
    actor = rules.require(actor, "withdraw", dossier)
    if not flow.allows("withdraw", dossier.state):
        raise DomainError(
            _("Hồ sơ đang được xem xét nên chưa rút được. Hãy gọi cho cơ quan đang giữ hồ sơ để được trả lại trước.")
        )
    with transaction.atomic():
        flow.apply(
            dossier, "withdraw", actor, data={"reason": reason.strip()[:500]}, state_since=timezone.now(), due_on=None
        )
        settle_returned(dossier)
        others = Dossier.objects.filter(product=dossier.product, filed_at__isnull=False).exclude(state__in=FINISHED)
        if dossier.filed_at is not None and not others.exists():
            unlock_set(actor, dossier.product)


def refuse_incomplete(dossier: Dossier) -> None:
    """Raise `DomainError` when something is missing that must be there."""
    missing = sum(1 for finding in check_completeness(dossier) if finding.severity == MUST)
    if missing:
        raise DomainError(
            ngettext(
                "Chưa nộp được: còn %(count)d chỗ bắt buộc phải bổ sung. Hãy sửa theo danh sách rồi nộp lại.",
                "Chưa nộp được: còn %(count)d chỗ bắt buộc phải bổ sung. Hãy sửa theo danh sách rồi nộp lại.",
                missing,
            )
            % {"count": missing}
        )


def write_filing(dossier: Dossier, actor: Actor, now: datetime) -> Filing:
    """Append the record of everything as it stands now. The caller holds the dossier's row."""
    last = Filing.objects.filter(dossier=dossier).order_by("-sequence").values_list("sequence", flat=True).first()
    manifest, snapshot = manifest_of(dossier), snapshot_of(dossier)
    return Filing.objects.create(
        dossier=dossier,
        sequence=(last or 0) + 1,
        filed_at=now,
        filed_by=actor.user,
        manifest=manifest,
        snapshot=snapshot,
        digest=digest_of(manifest, snapshot),
    )


def manifest_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Return one entry per file: title, kind (row of the annex), name, size in bytes, sha256, pages, criteria that cite it."""
    rows = []
    for evidence in evidence_of(dossier):
        file = evidence.paper.file
        rows.append(
            {
                "evidence": evidence.pk,
                "title": evidence.paper.title,
                "kind": evidence.paper.evidence_code,
                "name": file.name,
                "size": file.size,
                "sha256": file.sha256,
                "pages": file.pages,
                "criteria": sorted(citation.criterion for citation in evidence.citations.all()),
            }
        )
    return rows


def snapshot_of(dossier: Dossier) -> dict[str, Any]:
    """Return fields, answers and points as stored: {"fields": {path: value}, "answers": {code: …}, "points": …, "stars": …}."""
    sheet = rulebook.scorecard(dossier.scorecard)
    answers: dict[str, Any] = {}
    for row in CriterionAnswer.objects.filter(dossier=dossier).order_by("pk"):
        chosen = sheet.by_code[row.criterion].find(row.option) if row.option else None
        answers[row.criterion] = {
            "option": row.option or None,
            "label": chosen.label if chosen else None,
            "points": chosen.points if chosen else 0,
            "description": row.description,
        }
    result = rulebook.score(sheet, {code: answer["option"] for code, answer in answers.items()})
    return {
        "scorecard": dossier.scorecard,
        "kind": str(dossier.kind),
        "product": dossier.product.name,
        "producer": dossier.producer.name,
        "commune": dossier.commune.full_name,
        "fields": values_of(dossier),
        "answers": answers,
        "points": {**dict(result.parts), "total": result.total},
        "stars": result.stars,
    }


def digest_of(manifest: list[dict[str, Any]], snapshot: dict[str, Any]) -> str:
    """Return the SHA-256 over both, written as JSON with sorted keys and without spaces, so that anyone can repeat it."""
    text = json.dumps([manifest, snapshot], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
