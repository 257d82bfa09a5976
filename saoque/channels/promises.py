"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import F, Max, Q

from saoque.channels.criteria import conclude
from saoque.channels.models import Listing, PointCheck, PointOfSale
from saoque.kernel.invariants import invariant


@invariant
def nothing_stands_in_a_closed_place() -> Iterator[str]:
    closed = Q(channel__closed_on__isnull=False) | Q(point__closed_on__isnull=False)
    for pk in Listing.objects.filter(closed, until=None).values_list("pk", flat=True):
        yield f"listing {pk}: stands in a place that is closed"
    for pk in PointOfSale.objects.filter(closed_on=None).exclude(channel__closed_on=None).values_list("pk", flat=True):
        yield f"point {pk}: open in a channel that is closed"


@invariant
def listings_stand_at_points_of_their_channel() -> Iterator[str]:
    strange = Listing.objects.exclude(point=None).exclude(point__channel=F("channel"))
    for pk in strange.values_list("pk", flat=True):
        yield f"listing {pk}: its point belongs to another channel"
    for pk in Listing.objects.filter(until__lt=F("since")).values_list("pk", flat=True):
        yield f"listing {pk}: ended before it began"


@invariant
def last_looks_are_those_that_were_kept() -> Iterator[str]:
    kept = Listing.objects.annotate(latest=Max("checks__checked_on", filter=Q(checks__seen=True)))
    # Said one by one, because nothing equals an empty day in SQL, nor differs from it.
    wrong = Q(latest=None, checked_on__isnull=False) | Q(latest__isnull=False, checked_on=None)
    wrong |= Q(latest__gt=F("checked_on")) | Q(latest__lt=F("checked_on"))
    for pk in kept.filter(wrong).values_list("pk", flat=True):
        yield f"listing {pk}: its last day seen is not that of a look"


@invariant
def point_checks_follow_from_their_answers() -> Iterator[str]:
    for check in PointCheck.objects.prefetch_related("answers").iterator(chunk_size=500):
        result = conclude(one.result for one in check.answers.all())
        if check.result != result:
            yield f"point check {check.pk}: says {check.result}, its answers give {result}"
