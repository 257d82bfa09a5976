"""News of files for the rooms that use them."""

from dataclasses import dataclass

from saoque.kernel.events import Event
from saoque.kernel.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class FileQuarantined(Event):
    """A virus was found: nobody opens these files any more. They all have the same content."""

    files: tuple[StoredFile, ...]
