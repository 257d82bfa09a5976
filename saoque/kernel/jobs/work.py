"""Queueing and running. A job may be run twice (a worker can die after the work, before the note), so each is idempotent."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from saoque.kernel.jobs.models import Job

log = logging.getLogger(__name__)
_workers: dict[str, Callable[[Job], Any]] = {}
ATTEMPTS = 3
AHEAD = 10
PATIENCE = timedelta(days=3)
LONGEST_WAIT = timedelta(hours=1)


class NotNow(Exception):
    """Something that the work needs is away, such as the mail server: it waits, and is tried again for `PATIENCE`."""


def worker(kind: str) -> Callable[[Callable[[Job], Any]], Callable[[Job], Any]]:
    """Register the function that does the work of `kind`. It gets the `Job`, and may return a `StoredFile`."""

    def register(work: Callable[[Job], Any]) -> Callable[[Job], Any]:
        _workers[kind] = work
        return work

    return register


def start(
    kind: str,
    key: str,
    /,
    *,
    owner: Any = None,
    after: timedelta | None = None,
    first: bool = False,
    **arguments: Any,
) -> Job:
    """Queue the work in the caller's transaction; return the running job if the same work is already under way.

    `after` leaves it waiting for that long. `first` lets short work that somebody waits for pass what is long.
    """
    with transaction.atomic():
        job, fresh = Job.objects.get_or_create(
            kind=kind,
            key=key,
            state__in=[Job.State.WAITING, Job.State.RUNNING],
            defaults={"owner": owner, "arguments": arguments, "state": Job.State.WAITING},
        )
        if fresh:
            later = timezone.now() + after if after else None
            run.using(run_after=later, priority=AHEAD if first else 0).enqueue(str(job.pk))
    return job


@task
def run(job_id: str) -> None:
    """Do one job; a failure is noted on its row and tried again, up to `ATTEMPTS` times."""
    taken = Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, touched_at=timezone.now()
    )
    job = Job.objects.filter(pk=job_id).first()
    if not taken or job is None:
        return
    job.attempts += 1
    job.save(update_fields=["attempts", "touched_at"])
    try:
        result = _workers[job.kind](job)
    except NotNow as why:
        log.warning("job %s waits: %s", job, why)
        _wait(job)
    except Exception:
        log.exception("job %s failed", job)
        _note_failure(job)
    else:
        finish(job, result)


def progress(job: Job, done: int, total: int, message: str = "") -> None:
    """Say how far the work is; pages poll this row."""
    job.done, job.total, job.message = done, total, message
    job.save(update_fields=["done", "total", "message", "touched_at"])


def finish(job: Job, result: Any = None) -> None:
    job.state, job.result = Job.State.DONE, result
    job.save(update_fields=["state", "result", "touched_at"])


def _note_failure(job: Job) -> None:
    if job.attempts < ATTEMPTS:
        job.state = Job.State.WAITING
        job.save(update_fields=["state", "touched_at"])
        run.using(run_after=timezone.now() + timedelta(seconds=10 * job.attempts)).enqueue(str(job.pk))
        return
    _give_up(job)


def _wait(job: Job) -> None:
    """Try again after 1, 2, 4 … 60 minutes. This is no fault of the work, so it counts as no attempt."""
    if timezone.now() - job.created_at > PATIENCE:
        _give_up(job)
        return
    waits = job.arguments.get("waits", 0)
    job.arguments["waits"], job.attempts, job.state = waits + 1, job.attempts - 1, Job.State.WAITING
    job.save(update_fields=["arguments", "attempts", "state", "touched_at"])
    pause = min(timedelta(minutes=2 ** min(waits, 6)), LONGEST_WAIT)
    run.using(run_after=timezone.now() + pause).enqueue(str(job.pk))


def _give_up(job: Job) -> None:
    job.state, job.message = Job.State.FAILED, _("Máy chưa làm được việc này. Hãy thử lại, hoặc báo người quản trị.")
    job.save(update_fields=["state", "message", "touched_at"])


def put_back_lost(silent_for: timedelta = timedelta(minutes=10)) -> int:
    """Queue again what a dead worker left behind (running, silent for long); return how many.

    Work that has taken several workers with it is given up instead. What was touched in times to come was touched before
    the clock was put back: nobody can tell how long it is silent, and running it twice does no harm.
    """
    now = timezone.now()
    silent = Q(touched_at__lt=now - silent_for) | Q(touched_at__gt=now + silent_for)
    lost = Job.objects.filter(silent, state=Job.State.RUNNING)
    count = 0
    for job in lost:
        if job.attempts >= ATTEMPTS:
            _give_up(job)
            continue
        still_lost = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, touched_at=job.touched_at)
        if still_lost.update(state=Job.State.WAITING, touched_at=timezone.now()):
            run.enqueue(str(job.pk))
            count += 1
    return count
