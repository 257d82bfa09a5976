"""What is told to whom, read with the rights of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.todo import Todo
from saoque.reminders.addresses import neutral
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.rules import rules
from saoque.reminders.steps import step_of

FILTERS: Mapping[str, Any] = {
    "": gettext_lazy("Tất cả"),
    "moi": gettext_lazy("Chưa đọc"),
    "han": gettext_lazy("Có hạn"),
    "tin": gettext_lazy("Tin mới"),
}


@dataclass(frozen=True)
class Due:
    """A to-do with a deadline. `step` is None when the deadline is still far."""

    todo: Todo
    due_on: date
    step: int | None


@dataclass(frozen=True)
class Line:
    """A notice in words, in the language of now."""

    notice: Notice
    title: str
    detail: str = ""


def unread_count(person_id: int) -> int:
    """Return the number beside the bell. One query."""
    return Notice.objects.filter(person=person_id, read_at=None, done_at=None).count()


def key_of(todo: Todo) -> str:
    """Return what makes a deadline the same deadline tomorrow, in any language."""
    return (todo.key or neutral(todo.url))[:200]


def due_items(found: Iterable[Todo]) -> dict[str, Due]:
    """Return what has a deadline, by key; of several with the same key the nearest. Pure but for today's date."""
    now = today()
    items: dict[str, Due] = {}
    for todo in found:
        if todo.due_on is not None:
            key = key_of(todo)
            if key not in items or todo.due_on < items[key].due_on:
                items[key] = Due(todo, todo.due_on, step_of(todo.due_on, now))
    return items


def unseen(actor: Actor, rows: Iterable[Notice]) -> list[Notice]:
    """Return the pieces of news that the actor must not be told any more, asking each kind once."""
    by_kind: dict[str, list[Notice]] = defaultdict(list)
    for row in rows:
        if row.kind != DUE:
            by_kind[row.kind].append(row)
    gone = []
    for name, some in by_kind.items():
        kind = news.find_kind(name)
        seen = set(kind.sees(actor, {row.subject for row in some})) if kind else set()
        gone += [row for row in some if row.subject not in seen]
    return gone


def living(person_id: int, which: str = "") -> QuerySet[Notice]:
    """Return what stands under the bell, unread first, then the newest. Ask after `actions.refresh`."""
    rows = Notice.objects.filter(person=person_id, done_at=None)
    if which == "moi":
        rows = rows.filter(read_at=None)
    elif which == "han":
        rows = rows.filter(due_on__isnull=False)
    elif which == "tin":
        rows = rows.exclude(kind=DUE)
    return rows.order_by(F("read_at").asc(nulls_first=True), "-told_at", "-pk")


def in_words(rows: Iterable[Notice], due: Mapping[str, Due]) -> list[Line]:
    """Put notices into words; a deadline that is no longer in the to-do lists is left out."""
    lines = []
    for row in rows:
        if row.kind != DUE:
            lines.append(Line(row, row.words))
        elif row.key in due:
            todo = due[row.key].todo
            lines.append(Line(row, todo.title, todo.detail))
    return lines


def get_notice(actor: Actor, pk: int) -> Notice:
    """Return a notice of the actor that is not done. Raises `NotFound` for others' and for missing ones alike."""
    row = Notice.objects.filter(pk=pk, done_at=None).first()
    if row is None or not rules.may(actor, "read_notice", row):
        raise NotFound()
    return row


def desk_of(person: Any) -> Desk:
    """Return how the person wants to be reminded; the usual way, not stored, when nothing was chosen."""
    return Desk.objects.filter(person=person).first() or Desk(person=person)


def desk_with(token: str) -> Desk | None:
    """Return the desk whose calendar has this secret, if its owner may sign in."""
    return Desk.objects.select_related("person").filter(feed_token=token, person__is_active=True).first()


def choices() -> list[tuple[str, Any]]:
    """Return what one can choose for: deadlines first, then each kind of news."""
    return [(DUE, _("Việc sắp đến hạn")), *((kind.name, kind.title) for kind in news.kinds())]


def open_address(notice: Notice) -> str:
    """Return the absolute address that marks the notice as read and leads on."""
    return settings.SITE_URL + reverse("reminders:open", args=[notice.pk])
