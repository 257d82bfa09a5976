"""Fairs as a calendar file that phones subscribe to; only what everybody may read."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.fairs.models import Fair
from saoque.kernel.calendar import today
from saoque.kernel.ical import Entry, write_calendar
from saoque.places.queries import full_address


def calendar_of(fairs: Iterable[Fair]) -> bytes:
    """Return the calendar. The same day gives the same file."""
    stamp = timezone.make_aware(datetime.combine(today(), time.min)).astimezone(UTC)
    return write_calendar(_("Hội chợ OCOP"), (_entry(fair) for fair in fairs), stamp=stamp)


def _entry(fair: Fair) -> Entry:
    host = urlsplit(settings.SITE_URL).hostname
    url = settings.SITE_URL + reverse("fairs:fair", args=[fair.slug])
    words = "\n".join(part for part in (fair.about, fair.host or fair.unit.name, url) if part)
    place = ", ".join((fair.venue, full_address(fair.commune)))
    return Entry(f"fair-{fair.pk}@{host}", fair.first_day, fair.name, words, url, fair.last_day, place, alarm=False)
