"""The one error of this room."""

from __future__ import annotations


class KnowledgeError(ValueError):
    """Something asked that no record holds, or data that cannot be read. ``message`` is one line in Vietnamese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
