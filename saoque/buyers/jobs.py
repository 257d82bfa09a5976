"""Work of the night and of the queue: what fits whom, and where silence leads. Each may be run twice."""

from datetime import date, time

from django.conf import settings

from saoque.buyers.actions.matching import REMATCH, rematch
from saoque.buyers.actions.silence import follow_silence
from saoque.buyers.models import BuyingRequest
from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.schedule import every_day
from saoque.kernel.jobs.work import progress, worker

NIGHT, SILENCE = "buyers.night", "buyers.silence"
_NIGHT_AT = time(2, 30)  # before anybody looks at the day's matches

every_day(NIGHT, lambda: _NIGHT_AT)
every_day(SILENCE, lambda: settings.BUYERS_SILENCE_AT)


@worker(REMATCH)
def rematch_one(job: Job) -> None:
    request = BuyingRequest.objects.filter(pk=job.arguments["request"], state=BuyingRequest.State.OPEN).first()
    if request is not None:
        rematch(request)


@worker(NIGHT)
def rematch_all(job: Job) -> None:
    """Reckon every open request anew: stars run out, papers expire, promises end."""
    found = BuyingRequest.objects.filter(state=BuyingRequest.State.OPEN, answer_until__gte=today())
    requests = list(found.select_related("province").prefetch_related("sets").order_by("pk"))
    for number, request in enumerate(requests, start=1):
        rematch(request)
        progress(job, number, len(requests))


@worker(SILENCE)
def follow(job: Job) -> None:
    day = date.fromisoformat(job.arguments["day"])
    if day == today():
        follow_silence(day)
