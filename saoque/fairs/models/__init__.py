"""What the room keeps of a fair: its plan, who comes with what, where they stand, and what came of it."""

from saoque.fairs.models.fairs import Booth, Exhibit, Exhibitor, Fair, Zone
from saoque.fairs.models.outcomes import CostLine, DayLog, Deal, FollowUp, Lead, TransportItem

__all__ = [
    "Booth", "CostLine", "DayLog", "Deal", "Exhibit", "Exhibitor", "Fair", "FollowUp", "Lead", "TransportItem", "Zone",
]  # fmt: skip
