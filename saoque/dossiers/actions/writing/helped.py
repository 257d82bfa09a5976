"""Marks on what a helper changed: set by every change under consent, taken off when the producer has looked it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from saoque.dossiers.consents import acts_as_helper
from saoque.dossiers.models import Dossier, HelpedPart
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor

Named = tuple[str, str]  # target and key


def note_change(
    dossier: Dossier,
    target: str,
    key: str,
    actor: Actor,
    act: str = HelpedPart.Act.FILLED,
    *,
    by_others: bool = True,
) -> None:
    """Mark the part when a helper changes it; when the producer does, nothing of it is left to look over.

    `by_others`: somebody else may have changed it last; without, the producer's own saving asks nothing more.
    In the caller's transaction, with the actor in the standing that the rule chose.
    """
    if by_others or acts_as_helper(actor):
        note_changes(dossier, [(target, key)], actor, act)


def note_changes(dossier: Dossier, parts: Iterable[Named], actor: Actor, act: str = HelpedPart.Act.FILLED) -> None:
    """As `note_change`, for many parts."""
    now = timezone.now()
    if not acts_as_helper(actor) or actor.standing is None:
        for target, key in parts:
            unseen(dossier).filter(target=target, key=key).update(seen_at=now, seen_by=actor.user_id)
        return
    for target, key in parts:
        HelpedPart.objects.update_or_create(
            dossier=dossier,
            target=target,
            key=key,
            helper=actor.user,
            defaults={
                "role": actor.standing.role, "act": act, "changed_at": now, "seen_at": None, "seen_by": None,
            },
        )  # fmt: skip


def look_over(dossier: Dossier, parts: Iterable[Named] | None, shown_at: datetime, actor: Actor) -> int:
    """Take the marks off `parts`, or off all (None), as far as the page that was drawn at `shown_at` showed them.

    What a helper changed after that stays marked. Returns how many marks came off; one audit record when any did.
    """
    actor = rules.require(actor, "look_over", dossier)
    waiting = unseen(dossier).filter(changed_at__lte=shown_at)
    wanted = None if parts is None else set(parts)
    with transaction.atomic():
        Dossier.objects.select_for_update().filter(pk=dossier.pk).first()  # holds the chain of its records
        rows = [row for row in waiting.order_by("pk") if wanted is None or (row.target, row.key) in wanted]
        if not rows:
            return 0
        ids = [row.pk for row in rows]
        unseen(dossier).filter(pk__in=ids, changed_at__lte=shown_at).update(
            seen_at=timezone.now(), seen_by=actor.user_id
        )
        named = sorted({f"{row.target}:{row.key}" for row in rows})
        audit.record(
            dossier, "look_over", actor, from_state=dossier.state, to_state=dossier.state, data={"parts": named}
        )
    return len(rows)


def unseen(dossier: Dossier) -> QuerySet[HelpedPart]:
    return HelpedPart.objects.filter(dossier=dossier, seen_at__isnull=True)
