"""Queueing what goes out at once, in the transaction that makes it known."""

from saoque.kernel import jobs
from saoque.reminders.models import Notice

MAIL = "reminders.mail"
PHONE = "reminders.phone"


def post_soon(notice: Notice) -> None:
    """Queue the letter and the message of an urgent notice; each telling once, whoever queues it."""
    told = f"{notice.pk}:{notice.version}"
    jobs.start(MAIL, told, first=True, notice=notice.pk, version=notice.version)
    jobs.start(PHONE, told, first=True, notice=notice.pk, version=notice.version)
