"""Talk beside a criterion, a blank or a paper: write, reply, resolve, reopen. Who may read the part may talk about it.

What is begun before the first filing stays between the producer and its helpers for good; later the producer's side
chooses. Offices talk while they have the dossier; councils do not.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.dossiers.consents import acts_as_helper
from saoque.dossiers.events import CommentWritten
from saoque.dossiers.models import Comment, Dossier, Part, Side, Thread
from saoque.dossiers.parts import find_part
from saoque.dossiers.rules import rules, with_commune
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.events import emit
from saoque.kernel.flow import Flow
from saoque.people.roles import Role

TEXT_LIMIT = 3000
MOST_COMMENTS = 200

flow = Flow(
    [
        # action, from, to
        ("reply", [Thread.State.OPEN], Thread.State.OPEN),
        ("resolve_thread", [Thread.State.OPEN], Thread.State.RESOLVED),
        ("reopen_thread", [Thread.State.RESOLVED], Thread.State.OPEN),
    ]
)


def open_thread(dossier: Dossier, target: str, key: str, text: str, actor: Actor, *, private: bool = False) -> Thread:
    """Begin to talk about a part of the dossier. `private` hides it from offices; before filing it always is.

    Raises `NotFound` for a part that this dossier does not have, `DomainError` for an empty or too long text.
    """
    actor = rules.require(actor, "talk", dossier)
    find_part(dossier, target, key)
    if target == Part.ANSWER:
        raise NotFound()
    text = _checked(text)
    hidden = dossier.filed_at is None or (private and rules.may(actor, "open_pages", dossier))
    side, now = side_of(actor, dossier, hidden), timezone.now()
    with transaction.atomic():
        thread = Thread.objects.create(
            dossier=dossier, target=target, key=key, private=hidden, last_at=now, last_side=side
        )
        audit.record(thread, "open_thread", actor, to_state=thread.state, data=_told(thread))
        _write(thread, text, side, actor)
    return thread


def reply(thread: Thread, text: str, actor: Actor) -> Comment:
    """Answer in a thread that is open. Raises `Stale` when it was resolved meanwhile."""
    actor = _require(thread, actor)
    text = _checked(text)
    if thread.comments.count() >= MOST_COMMENTS:
        raise DomainError(_("Trao đổi này đã dài quá. Hãy đánh dấu đã xong rồi mở trao đổi mới."))
    side = side_of(actor, thread.dossier, thread.private)
    with transaction.atomic():
        flow.apply(thread, "reply", actor, data=_told(thread), last_at=timezone.now(), last_side=side)
        return _write(thread, text, side, actor)


def resolve(thread: Thread, actor: Actor) -> None:
    """Say that nothing is left to talk about. Raises `Stale` when somebody did it first."""
    actor = _require(thread, actor)
    flow.apply(thread, "resolve_thread", actor, data=_told(thread))


def reopen(thread: Thread, actor: Actor) -> None:
    """Take it up again; the other side has to see it. Raises `Stale` when it is open."""
    actor = _require(thread, actor)
    side = side_of(actor, thread.dossier, thread.private)
    flow.apply(thread, "reopen_thread", actor, data=_told(thread), last_at=timezone.now(), last_side=side)


def side_of(actor: Actor, dossier: Dossier, private: bool) -> str:
    """Return for whom the actor speaks. An officer who helps speaks as helper until the commune has the dossier."""
    role = actor.standing.role if actor.standing else ""
    if role == Role.PRODUCER:
        return Side.PRODUCER
    in_office = role == Role.COMMUNE_OFFICER and not private and with_commune(actor, actor.standing, dossier)
    return Side.HELPER if acts_as_helper(actor) and not in_office else Side.OFFICE


def _require(thread: Thread, actor: Actor) -> Actor:
    return rules.require(actor, "open_pages" if thread.private else "talk", thread.dossier)


def _write(thread: Thread, text: str, side: str, actor: Actor) -> Comment:
    comment = Comment.objects.create(
        thread=thread, author=actor.user, side=side, unit_id=actor.unit_id, text=text, at=timezone.now()
    )
    emit(CommentWritten(dossier=thread.dossier, comment=comment))
    return comment


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(_("Hãy viết vài chữ rồi gửi."), field="text")
    if len(text) > TEXT_LIMIT:
        raise DomainError(
            _("Lời này dài quá %(limit)d chữ cái. Hãy viết gọn lại.") % {"limit": TEXT_LIMIT}, field="text"
        )
    return text


def _told(thread: Thread) -> dict[str, object]:
    return {"dossier": thread.dossier_id, "target": thread.target, "key": thread.key, "private": thread.private}
