"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from saoque.kernel.invariants import invariant
from saoque.startups import placing
from saoque.startups.actions.judging import going_of, means_of
from saoque.startups.models import Candidate, ContestRound, Introduction, Nomination, Project, Sheet


@invariant
def projects_have_one_leader() -> Iterator[str]:
    led = Q(members__leads=True, members__state="accepted")
    for pk in Project.objects.alias(led=Count("members", filter=led)).exclude(led=1).values_list("pk", flat=True):
        yield f"project {pk}: has nobody who leads it"


@invariant
def contest_sheets_follow_from_their_marks() -> Iterator[str]:
    summed = Sheet.objects.annotate(given=Sum("marks__points"), marked=Count("marks"))
    for pk, total, given in summed.exclude(total=F("given")).values_list("pk", "total", "given"):
        if total != (given or 0):
            yield f"contest sheet {pk}: has {total} points, the marks give {given or 0}"
    asked = Count("candidate__round__contest__criteria", distinct=True)
    sealed = Sheet.objects.filter(state="handed_in").annotate(asked=asked, marked=Count("marks", distinct=True))
    for pk in sealed.exclude(asked=F("marked")).values_list("pk", flat=True):
        yield f"contest sheet {pk}: handed in with criteria left open"
    barred = Sheet.objects.filter(state="handed_in", candidate__entry__conflicts__juror=F("juror"))
    for pk in barred.values_list("pk", flat=True):
        yield f"contest sheet {pk}: handed in by somebody with an interest"


@invariant
def contest_results_follow_from_their_sheets() -> Iterator[str]:
    """Rounds are few; each is reckoned again from its sealed sheets."""
    for round_ in ContestRound.objects.filter(state="closed").select_related("contest").order_by("pk"):
        reckoned = means_of(round_)
        means = {pk: mean for pk, (_sheets, mean, _spread) in reckoned.items()}
        places, going = placing.places_of(means), going_of(round_, means)
        on = going.on | (going.tied if round_.tie == ContestRound.Tie.ALL else frozenset())
        for one in Candidate.objects.filter(round=round_).order_by("pk"):
            kept = (one.sheets, one.mean, one.spread, one.place, one.passes)
            sheets, mean, spread = reckoned.get(one.pk, (0, None, None))
            if kept != (sheets, mean, spread, places.get(one.pk), one.pk in on):
                yield f"candidate {one.pk}: the result is not what the sheets give"


@invariant
def partners_money_is_in_the_projects_own_budget() -> Iterator[str]:
    taken = Introduction.objects.filter(line__isnull=False)
    for pk in taken.exclude(line__project=F("project"), line__source="investor").values_list("pk", flat=True):
        yield f"introduction {pk}: its money stands in another budget or under another source"
    for pk in Introduction.objects.filter(state="agreed", partner=None).values_list("pk", flat=True):
        yield f"introduction {pk}: agreed, and nobody speaks for the partner"


@invariant
def nominations_lead_where_they_say() -> Iterator[str]:
    """Who went on is entered above with the same project, and nobody else is."""
    gone = Q(state="accepted", entry__contest=F("contest"), entry__project=F("source__project"))
    stayed = Q(entry__isnull=True) & ~Q(state="accepted")
    for pk in Nomination.objects.exclude(gone | stayed).order_by("pk").values_list("pk", flat=True):
        yield f"nomination {pk}: does not match the entry above"
