"""The post of the tests: what the task worker would do with the letters that pages have queued."""

from django.core import mail

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.people.letters import LETTER


def waiting() -> list[Job]:
    return list(Job.objects.filter(kind=LETTER, state=Job.State.WAITING).order_by("created_at", "pk"))


def deliver() -> list[str]:
    """Send what is queued, once each, and return the subjects of what went out."""
    before = len(mail.outbox)
    for job in waiting():
        run.func(str(job.pk))
    return [message.subject for message in mail.outbox[before:]]
