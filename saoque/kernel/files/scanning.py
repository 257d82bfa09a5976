"""Whether a file may be opened. What came from outside is "unscanned" until a scanner has judged it, and "clean" only by
its word. Where a scanner is set up, nobody but the uploader opens a file before that; a file with a virus opens nobody."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saoque.kernel import audit, jobs
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.files import clamd
from saoque.kernel.files.events import FileQuarantined
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.place import path_of, quarantine_of
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker

log = logging.getLogger(__name__)
JOB = "kernel.scan"
AGAIN = timedelta(minutes=2)
AT_ONCE = 50  # files queued anew per heartbeat of the worker
S = StoredFile.Scan


class Withheld(DomainError):
    """The file is there and is not handed out now."""

    status = 423


def infected_words(name: str) -> str:
    """What to tell whoever sent a file with a virus."""
    told = _(
        "Tệp «%(name)s» có mã độc nên đã bị cách ly, không ai mở được. Hãy quét vi-rút trên máy hoặc điện thoại của mình,"
        " rồi chụp hay xuất lại giấy và gửi bản sạch."
    )
    return str(told) % {"name": name}


def is_open_to_all(stored: StoredFile) -> bool:
    """Tell whether people other than the uploader may open it."""
    return stored.scan in (S.OWN, S.CLEAN) or (stored.scan == S.UNSCANNED and not clamd.is_configured())


def check_may_open(stored: StoredFile, reader: Any = None) -> None:
    """Raise `Withheld` unless `reader` (a user) may open the file now. Who may see it at all, the room has checked."""
    if stored.scan == S.INFECTED:
        raise Withheld(infected_words(stored.name))
    own = reader is not None and stored.uploaded_by_id is not None and stored.uploaded_by_id == reader.pk
    if not own and not is_open_to_all(stored):
        raise Withheld(_("Tệp này đang chờ quét vi-rút nên chưa mở được. Hãy mở lại sau ít phút."))


def known_verdict(sha256: str, name: str) -> str:
    """Return what a scanner has said of the same content before. Raises `DomainError` for what it has found a virus in."""
    known = set(StoredFile.objects.filter(sha256=sha256, scan__in=[S.CLEAN, S.INFECTED]).values_list("scan", flat=True))
    if S.INFECTED in known:
        path_of(sha256).unlink(missing_ok=True)  # it lies in quarantine already
        raise DomainError(infected_words(name))
    return S.CLEAN if S.CLEAN in known else S.UNSCANNED


def want_scan(stored: StoredFile) -> None:
    """Queue the scan of a file that has just been kept."""
    if clamd.is_configured() and stored.scan == S.UNSCANNED:
        jobs.start(JOB, stored.sha256)


@worker(JOB)
def scan_file(job: Job) -> None:
    """Ask the scanner. Without a verdict the file stays "unscanned", and `catch_up` asks again."""
    waiting = StoredFile.objects.filter(sha256=job.key, scan=S.UNSCANNED)
    if not clamd.is_configured() or not waiting.exists():
        return
    try:
        with path_of(job.key).open("rb") as content:
            found = clamd.scan(content)
    except (clamd.Away, FileNotFoundError) as error:
        log.warning("file %s could not be scanned: %s", job.key[:16], error)
        return
    if found:
        quarantine(job.key, found)
    else:
        waiting.update(scan=S.CLEAN, scanned_at=timezone.now())


@transaction.atomic
def quarantine(sha256: str, found: str) -> None:
    """Put the content away for good, note who handed it in, and tell the rooms that use it. Doing it twice changes nothing."""
    rows = list(StoredFile.objects.select_for_update().filter(sha256=sha256).exclude(scan=S.INFECTED))
    for row in rows:
        audit.record(row, "quarantine", None, from_state=row.scan, to_state=S.INFECTED, data={"found": found})
        row.scan, row.scan_found, row.scanned_at = S.INFECTED, found, timezone.now()
        row.save(update_fields=["scan", "scan_found", "scanned_at"])
    if rows:
        emit(FileQuarantined(files=tuple(rows)))
    transaction.on_commit(lambda: _put_away(sha256))


def catch_up() -> int:
    """Queue what waits without a verdict, once the scanner answers; return how many files."""
    if not clamd.is_configured():
        return 0
    lately = Job.objects.filter(
        Q(state__in=[Job.State.WAITING, Job.State.RUNNING]) | Q(touched_at__gt=timezone.now() - AGAIN), kind=JOB
    )
    waiting = StoredFile.objects.filter(scan=S.UNSCANNED).exclude(sha256__in=lately.values("key"))
    found = list(dict.fromkeys(waiting.order_by("uploaded_at").values_list("sha256", flat=True)[:AT_ONCE]))
    if not found or not clamd.answers():
        return 0
    for sha256 in found:
        jobs.start(JOB, sha256)
    return len(found)


def _put_away(sha256: str) -> None:
    source, target = path_of(sha256), quarantine_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.exists():
        source.replace(target)
        target.chmod(0o400)
