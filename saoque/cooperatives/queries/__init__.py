"""What may be read of co-operatives; the figures are for the rooms above."""

from saoque.cooperatives.queries.figures import (
    Founded,
    count_founded,
    count_members,
    founded,
    paid_capital,
    standing_on,
)

__all__ = ["Founded", "count_founded", "count_members", "founded", "paid_capital", "standing_on"]
