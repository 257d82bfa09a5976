"""The rounds of the day and the posting of what is urgent. Every job may be run twice.

Urgent letters are sent, then noted: after a crash in between one may come twice, none is lost. The morning's letter
is claimed, then sent: at most one a day; what a crash kept from being noted is told again the next morning.
"""

import logging
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from saoque.kernel import jobs
from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.schedule import every_day, go_on
from saoque.kernel.jobs.work import worker
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.reminders import channels
from saoque.reminders.actions import refresh
from saoque.reminders.letters import MailAway, send, write_digest, write_message, write_urgent
from saoque.reminders.models import Desk, Notice
from saoque.reminders.posting import MAIL, PHONE
from saoque.reminders.queries import Line, desk_of, in_words, living

log = logging.getLogger(__name__)
MORNING = "reminders.morning"
MIDDAY = "reminders.midday"
TRY_AGAIN = timedelta(minutes=10)
PHONE_ATTEMPTS = 6
# After so many people in a row the mail server is away, and not one address wrong.
AWAY_AFTER = 3
# People in one job; half of them take about a second.
AT_A_TIME = 50
# Days for which what is read or done is kept.
KEPT_FOR = timedelta(days=180)

every_day(MORNING, lambda: settings.REMINDERS_AT)
every_day(MIDDAY, lambda: settings.REMINDERS_AGAIN_AT)


@worker(MORNING)
def make_morning_round(job: Job) -> None:
    """Look at everybody's to-do lists and write each the letter of the day, if there is something to say.

    In portions, each a job of its own, so that what somebody waits for never waits for a whole province. Raises
    `MailAway` when letters could not be handed over; those people are asked again, the others are not.
    """
    day = date.fromisoformat(job.arguments["day"])
    if day != today():
        return
    _forget_old()
    people = list(_people().exclude(desk__looked_on=day).filter(pk__gt=job.arguments.get("since", 0))[:AT_A_TIME])
    in_a_row, away = 0, bool(job.arguments.get("away"))
    for person in people:
        try:
            look_after(person, day)
            in_a_row = 0
        except MailAway:
            in_a_row, away = in_a_row + 1, True
            if in_a_row == AWAY_AFTER:
                _from_the_start(job)
                raise
    if len(people) == AT_A_TIME:
        go_on(job, str(people[-1].pk), since=people[-1].pk, away=away)
    elif away:
        _from_the_start(job)
        raise MailAway


@worker(MIDDAY)
def make_midday_round(job: Job) -> None:
    """Look again for what has become urgent since the morning; in portions, as in the morning."""
    people = list(_people().filter(pk__gt=job.arguments.get("since", 0))[:AT_A_TIME])
    for person in people:
        refresh(actor_for(person))
    if len(people) == AT_A_TIME:
        go_on(job, str(people[-1].pk), since=people[-1].pk)


def _from_the_start(job: Job) -> None:
    """Let the next try look at everybody again who was not looked after, however far this one had come."""
    job.arguments = {**job.arguments, "since": 0, "away": False}
    Job.objects.filter(pk=job.pk).update(arguments=job.arguments)


def look_after(person: User, day: date) -> None:
    """Make the morning round for one person. Raises `MailAway`; then the letter of the day is still to be written."""
    desk, _fresh = Desk.objects.get_or_create(person=person)
    with translation.override(desk.language):
        due = refresh(actor_for(person))
        rows = living(person.pk).filter(read_at=None)
        lines = in_words(rows.filter(mailed_at=None).exclude(kind__in=desk.mail_off), due)
        to = person.email or next((line.notice.mail_to for line in lines if line.notice.mail_to), "")
        if not person.email:
            lines = [line for line in lines if line.notice.mail_to == to]
        if to and lines and _claim(desk, day):
            _send_digest(person, desk, to, lines)
        for notice in rows.filter(urgent=True, phoned_at=None):
            jobs.start(PHONE, f"{notice.pk}:{notice.version}", notice=notice.pk, version=notice.version)
    Desk.objects.filter(pk=desk.pk).update(looked_on=day)


def _claim(desk: Desk, day: date) -> bool:
    free = Q(letter_on=None) | Q(letter_on__lt=day)
    return bool(Desk.objects.filter(free, pk=desk.pk).update(letter_on=day))


def _send_digest(person: User, desk: Desk, to: str, lines: list[Line]) -> None:
    try:
        send(write_digest(person, to, lines), person)
    except MailAway:
        # Nothing has gone out, so the day's letter may still be written.
        Desk.objects.filter(pk=desk.pk).update(letter_on=desk.letter_on)
        raise
    _note_mailed([line.notice.pk for line in lines])


def _note_mailed(pks: list[int]) -> None:
    Notice.objects.filter(pk__in=pks).update(mailed_at=timezone.now())


@worker(MAIL)
def mail_now(job: Job) -> None:
    """Send the letter of one urgent notice, unless it was read, mailed or taken back meanwhile; try until it goes."""
    facts = job.arguments
    found = _still_to_tell(facts, mailed_at=None)
    if found is None:
        return
    line, desk = found
    person = line.notice.person
    to = person.email or line.notice.mail_to
    if not to or line.notice.kind in desk.mail_off:
        log.info("notice %s: no letter, the person has no address or wants none", line.notice.pk)
        return
    with translation.override(desk.language):
        letter = write_urgent(person, to, line)
    try:
        send(letter, person)
    except MailAway:
        _try_later(MAIL, facts)
        return
    Notice.objects.filter(pk=line.notice.pk, version=facts["version"]).update(mailed_at=timezone.now())


@worker(PHONE)
def phone_now(job: Job) -> None:
    """Hand one urgent notice to the phone channel, if the person chose it for this kind."""
    facts = job.arguments
    found = _still_to_tell(facts, phoned_at=None)
    if found is None:
        return
    line, desk = found
    number = channels.number_of(line.notice.person)
    if not number or line.notice.kind not in desk.phone_on:
        return
    with translation.override(desk.language):
        text = write_message(line)
    if channels.chosen().send(number, text) == channels.Delivery.FAILED:
        if facts.get("attempt", 1) < PHONE_ATTEMPTS:
            _try_later(PHONE, facts)
        return
    Notice.objects.filter(pk=line.notice.pk, version=facts["version"]).update(phoned_at=timezone.now())


def _still_to_tell(facts: dict[str, Any], **unsent: None) -> tuple[Line, Desk] | None:
    """Return the notice in words, checked with the rights of this moment; None when it is not to be told any more."""
    told = Notice.objects.filter(pk=facts["notice"], version=facts["version"], person__is_active=True)
    notice = told.select_related("person").first()
    if notice is None:
        return None
    desk = desk_of(notice.person)
    with translation.override(desk.language):
        due = refresh(actor_for(notice.person))
        waiting = told.filter(read_at=None, done_at=None, **unsent).select_related("person")
        lines = in_words(waiting, due)
    return (lines[0], desk) if lines else None


def _try_later(kind: str, facts: dict[str, Any]) -> None:
    attempt = facts.get("attempt", 1) + 1
    key = f"{facts['notice']}:{facts['version']}:{attempt}"
    jobs.start(kind, key, after=TRY_AGAIN, **{**facts, "attempt": attempt})


def _people() -> QuerySet[User]:
    """Everybody for whom something could be due or new."""
    concerned = Q(memberships__isnull=False) | Q(notices__isnull=False)
    return User.objects.filter(concerned, is_active=True).distinct().order_by("pk")


def _forget_old() -> None:
    old = timezone.now() - KEPT_FOR
    Notice.objects.filter(Q(done_at__lt=old) | Q(read_at__lt=old, due_on=None)).delete()
