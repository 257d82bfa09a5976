"""Work of every day: a kind, an hour, and the day on which it was last begun, kept in the database.

The workers ask every few seconds. Of many workers one begins the day's work, never twice; a machine that was away at
the hour begins it when it comes back, as long as the day lasts. A day that is over is not made up for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from saoque.kernel.jobs.models import DailyRun, Job
from saoque.kernel.jobs.work import start

TRY_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Daily:
    """Start the job `kind` each day (in Vietnam) at `at()`, or as soon after as a worker is there."""

    kind: str
    at: Callable[[], time]


_plans: dict[str, Daily] = {}


def every_day(kind: str, at: Callable[[], time]) -> None:
    """Plan the job `kind`; its worker finds the day in `job.arguments["day"]` (ISO). Register it in `ready()`."""
    _plans[kind] = Daily(kind, at)


def start_due(now: datetime | None = None) -> list[Job]:
    """Begin what is due and not begun today; begin again what failed some minutes ago. Return the jobs begun."""
    local = timezone.localtime(now)
    runs = {run.kind: run for run in DailyRun.objects.filter(kind__in=_plans).select_related("job")}
    begun = []
    for plan in _plans.values():
        if local.time() < plan.at():
            continue
        job = _begin(plan.kind, runs.get(plan.kind), local)
        if job is not None:
            begun.append(job)
    return begun


@transaction.atomic
def _begin(kind: str, seen: DailyRun | None, local: datetime) -> Job | None:
    """Take the day by compare-and-set, so that of many workers one wins; the job is queued in the same transaction."""
    day = local.date()
    if seen is None:
        seen, _fresh = DailyRun.objects.get_or_create(kind=kind)
    if seen.day is not None and seen.day >= day and not _failed_today(seen, local):
        return None
    taken = DailyRun.objects.filter(kind=kind, day=seen.day, job=seen.job_id).update(day=day, begun_at=local)
    if not taken:
        return None
    job = start(kind, day.isoformat(), day=day.isoformat())
    DailyRun.objects.filter(kind=kind).update(job=job)
    return job


def go_on(job: Job, portion: str, **arguments: Any) -> Job:
    """Leave the rest of a day's long work to a job of its own, behind what waits meanwhile, and return that job.

    `portion` names the rest among the day's. If it fails, the whole day's work is begun again as if the first had.
    """
    rest = start(job.kind, f"{job.arguments['day']}:{portion}", **{**job.arguments, **arguments})
    DailyRun.objects.filter(kind=job.kind, job=job.pk).update(job=rest)
    return rest


def _failed_today(seen: DailyRun, local: datetime) -> bool:
    job = seen.job
    if seen.day != local.date() or job is None or job.state != Job.State.FAILED:
        return False
    return local - job.touched_at >= TRY_AGAIN
