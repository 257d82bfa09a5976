"""Every figure that the Youth Union reports, computed from the rows behind it, by unit, period, target and year before.

What can be counted is registered by the rooms through `kernel.indicators`; nothing is typed here but targets.
"""
