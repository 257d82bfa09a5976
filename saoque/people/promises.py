"""What the room promises about its data: nobody holds a role that ends before it begins, or the same one twice at once."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F

from saoque.kernel.invariants import invariant
from saoque.people.models import Membership


@invariant
def memberships_run_forward() -> Iterator[str]:
    for row in Membership.objects.filter(until__lt=F("since")).order_by("pk"):
        # Ended on the day it was given: the last day held is the day before.
        if (row.since - (row.until or row.since)).days > 1:
            yield f"membership {row.pk}: from {row.since} until {row.until}"


@invariant
def memberships_do_not_overlap() -> Iterator[str]:
    rows = Membership.objects.order_by("user_id", "unit_id", "role", "since", "pk").values_list(
        "pk", "user_id", "unit_id", "role", "since", "until"
    )
    held: tuple[int, int, str] | None = None
    last_day: date | None = None
    for pk, user, unit, role, since, until in rows.iterator(chunk_size=2000):
        if (user, unit, role) == held and (last_day is None or since <= last_day):
            yield f"membership {pk}: the same role is already held on {since}"
        held, last_day = (user, unit, role), until
