"""What the room promises about its data: days run forward, closed things have a result, figures follow from their rows."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from saoque.kernel.invariants import invariant
from saoque.support.flow import CLOSED
from saoque.support.models import (
    Assignment,
    CaseStep,
    Measure,
    Obstacle,
    Report,
    ReportLine,
    SupportCase,
    Target,
    UnitSuccession,
)

CHUNK = 500


@invariant
def done_cases_have_their_figures() -> Iterator[str]:
    """Before and at the close; cases entered afterwards may have none."""
    done = SupportCase.objects.filter(state=SupportCase.State.DONE, is_past=False)
    for moment in (Measure.Moment.BEFORE, Measure.Moment.CLOSING):
        taken = Measure.objects.filter(case=OuterRef("pk"), moment=moment, taken_on__isnull=False)
        for pk in done.filter(~Exists(taken)).order_by("pk").values_list("pk", flat=True):
            yield f"support case {pk}: done without the figures of {moment}"
    for pk in SupportCase.objects.filter(state__in=CLOSED, result="").order_by("pk").values_list("pk", flat=True):
        yield f"support case {pk}: closed without a word of result"
    for pk in SupportCase.objects.filter(closed_on__lt=F("asked_on")).order_by("pk").values_list("pk", flat=True):
        yield f"support case {pk}: closed before it was asked"


@invariant
def steps_that_are_done_have_a_day() -> Iterator[str]:
    for pk in CaseStep.objects.filter(done_on=None, done_by__isnull=False).order_by("pk").values_list("pk", flat=True):
        yield f"support step {pk}: done by somebody on no day"


@invariant
def obstacles_follow_their_cases() -> Iterator[str]:
    rows = Obstacle.objects.select_related("case").order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        if one.opened_on != one.case.asked_on:
            yield f"obstacle {one.pk}: opened on {one.opened_on}, its case on {one.case.asked_on}"
        if one.closed_on != one.case.closed_on:
            yield f"obstacle {one.pk}: closed on {one.closed_on}, its case on {one.case.closed_on}"
        for name, day in (("answer", one.answered_on), ("close", one.closed_on)):
            kept = one.days_to_answer if name == "answer" else one.days_to_close
            if kept != (None if day is None else max(0, (day - one.opened_on).days)):
                yield f"obstacle {one.pk}: days_to_{name} is {kept}"


@invariant
def reports_follow_their_states() -> Iterator[str]:
    states = {
        Assignment.State.REPORTED: Report.Verdict.OPEN,
        Assignment.State.CONFIRMED: Report.Verdict.CONFIRMED,
        Assignment.State.RETURNED: Report.Verdict.RETURNED,
    }
    for state, verdict in states.items():
        told = Report.objects.filter(assignment=OuterRef("pk"), verdict=verdict)
        for pk in Assignment.objects.filter(~Exists(told), state=state).order_by("pk").values_list("pk", flat=True):
            yield f"assignment {pk}: {state} without such a report"
    confirmed = ReportLine.objects.filter(
        target=OuterRef("pk"), report__verdict=Report.Verdict.CONFIRMED, value=OuterRef("reached")
    )
    reached = Target.objects.filter(~Exists(confirmed), reached__isnull=False)
    for pk in reached.order_by("pk").values_list("pk", flat=True):
        yield f"target {pk}: reached what no confirmed report says"


@invariant
def former_units_have_ended() -> Iterator[str]:
    wrong = UnitSuccession.objects.filter(Q(old__until__isnull=True) | Q(old__until__gte=F("since")))
    for one in wrong.select_related("old").order_by("pk"):
        yield f"succession {one.pk}: {one.old_id} lasts until {one.old.until}, its successor is there from {one.since}"
