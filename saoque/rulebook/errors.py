"""The one error of this room."""

from __future__ import annotations


class RulebookError(ValueError):
    """Something asked of the rulebook that it does not hold, or data that it cannot read.

    ``message`` is one line in Vietnamese which names the thing at fault.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
