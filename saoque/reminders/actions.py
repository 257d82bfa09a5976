"""What changes under the bell: following the to-do lists, reading, choosing, the secret of the calendar.

Reading is no business act and leaves no audit record; choosing and the secret do.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.kernel.todo import Todo, todos
from saoque.people.models import User
from saoque.reminders.addresses import neutral, stays_here
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.posting import post_soon
from saoque.reminders.queries import Due, choices, due_items, unseen
from saoque.reminders.rules import rules
from saoque.reminders.steps import Facts, is_urgent

_TOKEN_BYTES = 32
_TOLD_ANEW = ["due_on", "step", "urgent", "version", "told_at", "read_at", "mailed_at", "phoned_at"]


@dataclass
class _Changes:
    """How the rows differ from the to-do lists."""

    fresh: list[Notice] = field(default_factory=list)
    moved: list[Notice] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    silenced: list[int] = field(default_factory=list)
    urgent: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fresh or self.moved or self.over or self.silenced)


def refresh(actor: Actor, found: Iterable[Todo] | None = None) -> dict[str, Due]:
    """Bring what stands under the actor's bell in line with today: the to-do lists, and what may still be told.

    `found` saves asking the to-do lists again. Returns what has a deadline, by key. Writes only what differs; of two
    that refresh at once, both come to the same.
    """
    if actor.user is None:
        return {}
    due = due_items(todos(actor) if found is None else found)
    changes = _compare(actor, due, list(Notice.objects.filter(person=actor.user_id, done_at=None)))
    if changes:
        _store(actor.user, changes)
    return due


def _compare(actor: Actor, due: Mapping[str, Due], rows: list[Notice]) -> _Changes:
    gone = {row.pk for row in unseen(actor, rows)}
    changes = _Changes(silenced=sorted(gone))
    told = {row.url: row for row in rows if row.kind != DUE and row.due_on and row.pk not in gone}
    kept = {row.key: row for row in rows if row.kind == DUE}
    for key, one in due.items():
        url = neutral(one.todo.url)
        if one.step is None or not stays_here(url):
            continue
        # News with a deadline and its to-do are one thing: one line, not two.
        row = told.get(url) or kept.pop(key, None)
        if row is None:
            changes.fresh.append(_new_row(actor, key, url, one))
        elif (row.due_on, row.step) != (one.due_on, one.step):
            changes.moved.append(_move(row, one))
        else:
            continue
        if is_urgent(Facts(step=one.step)):
            changes.urgent.append(url)
    changes.over = [row.pk for row in kept.values()]
    return changes


def _new_row(actor: Actor, key: str, url: str, one: Due) -> Notice:
    urgent = is_urgent(Facts(step=one.step))
    return Notice(
        person=actor.user, kind=DUE, key=key, url=url, due_on=one.due_on, step=one.step, urgent=urgent,
        told_at=timezone.now(),
    )  # fmt: skip


def _move(row: Notice, one: Due) -> Notice:
    """Follow the deadline; told anew when it came a step nearer, quietly when it was put off."""
    nearer = row.step is None or (one.step is not None and one.step < row.step)
    row.due_on, row.step = one.due_on, one.step
    if nearer:
        row.urgent, row.version, row.told_at = is_urgent(Facts(step=one.step)), row.version + 1, timezone.now()
        row.read_at = row.mailed_at = row.phoned_at = None
    return row


@transaction.atomic
def _store(person: User, changes: _Changes) -> None:
    Notice.objects.filter(pk__in=changes.silenced).update(done_at=timezone.now())
    Notice.objects.filter(pk__in=changes.over).delete()
    Notice.objects.bulk_create(changes.fresh, ignore_conflicts=True)
    Notice.objects.bulk_update(changes.moved, _TOLD_ANEW)
    # Before the morning round the morning's letter tells it; after it, what is urgent cannot wait for the next.
    if changes.urgent and Desk.objects.filter(person=person, looked_on=today()).exists():
        unsent = Notice.objects.filter(person=person, url__in=changes.urgent, urgent=True, done_at=None)
        for notice in unsent.filter(read_at=None, mailed_at=None):
            post_soon(notice)


def mark_read(actor: Actor, notice: Notice) -> None:
    rules.require(actor, "read_notice", notice)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(actor: Actor) -> int:
    """Mark everything under the actor's bell as read; return how many were not."""
    rules.require(actor, "read_all", actor.user)
    return Notice.objects.filter(person=actor.user_id, read_at=None, done_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose(actor: Actor, *, mail_off: Collection[str], phone_on: Collection[str], language: str, version: int) -> Desk:
    """Keep which kinds are mailed, of which urgent ones reach the phone, and the language of both."""
    rules.require(actor, "choose", actor.user)
    known = {name for name, _title in choices()}
    if not known.issuperset([*mail_off, *phone_on]) or language not in dict(settings.LANGUAGES):
        raise DomainError(_("Lựa chọn này không có. Hãy tải lại trang rồi chọn lại."))
    desk = _own_desk(actor)
    if desk.version != version:
        raise Stale()
    chosen: dict[str, Any] = {
        "mail_off": sorted(set(mail_off)),
        "phone_on": sorted(set(phone_on)),
        "language": language,
    }
    compare_and_set(desk, actor, "choose", data=chosen, **chosen)
    return desk


@transaction.atomic
def renew_feed(actor: Actor) -> Desk:
    """Give the calendar a new secret address; the one before is dead at once."""
    rules.require(actor, "renew_feed", actor.user)
    desk = _own_desk(actor)
    compare_and_set(desk, actor, "renew_feed", feed_token=secrets.token_urlsafe(_TOKEN_BYTES))
    return desk


@transaction.atomic
def stop_feed(actor: Actor) -> Desk:
    """Take the calendar's address away."""
    rules.require(actor, "stop_feed", actor.user)
    desk = _own_desk(actor)
    compare_and_set(desk, actor, "stop_feed", feed_token=None)
    return desk


def _own_desk(actor: Actor) -> Desk:
    desk, _fresh = Desk.objects.get_or_create(person=actor.user)
    return desk
