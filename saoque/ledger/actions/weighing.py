"""Weighing the sums of a large area: seconds of work, which a job does while the page says so."""

from datetime import timedelta

from django.utils import timezone

from saoque.kernel import jobs
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker
from saoque.ledger.queries.area import Area, parts_of
from saoque.ledger.weighing import weigh_all

KIND = "ledger.weigh"
TRY_AGAIN = timedelta(minutes=5)


def start_weighing(area: Area, year: int) -> Job:
    """Start the work unless it is under way; return the job, a failed one for some minutes so that nobody starts it in a loop."""
    key = f"{area.commune}:{area.province}:{year}"
    failed = Job.objects.filter(
        kind=KIND, key=key, state=Job.State.FAILED, touched_at__gt=timezone.now() - TRY_AGAIN
    ).first()
    return failed or jobs.start(KIND, key, first=True, commune=area.commune, province=area.province, year=year)


@worker(KIND)
def weigh(job: Job) -> None:
    """Find out which sums of the area may be shown."""
    told = job.arguments
    weigh_all(*parts_of(Area(commune=told["commune"], province=told["province"]), told["year"]))
