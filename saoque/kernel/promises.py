"""What the kernel promises about its data: unbroken audit chains, and every kept file on the disk as it came in."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from saoque.kernel.audit import broken_chains
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.place import path_of, quarantine_of
from saoque.kernel.invariants import invariant

CHUNK = 1 << 20  # bytes


@invariant
def audit_chains_hold() -> Iterator[str]:
    yield from broken_chains()


@invariant
def files_are_on_the_disk() -> Iterator[str]:
    """Content is read once per SHA-256, however many rows name it."""
    found: dict[str, tuple[int, str] | None] = {}
    for row in StoredFile.objects.order_by("sha256").iterator(chunk_size=2000):
        if row.sha256 not in found:
            found[row.sha256] = _measure(path_of(row.sha256)) or _measure(quarantine_of(row.sha256))
        measured = found[row.sha256]
        if measured is None:
            yield f"file {row.pk}: {row.sha256} is not on the disk"
        elif measured != (row.size, row.sha256):
            yield f"file {row.pk}: the disk has {measured[0]} bytes with {measured[1]}, the row says {row.size} bytes with {row.sha256}"


def _measure(path: Path) -> tuple[int, str] | None:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as content:
            while block := content.read(CHUNK):
                digest.update(block)
                size += len(block)
    except OSError:
        return None
    return size, digest.hexdigest()
