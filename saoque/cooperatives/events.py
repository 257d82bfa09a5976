"""News of this room for the rooms above."""

from dataclasses import dataclass

from saoque.cooperatives.models import Cooperative
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CooperativeRegistered(Event):
    cooperative: Cooperative
