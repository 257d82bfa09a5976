"""What this room does when another one tells news or takes it back."""

from django.db.models import F
from django.utils import timezone

from saoque.kernel import news
from saoque.kernel.calendar import today, working_days_left
from saoque.kernel.events import subscribe
from saoque.people.models import User
from saoque.reminders.addresses import neutral, stays_here
from saoque.reminders.models import Notice
from saoque.reminders.posting import post_soon
from saoque.reminders.steps import Facts, is_urgent, step_of


@subscribe(news.Told)
def keep(told: news.Told) -> None:
    """Keep the news for each person, told anew where it was there before; what is urgent is posted at once."""
    if not stays_here(told.url):
        raise ValueError(f"{told.kind.name}: a notice leads to a page of this site, not to {told.url!r}")
    if told.values:
        told.text % told.values  # a text that its values do not fill fails here, not on somebody's page
    said = _said(told)
    known = Notice.objects.filter(person__in=told.people, kind=told.kind.name, key=told.key)
    known.update(**said, version=F("version") + 1)
    strangers = set(told.people) - set(known.values_list("person", flat=True))
    Notice.objects.bulk_create(
        [Notice(person_id=pk, kind=told.kind.name, key=told.key, **said) for pk in told.people if pk in strangers]
    )
    if told.mail_to:
        _lend_address(told)
    if said["urgent"]:
        for notice in Notice.objects.filter(person__in=told.people, kind=told.kind.name, key=told.key):
            post_soon(notice)


@subscribe(news.Settled)
def take_back(settled: news.Settled) -> None:
    rows = Notice.objects.filter(kind=settled.kind.name, subject=settled.subject, done_at=None)
    if settled.people is not None:
        rows = rows.filter(person__in=settled.people)
    rows.update(done_at=timezone.now())


def _said(told: news.Told) -> dict[str, object]:
    now = today()
    left = working_days_left(now, told.due_on) if told.due_on else None
    return {
        "subject": told.subject,
        "text": told.text,
        "values": dict(told.values),
        "url": neutral(told.url),
        "urgent": is_urgent(Facts(told_urgent=told.urgent, working_days=left)),
        "due_on": told.due_on,
        "step": step_of(told.due_on, now) if told.due_on else None,
        "told_at": timezone.now(),
        "read_at": None,
        "done_at": None,
        "mailed_at": None,
        "phoned_at": None,
        "mail_to": "",
    }


def _lend_address(told: news.Told) -> None:
    """Give the address of the unit to one person without an own one, so that it gets one letter, not several."""
    without = User.objects.filter(pk__in=told.people, email=None, is_active=True).order_by("pk").first()
    if without is not None:
        Notice.objects.filter(person=without, kind=told.kind.name, key=told.key).update(mail_to=told.mail_to)
