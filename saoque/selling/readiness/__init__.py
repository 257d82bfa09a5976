"""What a product has and lacks for a shelf: lists of buyers as data, answers from evidence, no database in between."""

from saoque.selling.readiness.checks import Answer, State, answer
from saoque.selling.readiness.evidence import Evidence, LabelState, PaperProof
from saoque.selling.readiness.lists import Ask, BuyerType, buyer_type, buyer_types, check_words
from saoque.selling.readiness.ready import Item, Readiness, readiness

__all__ = [
    "Answer",
    "Ask",
    "BuyerType",
    "Evidence",
    "Item",
    "LabelState",
    "PaperProof",
    "Readiness",
    "State",
    "answer",
    "buyer_type",
    "buyer_types",
    "check_words",
    "readiness",
]
