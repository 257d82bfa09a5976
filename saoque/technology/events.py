"""News for the rooms above."""

from dataclasses import dataclass

from saoque.kernel.events import Event
from saoque.technology.models import Transfer


@dataclass(frozen=True, kw_only=True)
class TransferFinished(Event):
    """A technique has been brought to a producer, with its figures before and after."""

    transfer: Transfer
