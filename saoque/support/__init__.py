"""Needs, cases, obstacles, directives: the Youth Union beside the young producer."""
