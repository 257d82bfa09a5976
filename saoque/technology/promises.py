"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import Q

from saoque.kernel.invariants import invariant
from saoque.technology import digital
from saoque.technology.models import DigitalCheck, Measure, Transfer
from saoque.technology.techniques import SHELF, find_techniques


@invariant
def finished_transfers_have_figures() -> Iterator[str]:
    done = Transfer.objects.filter(state=Transfer.State.DONE)
    for pk in done.filter(measures=None).values_list("pk", flat=True):
        yield f"transfer {pk}: finished without any figure"
    lacking = Measure.objects.filter(Q(before=None) | Q(after=None), transfer__state=Transfer.State.DONE)
    for pk in lacking.values_list("pk", flat=True):
        yield f"measure {pk}: finished without its figures"


@invariant
def transfers_name_known_techniques() -> Iterator[str]:
    known = {f"{SHELF}#{one.id}" for one in find_techniques()}
    for pk, key in Transfer.objects.exclude(technique="").values_list("pk", "technique").iterator():
        if key not in known:
            yield f"transfer {pk}: no technique is called {key}"


@invariant
def scores_are_what_the_answers_give() -> Iterator[str]:
    now = digital.questions().version
    for check in DigitalCheck.objects.filter(questions=now).iterator():
        score = digital.percent(check.answers)
        if check.score != score:
            yield f"digital check {check.pk}: has {check.score} percent, the answers give {score}"
