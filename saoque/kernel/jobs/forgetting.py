"""Every night what is over is forgotten: jobs that left no file, and the queue's own rows. Without it both grow for ever.

A job may hold in its arguments whom it was about, such as the address of a letter that could not go: that is no
reason to keep it either.
"""

from datetime import time, timedelta

from django.core.management import call_command
from django.utils import timezone

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.schedule import every_day
from saoque.kernel.jobs.work import progress, worker

FORGET = "kernel.forget_jobs"
KEPT = timedelta(days=60)
QUEUE_KEPT = 14  # days
PORTION = 500
_AT = time(3, 30)  # when nobody waits for the queue

every_day(FORGET, lambda: _AT)


@worker(FORGET)
def forget_jobs(job: Job) -> None:
    """Delete what ended long ago, in portions so that nobody waits for the table. Done twice, nothing more goes."""
    ended = Job.objects.filter(
        state__in=[Job.State.DONE, Job.State.FAILED], result=None, touched_at__lt=timezone.now() - KEPT
    )
    gone = 0
    while portion := list(ended.values_list("pk", flat=True)[:PORTION]):
        Job.objects.filter(pk__in=portion).delete()
        gone += len(portion)
        progress(job, gone, gone)
    call_command("prune_db_task_results", min_age_days=QUEUE_KEPT, queue_name="*", verbosity=0)
