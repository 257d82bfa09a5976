"""News for the rooms above: feeds send again, buyers match anew."""

from dataclasses import dataclass

from saoque.kernel.events import Event
from saoque.selling.models import SellingRecord


@dataclass(frozen=True, kw_only=True)
class RecordChanged(Event):
    """What is told of a product's sale is another. `fields`: what changed, sorted; all of them for a new record."""

    record: SellingRecord
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecordShown(Event):
    """Buyers see the record from now on (`shown`), or no longer."""

    record: SellingRecord
    shown: bool
