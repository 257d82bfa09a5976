"""News for people: any room tells, the room of reminders keeps it, shows it under the bell and sends it on.

How a room adds a notice, in three steps:

1. Register the kind once, in a module that the room's `ready()` loads::

       RETURNED = news.kind("dossiers.returned", _("Hồ sơ được trả lại"), sees=still_waiting)

   `sees(actor, subjects)` returns those of the `subjects` (ids as text) that the actor may see *today* and that are
   still worth telling. It is asked again before every showing and every mailing, with a fixed number of queries:
   a role that ended, a consent that was revoked or a thing that is done silences the notice by itself.

2. Tell, inside the action's transaction::

       news.tell(RETURNED, people_of(unit), subject=dossier.pk, urgent=True, due_on=dossier.due_on,
                 text=gettext_noop("%(who)s trả lại hồ sơ %(product)s"), values={"who": …, "product": …},
                 url=reverse("dossiers:show", args=[dossier.pk]))

   `text` is the Vietnamese source, marked with `gettext_noop`, never formatted beforehand: it is kept as it is and
   translated for each reader. `values` are plain texts and numbers; `url` is an address on this site.

3. When it is done, take it back, so that the bell is right at once: `news.settle(RETURNED, subject=dossier.pk)`.

Nothing here stores or sends: both acts are events, and a site without the room of reminders loses only the notices.
What is *due* is not told here: offer it as a `todo_source` with `due_on`, and it is reminded of by itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saoque.kernel.access import Actor
from saoque.kernel.events import Event, emit

Sees = Callable[[Actor, Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Kind:
    """One kind of news, as people choose it on the page of settings. `name` is stored, `title` is read."""

    name: str
    title: Any
    sees: Sees


@dataclass(frozen=True, kw_only=True)
class Told(Event):
    """Something that `people` (ids of users) should know. Told again under the same `key`, it replaces the old."""

    kind: Kind
    people: tuple[int, ...]
    subject: str
    key: str
    text: str
    url: str
    values: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False
    due_on: date | None = None
    mail_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Settled(Event):
    """What was told about `subject` is done; `people` None means everybody."""

    kind: Kind
    subject: str
    people: tuple[int, ...] | None = None


_kinds: dict[str, Kind] = {}


def kind(name: str, title: Any, *, sees: Sees) -> Kind:
    """Register a kind of news; `name` is "<room>.<what>", at most 40 characters."""
    made = Kind(name, title, sees)
    _kinds[name] = made
    return made


def kinds() -> list[Kind]:
    """Return every kind that the rooms have registered, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def find_kind(name: str) -> Kind | None:
    """Return the kind of that name; None when its room has gone."""
    return _kinds.get(name)


def tell(
    kind: Kind,
    people: Iterable[int],
    *,
    subject: object,
    text: str,
    url: str,
    values: Mapping[str, Any] | None = None,
    urgent: bool = False,
    due_on: date | None = None,
    key: object = "",
    mail_to: str = "",
) -> None:
    """Tell `people` (ids of users; each once) in the caller's transaction. Nobody to tell: nothing happens.

    `key` tells pieces of news about one subject apart (a comment's id); without it the subject has one notice per
    kind, and telling again makes it new. `urgent` goes out at once instead of with the next morning's letter; so
    does anything whose `due_on` is near. `mail_to` is the address for somebody who has none of their own.
    """
    known = tuple(dict.fromkeys(people))
    if known:
        emit(
            Told(
                kind=kind,
                people=known,
                subject=str(subject),
                key=str(key or subject),
                text=text,
                url=url,
                values=dict(values or {}),
                urgent=urgent,
                due_on=due_on,
                mail_to=mail_to,
            )
        )


def settle(kind: Kind, *, subject: object, people: Iterable[int] | None = None) -> None:
    """Take back what was told about `subject`, for `people` or for everybody."""
    emit(Settled(kind=kind, subject=str(subject), people=None if people is None else tuple(people)))
