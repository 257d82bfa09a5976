"""What the room's views share."""

PER_PAGE = 40
TEXT_LIMIT = 120


def number(told: str) -> int:
    """Return a small whole number; 0 for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
