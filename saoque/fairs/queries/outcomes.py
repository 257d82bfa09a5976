"""Days, deals, costs, goods on the way and follow-ups, as those may read them who may read the exhibitor or the fair."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from saoque.fairs.day_rules import day_rules
from saoque.fairs.models import CostLine, Deal, Exhibitor, Fair, FollowUp, Lead, TransportItem
from saoque.fairs.months import AFTER_MONTHS, due_on
from saoque.fairs.outcome_flow import AFTER, AT_FAIR
from saoque.fairs.queries.fairs import get_exhibitor, get_own_fair
from saoque.fairs.rules import ORGANISERS, rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import Role


def get_standing(actor: Actor, pk: int) -> Exhibitor:
    """Return an exhibitor who was chosen and whose days the actor may write. Raises `NotFound`."""
    found = get_exhibitor(actor, pk)
    if found.state not in (*AT_FAIR, Exhibitor.State.ABSENT) or not rules.may(actor, "log", found):
        raise NotFound()
    return found


def get_deal(actor: Actor, pk: int) -> Deal:
    rows = Deal.objects.select_related("exhibitor__fair", "exhibitor__producer", "file")
    found = rows.filter(pk=pk).first()
    if found is None or not rules.may(actor, "log", found.exhibitor):
        raise NotFound()
    return found


def get_load(actor: Actor, pk: int) -> TransportItem:
    found = TransportItem.objects.select_related("exhibitor__fair", "exhibitor__producer").filter(pk=pk).first()
    if found is None or not rules.may(actor, "log", found.exhibitor):
        raise NotFound()
    return found


def get_cost(actor: Actor, slug: str, pk: int) -> CostLine:
    fair = get_own_fair(actor, slug)
    found = CostLine.objects.filter(fair=fair, pk=pk).first()
    if found is None:
        raise NotFound()
    found.fair = fair
    return found


def get_lead(actor: Actor, pk: int) -> Lead:
    found = Lead.objects.select_related("exhibitor__fair", "exhibitor__producer").filter(pk=pk).first()
    if found is None or not rules.may(actor, "log", found.exhibitor):
        raise NotFound()
    return found


def leads_with_contact(actor: Actor, leads: list[Lead]) -> list[tuple[Lead, str | None]]:
    """Pair each lead with how to reach them, None where the actor may not see that."""
    return [(one, one.contact if day_rules.may(actor, "read_contact", one) else None) for one in leads]


def deals_for(fair: Fair, kind: str = "", text: str = "") -> QuerySet[Deal]:
    """Return the fair's deals, the struck ones too, narrowed by kind and words."""
    found = Deal.objects.filter(exhibitor__fair=fair).select_related("exhibitor", "file").order_by("-signed_on", "-pk")
    if kind in Deal.Kind.values:
        found = found.filter(kind=kind)
    for word in fold(text).split():
        found = found.filter(Q(exhibitor__search__contains=word) | Q(partner__icontains=word))
    return found


def loads_for(fair: Fair, text: str = "", open_only: bool = False) -> QuerySet[TransportItem]:
    found = TransportItem.objects.filter(exhibitor__fair=fair).select_related("exhibitor")
    if open_only:
        found = found.filter(arrived_at__isnull=True)
    for word in fold(text).split():
        found = found.filter(exhibitor__search__contains=word)
    return found.order_by("pick_up_on", "pick_up_time", "pk")


@dataclass(frozen=True)
class Due:
    """An exhibitor who is to be asked, since when, and the answer when there is one."""

    exhibitor: Exhibitor
    months: int
    due_on: date
    answer: FollowUp | None = None


def due_months(fair: Fair) -> list[int]:
    """Return which questions have come due, in order."""
    if fair.state not in AFTER:
        return []
    return [months for months in AFTER_MONTHS if due_on(fair.last_day, months) <= today()]


def followups_for(fair: Fair, months: int) -> QuerySet[Exhibitor]:
    """Return who stood at the fair; whoever has not answered first."""
    told = FollowUp.objects.filter(exhibitor=OuterRef("pk"), months=months)
    found = fair.exhibitors.filter(state__in=AT_FAIR).alias(told=Exists(told))
    return found.select_related("producer").prefetch_related("followups").order_by("told", "sort", "pk")


def due_for(actor: Actor, limit: int = 20) -> list[Due]:
    """Return the questions that wait for the actor's own producers. One query for each of the two."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return []
    return _unanswered(Q(producer__unit__in=units), limit)


def due_guests(actor: Actor, limit: int = 20) -> list[Due]:
    """Return the questions about guests of the unit's own fairs, whom the organiser asks."""
    units = actor.unit_ids(*ORGANISERS)
    return _unanswered(Q(producer__isnull=True, fair__unit__in=units), limit) if units else []


def _unanswered(whose: Q, limit: int) -> list[Due]:
    found: list[Due] = []
    for months in AFTER_MONTHS:
        told = FollowUp.objects.filter(exhibitor=OuterRef("pk"), months=months)
        rows = Exhibitor.objects.filter(
            whose, ~Exists(told), state__in=AT_FAIR, fair__state__in=AFTER, fair__last_day__lte=_latest(months)
        )
        for one in rows.select_related("fair").order_by("fair__last_day", "pk")[:limit]:
            due = due_on(one.fair.last_day, months)
            if due <= today():
                found.append(Due(one, months, due))
    return found


def _latest(months: int) -> date:
    """Return the end of the month `months` ago: later fairs cannot be due. The exact day is told by `due_on`."""
    now = today()
    month = now.month - 1 - months
    year, month = now.year + month // 12, month % 12 + 1
    return date(year, month, monthrange(year, month)[1])
