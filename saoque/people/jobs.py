"""Sends the letters about accounts. A letter may go twice when a worker dies between sending and noting, never be lost."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.utils import timezone

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import NotNow, worker
from saoque.people.letters import LETTER, LINKS_WAIT, Letter, write

log = logging.getLogger(__name__)


@worker(LETTER)
def send_letter(job: Job) -> None:
    """Write the letter as things stand now and hand it to the mail server; wait while the server is away."""
    facts = {name: value for name, value in job.arguments.items() if name != "waits"}
    if facts:
        letter = Letter(**facts)
        if letter.has_link and timezone.now() - job.created_at > LINKS_WAIT:
            log.warning("letter %s of job %s has waited too long and is not sent", letter.name, job.pk)
        else:
            for message in write(letter):
                _send(message, job)
    # Nobody needs to know later who was written to.
    job.arguments = {}
    job.save(update_fields=["arguments", "touched_at"])


def _send(message: EmailMessage, job: Job) -> None:
    try:
        message.send()
    except SMTPRecipientsRefused:
        log.warning("the mail server refuses the address of letter %s", job.pk)
    except (SMTPException, OSError) as error:
        raise NotNow(f"the mail server is away: {error}") from error
