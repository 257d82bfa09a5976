"""Where a contest's best go on to, and where a contest's entries came from."""

from django.db.models import QuerySet

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.startups.actions.nominations import NEXT, Level, leads_on_to
from saoque.startups.models import Contest, Member, Nomination, Project
from saoque.startups.rules import rules


def contests_above(lower: Contest) -> list[Contest]:
    """Return the contests that take the best of a published one today. One query."""
    level = NEXT.get(Level(lower.level))
    if lower.state != Contest.State.PUBLISHED or level is None:
        return []
    found = Contest.objects.filter(level=level, state=Contest.State.OPEN, closes_on__gte=today())
    return [one for one in found.select_related("unit").order_by("closes_on", "pk")[:50] if leads_on_to(lower, one)]


def sent_on(lower: Contest) -> QuerySet[Nomination]:
    """Return whom a contest has sent on, best place first; which of them went, `state` says."""
    found = Nomination.objects.filter(source__contest=lower)
    return found.select_related("source__project", "contest").order_by("place", "pk")


def came_from(higher: Contest) -> dict[int, Contest]:
    """Return by entry the contest that nominated it. One query."""
    found = Nomination.objects.filter(contest=higher, entry__isnull=False).select_related("source__contest")
    return {one.entry_id: one.source.contest for one in found if one.entry_id}


def nominations_of(project: Project) -> QuerySet[Nomination]:
    found = Nomination.objects.filter(source__project=project).select_related("contest", "source__contest")
    return found.order_by("-nominated_on", "-pk")


def asked_of(actor: Actor) -> QuerySet[Nomination]:
    """Return the nominations that wait for the actor, who leads the project."""
    led = Member.objects.filter(user=actor.user_id, leads=True, state=Member.State.ACCEPTED).values("project")
    found = Nomination.objects.filter(
        source__project__in=led, state=Nomination.State.ASKED, contest__state=Contest.State.OPEN
    )
    return found.select_related("contest", "source__project").order_by("contest__closes_on", "pk")


def get_nomination(actor: Actor, pk: int) -> Nomination:
    """Return a nomination of a project that the actor leads. Raises `NotFound`."""
    found = Nomination.objects.select_related("contest__unit", "source__project", "source__contest")
    one = found.filter(pk=pk).first()
    if one is None or not rules.may(actor, "lead", one.source.project):
        raise NotFound()
    return one
