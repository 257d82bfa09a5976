"""Gifts by season and budget for guests and offices, of valid stars only."""
