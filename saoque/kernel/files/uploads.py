"""Files that come in by pieces: begun for one purpose by one person, continued after any break, taken once.

The part on the disk is the truth about how much has come: bytes are synced before the answer that counts them,
so a killed server, a broken line and a closed browser all continue at the same place.
"""

import fcntl
import logging
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NoRoom, NotFound
from saoque.kernel.files.models import Upload
from saoque.kernel.files.store import clean_name

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=3)
MOST_OPEN = 40  # uploads of one person at once
MOST_OPEN_SIZE = 8  # times the limit of one file, all open uploads of one person together

Purpose = Callable[[Actor, list[str]], None]
_purposes: dict[str, Purpose] = {}


class Elsewhere(DomainError):
    """The piece does not begin where the part ends: another piece was faster, or the sender has lost count."""

    status = 409


class Expired(DomainError):
    """The upload was not finished within `KEPT_FOR`."""

    status = 410


class TooLong(DomainError):
    """More bytes than announced, or more announced than allowed."""

    status = 413


class PartFile(UploadedFile):
    """A finished part, as `files.keep` takes it: read from its path, never as a whole into memory."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(file=path.open("rb"), name=name, size=path.stat().st_size)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


def upload_purpose(kind: str) -> Callable[[Purpose], Purpose]:
    """Register who may begin an upload for `kind:…`. The function gets actor and the words after the kind, and raises."""

    def register(check: Purpose) -> Purpose:
        _purposes[kind] = check
        return check

    return register


def begin(actor: Actor, purpose: str, name: str, length: int) -> Upload:
    """Open an upload of `length` bytes. Raises `NotFound` for a purpose that is not the actor's."""
    kind, *words = purpose.split(":")
    check = _purposes.get(kind)
    if check is None or len(purpose) > 120:
        raise NotFound()
    check(actor, words)
    name = clean_name(name)
    if length == 0:
        raise DomainError(_("Tệp «%(name)s» rỗng (0 byte). Hãy chọn lại tệp, hoặc chụp lại.") % {"name": name})
    if length > settings.UPLOAD_LIMIT:
        raise TooLong(
            _("Tệp «%(name)s» lớn hơn %(limit)d MB. Hãy chụp hoặc quét nhẹ hơn, hoặc tách làm nhiều tệp.")
            % {"name": name, "limit": settings.UPLOAD_LIMIT // 1_000_000}
        )
    waiting = Upload.objects.filter(user=actor.user, result="", expires_at__gt=timezone.now())
    size = waiting.aggregate(size=Sum("length"))["size"] or 0
    if waiting.count() >= MOST_OPEN or size + length > MOST_OPEN_SIZE * settings.UPLOAD_LIMIT:
        raise DomainError(_("Đang có quá nhiều tệp gửi dở. Hãy đợi các tệp trước gửi xong, hoặc bỏ bớt."))
    upload = Upload(user=actor.user, purpose=purpose, name=name, length=length, expires_at=timezone.now() + KEPT_FOR)
    part = part_of(upload.pk)
    part.parent.mkdir(parents=True, exist_ok=True)
    part.touch(mode=0o600, exist_ok=False)
    upload.save(force_insert=True)
    return upload


def find(actor: Actor, pk: UUID) -> Upload:
    """Return the actor's own upload. Somebody else's looks as if it did not exist."""
    upload = Upload.objects.filter(pk=pk, user_id=actor.user_id).first() if actor.user_id else None
    if upload is None:
        raise NotFound()
    if upload.expires_at <= timezone.now():
        raise Expired(_("Tệp gửi dở quá 3 ngày nên đã bị bỏ. Hãy chọn lại tệp."))
    return upload


def offset_of(upload: Upload) -> int:
    """Return how many bytes have come, in bytes."""
    if upload.result:
        return upload.length
    try:
        return part_of(upload.pk).stat().st_size
    except FileNotFoundError:
        raise NotFound() from None


def append(upload: Upload, offset: int, piece: bytes) -> int:
    """Put `piece` at the end, if the end is at `offset`; return the new end. Not yet synced: see `sync`.

    The lock is held only while writing, never while waiting for the sender, so that a line which died silently
    does not keep its own continuation out.
    """
    if offset + len(piece) > upload.length:
        raise TooLong(_("Tệp gửi lên dài hơn đã báo trước. Hãy chọn lại tệp."))
    try:
        handle = os.open(part_of(upload.pk), os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise NotFound() from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_size != offset:
            raise Elsewhere(_("Đoạn này không nối tiếp phần đã nhận. Máy sẽ hỏi lại rồi gửi tiếp."))
        try:
            written = os.write(handle, piece)
        except OSError as error:
            log.exception("the part of %s could not be written", upload.pk)
            raise NoRoom() from error
        return offset + written
    finally:
        os.close(handle)


def sync(upload: Upload) -> None:
    """Let what has come survive a loss of power."""
    try:
        handle = os.open(part_of(upload.pk), os.O_RDONLY)
    except FileNotFoundError:
        return  # ended by its owner meanwhile
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take(actor: Actor, pk: UUID, purpose: str) -> Upload:
    """Hold a whole upload inside the caller's transaction, for the very purpose it was begun for.

    With `result` set it has been taken before; else the caller opens it, uses it and calls `settle`.
    """
    upload = Upload.objects.select_for_update().filter(pk=pk, user_id=actor.user_id or 0, purpose=purpose).first()
    if upload is None:
        raise NotFound()
    if not upload.result and offset_of(upload) != upload.length:
        raise Elsewhere(_("Tệp «%(name)s» chưa gửi xong.") % {"name": upload.name})
    return upload


def open_part(upload: Upload) -> PartFile:
    return PartFile(part_of(upload.pk), upload.name)


def settle(upload: Upload, result: str) -> None:
    """Note what the upload has become, so that a repeated request gets the same answer."""
    upload.result = result
    upload.save(update_fields=["result"])


def drop(upload: Upload) -> None:
    """Forget an upload and its part; what it has become stays."""
    part_of(upload.pk).unlink(missing_ok=True)
    upload.delete()


def drop_part(upload: Upload) -> None:
    part_of(upload.pk).unlink(missing_ok=True)


def drop_stale() -> int:
    """Delete what was not finished in time, and parts whose row is gone; return how many rows went."""
    gone = list(Upload.objects.filter(expires_at__lte=timezone.now())[:200])
    for upload in gone:
        drop(upload)
    oldest = time.time() - KEPT_FOR.total_seconds() - 3600
    for part in _folder().glob("*.part"):
        try:
            if part.stat().st_mtime < oldest:
                part.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
    return len(gone)


def part_of(pk: Any) -> Path:
    return _folder() / f"{pk}.part"


def _folder() -> Path:
    return Path(settings.FILES_ROOT) / "parts"
