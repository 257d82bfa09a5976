"""What councils and signers do to a dossier. The rooms above decide who may; here only the way is kept."""

from typing import Any

from django.utils import timezone

from saoque.dossiers import deadlines
from saoque.dossiers.flow import flow
from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.people.roles import Level


def put_before_council(dossier: Dossier, actor: Actor, *, data: dict[str, Any] | None = None) -> None:
    """The deadline stays: it is that of the evaluation, for a re-assessment 45 days (article 5; article 7 clause 6)."""
    flow.apply(dossier, "put_before_council", actor, data=data, state_since=timezone.now())


def take_from_council(dossier: Dossier, actor: Actor) -> None:
    flow.apply(dossier, "take_from_council", actor, state_since=timezone.now())


def conclude(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    """The council is done in time or late; for the signature the decision sets no term."""
    flow.apply(dossier, "conclude", actor, data=data, state_since=timezone.now(), due_on=None)


def send_to_ministry(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    """Hand on a dossier of 90 points or more (article 7 clause 3 point e); the ministry's agency receives it next."""
    _begin_at(dossier, "send_to_ministry", actor, data, Level.MINISTRY)


def recognise(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    flow.apply(dossier, "recognise", actor, data=data, state_since=timezone.now(), due_on=None)


def refuse(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    flow.apply(dossier, "refuse", actor, data=data, state_since=timezone.now(), due_on=None)


def assess_again(dossier: Dossier, actor: Actor, *, data: dict[str, Any]) -> None:
    """The province assesses anew what the ministry's council gave less than 90 points (article 7 clause 4 point g)."""
    _begin_at(dossier, "assess_again", actor, data, Level.PROVINCE)


def _begin_at(dossier: Dossier, action: str, actor: Actor, data: dict[str, Any], level: Level) -> None:
    """Hand the dossier to the other level, with the deadline of the round there that it is still in time for."""
    now = timezone.now()
    day = timezone.localdate(now)
    # What the province takes up again it has had in its hands all the time; the ministry is still to receive it.
    received_on = day if level == Level.PROVINCE else None
    due_on = deadlines.agency_due(dossier, day, received_on, level=level)
    flow.apply(dossier, action, actor, data=data, level=level, state_since=now, due_on=due_on)
