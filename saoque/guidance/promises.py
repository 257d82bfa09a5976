"""What the room promises about its data: pages show their newest word, seats are not given twice, numbers agree."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from saoque.guidance.models import FollowUp, Page, Question, Registration, SearchEntry, TrainingClass
from saoque.kernel.invariants import invariant


@invariant
def pages_show_a_version_of_their_own() -> Iterator[str]:
    rows = Page.objects.exclude(current__page=F("pk"), current__number=F("version"))
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield f"handbook page {pk}: what it shows is not a version of it"


@invariant
def what_can_be_found_is_there() -> Iterator[str]:
    questions = Question.objects.filter(state=Question.State.PUBLISHED)
    published = {str(pk) for pk in questions.values_list("pk", flat=True)}
    found = set(SearchEntry.objects.filter(kind=SearchEntry.Kind.QUESTION).values_list("key", flat=True))
    for key in sorted(published ^ found):
        yield f"question {key}: published or not, the search says otherwise"
    pages = set(Page.objects.values_list("slug", "province"))
    known = set(SearchEntry.objects.filter(kind=SearchEntry.Kind.PAGE).values_list("key", "province"))
    for slug, province in sorted(pages ^ known):
        yield f"handbook page {slug} {province}: the search does not agree that it is there"


@invariant
def seats_are_given_once() -> Iterator[str]:
    """Only whoever came may sit beyond the seats: who is in the room is not sent home by a number."""
    placed = Q(registrations__state=Registration.State.PLACED, registrations__attended_at__isnull=True)
    rows = TrainingClass.objects.annotate(given=Count("registrations", filter=placed)).filter(given__gt=F("seats"))
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield f"class {pk}: more places given than there are seats"


@invariant
def who_came_to_a_class_held_has_a_certificate_and_two_dates() -> Iterator[str]:
    came = Registration.objects.filter(training__state=TrainingClass.State.HELD, attended_at__isnull=False)
    rows = came.annotate(dates=Count("follow_ups")).exclude(code__isnull=False, dates=2)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield f"registration {pk}: came, but lacks the certificate or the dates to be asked again"
    strange = FollowUp.objects.filter(registration__attended_at__isnull=True)
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        yield f"follow-up {pk}: of somebody who did not come"
