"""Everything that can happen to the ledger."""

from saoque.ledger.actions.sales import (
    MOST_MONEY,
    MOST_QUANTITY,
    UNDO_WITHIN,
    Sold,
    name_revenue,
    record_at_occasion,
    record_sale,
    strike_at_occasion,
    strike_sale,
    undo_sale,
)

__all__ = [
    "MOST_MONEY",
    "MOST_QUANTITY",
    "UNDO_WITHIN",
    "Sold",
    "name_revenue",
    "record_at_occasion",
    "record_sale",
    "strike_at_occasion",
    "strike_sale",
    "undo_sale",
]
