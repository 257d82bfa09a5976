"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from saoque.fairs.models import Booth, Exhibitor, Fair
from saoque.kernel.invariants import invariant

_STANDING = ("chosen", "came")


@invariant
def fairs_give_no_more_booths_than_planned() -> Iterator[str]:
    wanted = Sum("exhibitors__booths_wanted", filter=Q(exhibitors__state__in=_STANDING))
    for pk in Fair.objects.annotate(wanted=wanted).filter(wanted__gt=F("booths_planned")).values_list("pk", flat=True):
        yield f"fair {pk}: more booths promised than planned"


@invariant
def booths_are_held_by_those_who_were_chosen() -> Iterator[str]:
    wrong = Booth.objects.filter(exhibitor__isnull=False).exclude(exhibitor__state__in=(*_STANDING, "absent"))
    for pk in wrong.values_list("pk", flat=True):
        yield f"booth {pk}: held by somebody who was not chosen"
    for pk in (
        Booth.objects.exclude(exhibitor__fair=F("fair")).filter(exhibitor__isnull=False).values_list("pk", flat=True)
    ):
        yield f"booth {pk}: held by an exhibitor of another fair"
    many = Exhibitor.objects.annotate(has=Count("booths")).filter(has__gt=F("booths_wanted"))
    for pk in many.values_list("pk", flat=True):
        yield f"exhibitor {pk}: has more booths than asked for"


@invariant
def results_stand_only_after_publishing() -> Iterator[str]:
    early = Exhibitor.objects.filter(fair__chosen_on=None, state__in=("chosen", "waiting", "refused", "came", "absent"))
    for pk in early.values_list("pk", flat=True):
        yield f"exhibitor {pk}: has a result that was never published"


@invariant
def applications_bring_goods() -> Iterator[str]:
    for pk in Exhibitor.objects.filter(exhibits=None).values_list("pk", flat=True):
        yield f"exhibitor {pk}: brings nothing"
