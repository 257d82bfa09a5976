"""How long what somebody saw on a shelf counts as known."""

from datetime import date, timedelta

from django.conf import settings

from saoque.kernel.calendar import today


def fresh_from() -> date:
    """Return the first day of the present span: what was last seen before it has to be looked at again."""
    return today() - timedelta(days=settings.LISTING_RECHECK_DAYS)
