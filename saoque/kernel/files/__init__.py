"""Files kept by their SHA-256, checked before they are kept, never overwritten, served only by a room that has checked who asks."""

from saoque.kernel.files.serve import serve
from saoque.kernel.files.store import keep, keep_bytes, open_stored

__all__ = ["keep", "keep_bytes", "open_stored", "serve"]
