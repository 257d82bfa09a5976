"""News of a dossier for the rooms above and for the producer's letter box."""

from dataclasses import dataclass

from saoque.dossiers.models import Comment, Consent, Dossier
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DossierReceived(Event):
    """An office has taken the dossier in. `office`: commune, province or ministry; `number`: of its receipt."""

    dossier: Dossier
    office: str
    number: str


@dataclass(frozen=True, kw_only=True)
class DossierReturned(Event):
    """An office asks for things to be mended; `items` is how many are open."""

    dossier: Dossier
    office: str
    items: int


@dataclass(frozen=True, kw_only=True)
class DossierProposed(Event):
    """The commune has proposed the dossier to the province with its report of form 03."""

    dossier: Dossier
    number: str


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """A helper asks the producer for leave to fill in for it."""

    consent: Consent


@dataclass(frozen=True, kw_only=True)
class ConsentAnswered(Event):
    """The producer has given a consent, or declined one that was asked for: `consent.state` tells."""

    consent: Consent


@dataclass(frozen=True, kw_only=True)
class ConsentEnded(Event):
    """A consent has been taken back by the producer, or laid down by the helper: `consent.ended_by` tells."""

    consent: Consent


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody wrote beside a part of a dossier. For the other sides: `comment.side` tells who spoke, and
    `comment.thread.private` that no office may hear of it."""

    dossier: Dossier
    comment: Comment
