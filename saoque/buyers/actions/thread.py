"""What the acts of a thread share: its log, whose side somebody is on, and texts as people type them."""

from saoque.buyers.models import Entry, Inquiry, Side
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.people.roles import Role

MOST_PRICE = 10**10  # VND per unit
MOST_AMOUNT = 10**8  # units a month
MOST_TEXT = 2000


def side_of(acting: Actor) -> Side:
    """Return the side of an actor whom a rule has given a standing."""
    standing = acting.standing
    return Side.BUYER if standing is not None and standing.role == Role.BUYER else Side.PRODUCER


def other(side: str) -> Side:
    return Side.PRODUCER if side == Side.BUYER else Side.BUYER


def note(inquiry: Inquiry, kind: str, actor: Actor | None, side: str, text: str = "") -> Entry:
    """Write one line into the thread, in the caller's transaction."""
    return Entry.objects.create(inquiry=inquiry, kind=kind, side=side, text=text, by=actor.user if actor else None)


def said(text: str, most: int, *, field: str, least: int = 0, lacks: object = "") -> str:
    """Return the text without blanks at its ends. Raises `DomainError(lacks)` when it is shorter than `least`."""
    plain = text.strip()[:most]
    if len(plain) < least:
        raise DomainError(lacks, field=field)
    return plain


def need(inquiry: Inquiry, *states: str) -> None:
    """Raise `Stale` unless the thread is in one of `states`."""
    if inquiry.state not in states:
        raise Stale()
