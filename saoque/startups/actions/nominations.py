"""From a commune's contest to the city's, from the city's to the nation's: the best are sent on, the team agrees."""

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.startups.actions.contests import take_entry
from saoque.startups.flow import nomination_flow
from saoque.startups.models import Candidate, Contest, ContestRound, Entry, Nomination
from saoque.startups.rules import rules

Level = Contest.Level
NEXT = {Level.COMMUNE: Level.CITY, Level.CITY: Level.NATIONAL}


def leads_on_to(lower: Contest, higher: Contest) -> bool:
    """Tell whether the best of one may be sent to the other: the next level, and from a commune to its own province's city."""
    if NEXT.get(Level(lower.level)) != higher.level:
        return False
    return higher.level == Level.NATIONAL or higher.unit.province_id == lower.unit.province_id


@transaction.atomic
def send_on(lower: Contest, higher: Contest, best: int, *, actor: Actor) -> list[Nomination]:
    """Nominate who stands on place `best` or better in the last round of a published contest; who shares a place goes together.

    What was nominated before stays as it is. Raises `DomainError` when nobody is left to send.
    """
    acting = rules.require(actor, "organise", lower)
    if lower.state != Contest.State.PUBLISHED:
        raise DomainError(_("Công bố kết quả trước, rồi mới giới thiệu lên cấp trên."))
    if not leads_on_to(lower, higher):
        raise DomainError(_("Chỉ giới thiệu lên cuộc thi cấp trên liền kề."), field="contest")
    if higher.state != Contest.State.OPEN or higher.closes_on < today():
        raise DomainError(_("Cuộc thi cấp trên không còn nhận dự án."), field="contest")
    if not 1 <= best <= 2000:
        raise DomainError(_("Hãy ghi lấy đến hạng mấy."), field="best")
    last = lower.rounds.filter(passing=ContestRound.Passing.LAST)
    found = Candidate.objects.filter(round__in=last, place__lte=best, entry__state=Entry.State.ENTERED)
    new = found.exclude(entry__nominations__contest=higher).order_by("place", "pk")
    made = [
        Nomination(source_id=one.entry_id, contest=higher, place=one.place or 0, nominated_on=today(), nominated_by=acting.user)
        for one in new
    ]  # fmt: skip
    if not made:
        raise DomainError(_("Các dự án này đã được giới thiệu rồi."), field="best")
    compare_and_set(lower, acting, "send_on", data={"contest": higher.pk, "entries": [one.source_id for one in made]})
    for one in made:
        one.save()
        audit.record(one, "nominate", acting, to_state=one.state, data={"place": one.place})
    return made


@transaction.atomic
def accept_nomination(nomination: Nomination, *, actor: Actor) -> Entry:
    """Go on to the higher contest, whose own rules are checked; project, slides and evidence come along as they stand."""
    project = nomination.source.project
    acting = rules.require(actor, "lead", project)
    entry = take_entry(nomination.contest, project, acting)
    nomination_flow.apply(nomination, "accept", acting, entry=entry, data={"entry": entry.pk})
    return entry


def decline_nomination(nomination: Nomination, *, actor: Actor) -> None:
    nomination_flow.apply(nomination, "decline", rules.require(actor, "lead", nomination.source.project))
