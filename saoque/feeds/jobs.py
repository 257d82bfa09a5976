"""Drawing what takes longer than a page may take. Safe to run twice."""

from saoque.feeds.actions import JOB, make_later
from saoque.feeds.models import Dispatch
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker


@worker(JOB)
def make_file(job: Job) -> None:
    """Make the file of a dispatch; one that is gone needs none."""
    wide = Dispatch.objects.select_related("unit", "made_by")
    dispatch = wide.filter(pk=job.arguments["dispatch"]).first()
    if dispatch is not None:
        make_later(dispatch)
