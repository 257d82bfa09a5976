"""News of this room for the rooms above. A subscriber may refuse the act by raising `DomainError`: nothing happens then."""

from dataclasses import dataclass

from saoque.kernel.events import Event
from saoque.producers.models import Paper, Producer, Product


@dataclass(frozen=True, kw_only=True)
class ProducerRegistered(Event):
    producer: Producer


@dataclass(frozen=True, kw_only=True)
class SetChosen(Event):
    """The product moved from scorecard `before` to `product.scorecard`; drafts that rest on the old one must follow."""

    product: Product
    before: str


@dataclass(frozen=True, kw_only=True)
class ProductPublished(Event):
    product: Product


@dataclass(frozen=True, kw_only=True)
class PaperRemoved(Event):
    """A paper left the drawer. No filed dossier cites it; drafts may still name it."""

    paper: Paper
