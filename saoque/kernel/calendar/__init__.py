"""Working days as Vietnam counts them: weekends, public holidays and swapped days, which are dated records."""

from saoque.kernel.calendar.clock import now, standing_on, today
from saoque.kernel.calendar.days import add_working_days, is_working_day, special_days, working_days_left

__all__ = ["add_working_days", "is_working_day", "now", "special_days", "standing_on", "today", "working_days_left"]
