"""Reckoning the sums of a large area: seconds of work, which a job does, while the page shows the last ones or says so."""

from datetime import timedelta

from django.utils import timezone

from saoque.kernel import jobs
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker
from saoque.ledger.models import AreaYear
from saoque.ledger.reckoning import Area, finished, gather, reckon, terms_of

KIND = "ledger.reckon"
TRY_AGAIN = timedelta(minutes=5)


def start_reckoning(area: Area, year: int) -> Job:
    """Start the work unless it is under way; return the job, a failed one for some minutes so that no look begins it in a loop."""
    key, since = f"{area.key}:{year}", timezone.now() - TRY_AGAIN
    failed = Job.objects.filter(kind=KIND, key=key, state=Job.State.FAILED, touched_at__gt=since).first()
    return failed or jobs.start(KIND, key, first=True, commune=area.commune, province=area.province, year=year)


@worker(KIND)
def reckon_area(job: Job) -> None:
    """Reckon the area's year and keep it. Done twice, it is kept once, the later one."""
    area, year = Area(commune=job.arguments["commune"], province=job.arguments["province"]), job.arguments["year"]
    began, until, terms = timezone.now(), finished(year), terms_of(area)
    lines = reckon(*gather(area, year), terms)
    told = {"lines": lines, "until": until, "terms": terms.digest, "reckoned_at": began}
    AreaYear.objects.update_or_create(area=area.key, year=year, defaults=told)
