"""What becomes of silence: a reminder, then word to the Youth Union of the area, then an end with a record."""

from datetime import date

from django.db import transaction

from saoque.buyers import notices
from saoque.buyers.actions.thread import note
from saoque.buyers.flow import inquiry_flow
from saoque.buyers.models import Agreement, Entry, Inquiry
from saoque.buyers.terms import at_rest, next_step_on
from saoque.kernel.access import NOBODY
from saoque.kernel.errors import Stale
from saoque.kernel.flow import compare_and_set

REMINDED, RAISED = 1, 2


def follow_silence(day: date) -> int:
    """Take the next step in every thread whose term is over on `day`; return how many. Twice a day does no harm."""
    due = Inquiry.objects.filter(waiting_on__in=("buyer", "producer"), step_on__lte=day)
    steps = 0
    for inquiry in due.select_related("request__buyer", "producer__commune__parent", "product").order_by("pk"):
        try:
            _step(inquiry, day)
        except Stale:  # somebody answered this very moment
            continue
        steps += 1
    return steps


@transaction.atomic
def _step(inquiry: Inquiry, day: date) -> None:
    side = inquiry.waiting_on
    if inquiry.silence_step == 0:
        compare_and_set(inquiry, NOBODY, "remind_silent", silence_step=REMINDED, step_on=next_step_on(day))
        note(inquiry, Entry.Kind.REMINDED, None, side)
        notices.tell_reminder(inquiry)
    elif inquiry.silence_step == REMINDED:
        compare_and_set(inquiry, NOBODY, "raise_silent", silence_step=RAISED, step_on=next_step_on(day))
        note(inquiry, Entry.Kind.RAISED, None, side)
        notices.tell_offices(inquiry)
    else:
        _close(inquiry)


def _close(inquiry: Inquiry) -> None:
    """End the thread. One with an agreement stays; only what was not confirmed is dropped."""
    side = inquiry.waiting_on
    for agreement in inquiry.agreements.filter(state=Agreement.State.PROPOSED):
        compare_and_set(agreement, NOBODY, "drop_agreement", to_state=Agreement.State.DROPPED)
    if inquiry_flow.allows("close_silent", inquiry.state):
        inquiry_flow.apply(inquiry, "close_silent", NOBODY, silent_side=side, **at_rest())
    else:
        compare_and_set(inquiry, NOBODY, "close_silent", silent_side=side, **at_rest())
    note(inquiry, Entry.Kind.SILENT, None, side)
    notices.settle_asked(inquiry)
    notices.tell_ended_in_silence(inquiry)
