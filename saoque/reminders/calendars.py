"""A person's deadlines as a calendar file: what that person may see today, and nothing else."""

import hashlib
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from saoque.kernel.calendar import today
from saoque.kernel.ical import Entry, write_calendar
from saoque.kernel.todo import todos
from saoque.people.actors import actor_for
from saoque.reminders.addresses import neutral, spoken, stays_here
from saoque.reminders.models import Desk
from saoque.reminders.queries import Due, due_items


def calendar_of(desk: Desk) -> bytes:
    """Return the calendar of the desk's owner, far deadlines included, in the language the owner chose."""
    with translation.override(desk.language):
        due = due_items(todos(actor_for(desk.person)))
        entries = [_entry(desk, key, one) for key, one in due.items() if stays_here(one.todo.url)]
        return write_calendar(_("Nhắc việc Sao Quê"), entries, stamp=_stamp())


def tag_of(content: bytes) -> str:
    """Return the ETag: the same as long as the calendar says the same."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def feed_address(desk: Desk) -> str:
    """Return the secret address; empty when there is none. It has no language: the calendar has the owner's."""
    if not desk.feed_token:
        return ""
    return settings.SITE_URL + neutral(reverse("reminders:feed", args=[desk.feed_token]))


def webcal_address(desk: Desk) -> str:
    """Return the address that makes a phone ask whether to subscribe."""
    address = feed_address(desk)
    return f"webcal://{address.partition('://')[2]}" if address else ""


def _entry(desk: Desk, key: str, one: Due) -> Entry:
    url = settings.SITE_URL + spoken(neutral(one.todo.url))
    host = urlsplit(settings.SITE_URL).hostname
    ident = hashlib.sha256(f"{desk.person_id} {key}".encode()).hexdigest()[:32]
    words = "\n".join(part for part in (one.todo.detail, one.todo.button, url) if part)
    return Entry(f"{ident}@{host}", one.due_on, one.todo.title, words, url)


def _stamp() -> datetime:
    """Return the beginning of today: what is due is looked up each day, so the same day gives the same file."""
    return timezone.make_aware(datetime.combine(today(), time.min)).astimezone(UTC)
