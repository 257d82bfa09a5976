"""One door for each kind of object: what is not yours and what does not exist look the same."""

from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer
from saoque.support.lineage import former_ids, sole_former_ids
from saoque.support.models import Assignment, CaseMoney, CaseStep, Directive, Obstacle, Report, SupportCase
from saoque.support.rules import OFFICES, rules

_CASE = ("producer__commune__parent", "producer__unit", "product", "unit", "owner", "partner", "partner_person")
_ASKED = ("asked_by", "asked_in")


def _area(actor: Actor, prefix: str) -> Q:
    """The places of the actor's units of the Youth Union, as a condition on `prefix`commune."""
    allowed = Q(pk__in=[])
    for standing in actor.having(*YOUTH_ROLES):
        if standing.unit_kind == UnitKind.YOUTH_COMMUNE and standing.commune:
            allowed |= Q(**{f"{prefix}commune__code": standing.commune})
        elif standing.unit_kind == UnitKind.YOUTH_CITY and standing.province:
            allowed |= Q(**{f"{prefix}commune__parent__code": standing.province})
    return allowed


def visible_producers(actor: Actor) -> QuerySet[Producer]:
    """The producers of the actor's area: rule "read_producer" as one query."""
    return Producer.objects.filter(_area(actor, ""))


def get_producer(actor: Actor, pk: int) -> Producer:
    """A producer of the actor's area. Raises `NotFound`."""
    found = Producer.objects.select_related("commune__parent", "unit").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_producer", found):
        raise NotFound()
    return found


def _case_condition(actor: Actor, prefix: str = "") -> Q:
    """Who reads a case, as one condition; one query for the line of units when the actor is of the Youth Union."""
    allowed = Q(pk__in=[])
    own = actor.unit_ids(Role.PRODUCER)
    if own:
        allowed |= Q(**{f"{prefix}producer__unit__in": own})
    units = actor.unit_ids(*YOUTH_ROLES)
    if units:
        # Each unit's heritage is its own: two units of one person do not make one heir.
        held = set(units).union(*(sole_former_ids([unit]) for unit in units))
        allowed |= _area(actor, f"{prefix}producer__") | Q(**{f"{prefix}unit__in": held})
    partners = actor.unit_ids(Role.PARTNER)
    if partners:
        named = Q(**{f"{prefix}partner_person__isnull": True}) | Q(**{f"{prefix}partner_person": actor.user_id})
        allowed |= Q(**{f"{prefix}partner__in": partners}) & named
    return allowed


def visible_cases(actor: Actor) -> QuerySet[SupportCase]:
    """The cases that the actor may read: the same right as rule "read", as one query."""
    return SupportCase.objects.filter(_case_condition(actor))


def get_case(actor: Actor, pk: int) -> SupportCase:
    """One case with its people and places. Raises `NotFound`."""
    found = SupportCase.objects.select_related(*_CASE, *_ASKED, "obstacle").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read", found):
        raise NotFound()
    return found


def get_step(actor: Actor, pk: int) -> CaseStep:
    """A step of a readable case, with its file. Raises `NotFound`."""
    found = CaseStep.objects.select_related(*(f"case__{name}" for name in _CASE), "evidence").filter(pk=pk).first()
    if found is None or found.removed_at is not None or not rules.may(actor, "read", found.case):
        raise NotFound()
    return found


def get_money(actor: Actor, pk: int) -> CaseMoney:
    found = CaseMoney.objects.select_related(*(f"case__{name}" for name in _CASE), "proof").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read", found.case):
        raise NotFound()
    return found


def visible_obstacles(actor: Actor) -> QuerySet[Obstacle]:
    """Obstacles of readable cases, and those that name the actor's office."""
    offices = actor.unit_ids(*OFFICES)
    return Obstacle.objects.filter(_case_condition(actor, "case__") | Q(office__in=offices))


def get_obstacle(actor: Actor, pk: int) -> Obstacle:
    names = (f"case__{name}" for name in _CASE)
    found = Obstacle.objects.select_related(*names, "office", "answered_by", "answered_in").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_obstacle", found):
        raise NotFound()
    return found


def visible_directives(actor: Actor) -> QuerySet[Directive]:
    """Own ones, those received, and those of units before the actor's. One more query for the line of units."""
    units = actor.unit_ids(*YOUTH_ROLES)
    mine = [*units, *former_ids(units)] if units else []
    received = Assignment.objects.filter(unit__in=mine).values("directive")
    return Directive.objects.filter(Q(sender__in=mine) | (Q(pk__in=received) & ~Q(state=Directive.State.DRAFT)))


def get_directive(actor: Actor, pk: int) -> Directive:
    """A directive with its files, indicators and units. Raises `NotFound`."""
    found = (
        Directive.objects.select_related("sender", "written_by")
        .prefetch_related(
            "files__file",
            "indicators",
            Prefetch("assignments", Assignment.objects.select_related("unit").order_by("unit__sort", "pk")),
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not rules.may(actor, "read_directive", found):
        raise NotFound()
    return found


def get_part(actor: Actor, pk: int) -> Assignment:
    """One unit's part with its reports, newest last. Raises `NotFound`."""
    reports: Any = Report.objects.select_related("by", "said_by").prefetch_related(
        "lines__target__indicator", "files__file", "cases"
    )
    found = (
        Assignment.objects.select_related("directive__sender", "unit")
        .prefetch_related(Prefetch("reports", reports.order_by("pk")))
        .filter(pk=pk)
        .first()
    )
    if found is None or not rules.may(actor, "read_part", found):
        raise NotFound()
    return found


def get_report(actor: Actor, pk: int) -> Report:
    found = Report.objects.select_related("assignment__directive__sender", "assignment__unit").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_part", found.assignment):
        raise NotFound()
    return found


def soonest() -> list[Any]:
    """The order of every work list: overdue first, then by deadline, those without one last."""
    return [F("due_on").asc(nulls_last=True), "asked_on", "pk"]
