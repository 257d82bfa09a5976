"""What is wanted, and how two parties come together over it."""

from saoque.buyers.models.deals import Agreement, Entry, Inquiry, MeetingSlot, Quotation, Sample, Side
from saoque.buyers.models.requests import BuyingRequest, KeptMatch, KeptVerdict, WantedSet

__all__ = [
    "Agreement",
    "BuyingRequest",
    "Entry",
    "Inquiry",
    "KeptMatch",
    "KeptVerdict",
    "MeetingSlot",
    "Quotation",
    "Sample",
    "Side",
    "WantedSet",
]
