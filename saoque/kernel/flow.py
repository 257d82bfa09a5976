"""States and transitions as one table per subject, applied by compare-and-set so that of many racers one wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from saoque.kernel import audit
from saoque.kernel.errors import Stale


@dataclass(frozen=True)
class Transition:
    """One act: from any of `sources` to `target`."""

    action: str
    sources: frozenset[str]
    target: str


class Flow:
    """A table of transitions that can be asked, applied and drawn."""

    def __init__(self, rows: Iterable[tuple[str, Iterable[str], str]]) -> None:
        self.transitions: Mapping[str, Transition] = {
            action: Transition(action, frozenset(sources), target) for action, sources, target in rows
        }

    def allows(self, action: str, state: str) -> bool:
        return state in self.transitions[action].sources

    def apply(
        self, subject: models.Model, action: str, actor: Any, *, data: dict[str, Any] | None = None, **changes: Any
    ) -> None:
        """Move `subject` along `action`, store `changes`, write one audit record. One transaction.

        Raises `Stale` when the stored state or version is no longer the one that `subject` was read with.
        `subject` needs `state`; a `version` integer is compared and counted up when it has one.
        """
        move = self.transitions[action]
        before: str = subject.state  # type: ignore[attr-defined]
        if before not in move.sources:
            raise Stale()
        compare_and_set(subject, actor, action, to_state=move.target, data=data, **changes)


def compare_and_set(
    subject: models.Model,
    actor: Any,
    action: str,
    *,
    to_state: str | None = None,
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Update the row only if it is still as read (`state`, `version`), then write the audit record.

    Raises `Stale` and leaves everything as it was when another writer came first.
    """
    before = getattr(subject, "state", "")
    after = before if to_state is None else to_state
    seen: dict[str, Any] = {"pk": subject.pk}
    if hasattr(subject, "state"):
        seen["state"] = before
        changes["state"] = after
    if hasattr(subject, "version"):
        seen["version"] = subject.version
        changes["version"] = subject.version + 1
    with transaction.atomic():
        won = subject._meta.model._default_manager.filter(**seen).update(**changes)
        if won != 1:
            raise Stale()
        audit.record(subject, action, actor, from_state=before, to_state=after, data=data)
    for name, value in changes.items():
        setattr(subject, name, value)
