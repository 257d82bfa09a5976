"""What councils and signers do to a dossier. The rooms above decide who may; here only the way is kept."""

from typing import Any

from django.utils import timezone

from saoque.dossiers.flow import flow
from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.people.roles import Level


def put_before_council(dossier: Dossier, actor: Actor, *, data: dict[str, Any] | None = None) -> None:
    flow.apply(dossier, "put_before_council", actor, data=data, state_since=timezone.now(), due_on=None)


def take_from_council(dossier: Dossier, actor: Actor) -> None:
    flow.apply(dossier, "take_from_council", actor, state_since=timezone.now())


def conclude(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    flow.apply(dossier, "conclude", actor, data=data, state_since=timezone.now())


def send_to_ministry(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    """Hand on a dossier of 90 points or more (article 7 clause 3 point e); the ministry's agency receives it next."""
    flow.apply(
        dossier, "send_to_ministry", actor, data=data, level=Level.MINISTRY, state_since=timezone.now(), due_on=None
    )


def recognise(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    flow.apply(dossier, "recognise", actor, data=data, state_since=timezone.now(), due_on=None)


def refuse(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    flow.apply(dossier, "refuse", actor, data=data, state_since=timezone.now(), due_on=None)


def assess_again(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    """The province assesses anew what the ministry's council gave less than 90 points (article 7 clause 4 point g)."""
    flow.apply(dossier, "assess_again", actor, data=data, level=Level.PROVINCE, state_since=timezone.now())
