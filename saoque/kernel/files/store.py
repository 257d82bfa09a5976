"""Keeping and opening content. A file is on the disk, synced, before the row that names it exists."""

import errno
import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError, NoRoom
from saoque.kernel.files.check import Checked, check
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.place import path_of as path_of
from saoque.kernel.files.scanning import known_verdict, want_scan

_BLOCK = 1024 * 1024  # bytes
_FULL = (errno.ENOSPC, errno.EDQUOT)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def keep(
    upload: UploadedFile,
    user: Any,
    *,
    pictures_only: bool = False,
    checker: Callable[[bytes | Path, str], Checked] | None = None,
) -> StoredFile:
    """Check an upload and keep it. Raises `DomainError` with the reason; then nothing has been kept.

    `checker` is for a place that takes another kind of file than papers and pictures.
    """
    name = clean_name(upload.name or "")
    if upload.size is not None and upload.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        raise DomainError(
            _("Tệp «%(name)s» lớn hơn %(limit)d MB. Hãy chụp hoặc quét nhẹ hơn, hoặc tách làm nhiều tệp.")
            % {"name": name, "limit": limit}
        )
    # What Django or an upload by pieces has already put on the disk stays there: memory does not grow with the file.
    on_disk = getattr(upload, "temporary_file_path", None)
    content = Path(on_disk()) if on_disk else upload.read()
    checked = checker(content, name) if checker else check(content, name, pictures_only=pictures_only)
    sha256, size = _write(content)
    stored = StoredFile(
        sha256=sha256,
        size=size,
        content_type=checked.content_type,
        name=name,
        pages=checked.pages,
        width=checked.width,
        height=checked.height,
        uploaded_by=user,
        scan=known_verdict(sha256, name),
    )
    stored.save(force_insert=True)
    want_scan(stored)
    return stored


def keep_bytes(content: bytes, name: str, content_type: str, user: Any = None) -> StoredFile:
    """Keep what the product itself made (a certificate, an export)."""
    sha256, size = _write(content)
    stored = StoredFile(
        sha256=sha256,
        size=size,
        content_type=content_type,
        name=clean_name(name),
        uploaded_by=user,
        scan=StoredFile.Scan.OWN,
    )
    stored.save(force_insert=True)
    return stored


def open_stored(stored: StoredFile) -> BinaryIO:
    """Open the content for reading. Raises `FileNotFoundError` when the disk has lost it."""
    return path_of(stored.sha256).open("rb")


def clean_name(name: str) -> str:
    """Return a name without path, control or direction characters, in NFC, at most 200 characters."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = _UNSAFE.sub(" ", unicodedata.normalize("NFC", base)).strip(" .") or "tep"
    stem, dot, extension = clean.rpartition(".")
    if len(clean) <= 200 or not dot:
        return clean[:200]
    return f"{stem[: 199 - len(extension)]}.{extension}"


def _write(content: bytes | Path) -> tuple[str, int]:
    """Put the content where its SHA-256 says, unless it is there; return hash and size. A path is copied block by block."""
    digest, size = _digest(content)
    target = path_of(digest)
    if target.exists():
        return digest, size
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            for block in _blocks(content):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(target)
        _sync_folder(target.parent)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise NoRoom() from error
        raise
    return digest, size


def _digest(content: bytes | Path) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    for block in _blocks(content):
        found.update(block)
        size += len(block)
    return found.hexdigest(), size


def _blocks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
