"""Every figure that the Youth Union reports, computed from the rows behind it."""
