"""Fairs as lists and one by one. «Not yours» and «does not exist» look alike."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.rules import ORGANISERS, rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import Role

_STANDING = ("applied", "chosen", "waiting", "refused", "came", "absent")


def get_fair(actor: Actor, slug: str) -> Fair:
    """Return a fair that the actor may read, with its unit and place. Raises `NotFound`."""
    found = Fair.objects.select_related("unit", "commune__parent", "invitation").filter(slug=slug).first()
    if found is None or not rules.may(actor, "read", found):
        raise NotFound()
    return found


def get_own_fair(actor: Actor, slug: str) -> Fair:
    """Return a fair of the actor's own unit; for everybody else there is no such page."""
    found = get_fair(actor, slug)
    if not rules.may(actor, "organise", found):
        raise NotFound()
    return found


def get_exhibitor(actor: Actor, pk: int) -> Exhibitor:
    """Return an application that the actor may read: the producer's own, or one of the unit's fair."""
    rows = Exhibitor.objects.select_related("fair__unit", "fair__commune", "producer")
    found = rows.filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_application", found):
        raise NotFound()
    return found


@dataclass(frozen=True)
class Asked:
    """What the calendar is asked for: words, one month, and whether it is over."""

    text: str = ""
    month: date | None = None
    past: bool = False


def readable(actor: Actor) -> QuerySet[Fair]:
    """Return what the actor may read: everything called, and all of the actor's own units."""
    return Fair.objects.filter(Q(called_on__isnull=False) | Q(unit__in=actor.unit_ids(*ORGANISERS)))


def list_fairs(actor: Actor, asked: Asked) -> QuerySet[Fair]:
    """Return fairs to come, the nearest first; or those that are over, the last first."""
    found = readable(actor).select_related("unit", "commune__parent")
    for word in fold(asked.text).split():
        found = found.filter(search__contains=word)
    if asked.month is not None:
        following = (asked.month.replace(day=28) + (date(2000, 1, 5) - date(2000, 1, 1))).replace(day=1)
        return found.filter(first_day__lt=following, last_day__gte=asked.month).order_by("first_day", "pk")
    if asked.past:
        return found.filter(last_day__lt=today()).order_by("-first_day", "-pk")
    return found.filter(last_day__gte=today()).order_by("first_day", "pk")


def public_calendar(limit: int = 500) -> QuerySet[Fair]:
    """Return what a subscribed calendar shows: called and not cancelled, the last year and all that comes."""
    now = today()
    found = Fair.objects.filter(called_on__isnull=False, last_day__gte=now.replace(year=now.year - 1, day=1))
    return (
        found.exclude(state=Fair.State.CANCELLED)
        .select_related("commune__parent", "unit")
        .order_by("first_day")[:limit]
    )


def counts_of(fair: Fair) -> dict[str, int]:
    """Return how many exhibitors stand in each state. One query."""
    rows = fair.exhibitors.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows)


def own_applications(actor: Actor) -> QuerySet[Exhibitor]:
    """Return the applications of the actor's own producers, the latest fair first."""
    units = actor.unit_ids(Role.PRODUCER)
    return (
        Exhibitor.objects.filter(producer__unit__in=units)
        .select_related("fair__commune", "producer")
        .order_by("-fair__first_day", "-pk")
    )


def open_to(actor: Actor) -> QuerySet[Fair]:
    """Return the fairs that take applications and have none of the actor's producers yet."""
    mine = Exhibitor.objects.filter(
        fair=OuterRef("pk"), producer__unit__in=actor.unit_ids(Role.PRODUCER), state__in=_STANDING
    )
    found = Fair.objects.filter(~Exists(mine), state=Fair.State.CALLED, apply_until__gte=today())
    return found.select_related("commune").order_by("apply_until", "pk")
