"""Days some months later, as people count them: the same day of the month, or its last one."""

from calendar import monthrange
from datetime import date

AFTER_MONTHS = (3, 12)


def add_months(day: date, months: int) -> date:
    """Return the day `months` later; 30/11 and three months is the last day of February."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(last_day: date, months: int) -> date:
    """Return the day on which a fair's exhibitors are asked."""
    return add_months(last_day, months)
