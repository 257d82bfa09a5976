"""Who is suggested to whom, and what each may read. Before both agree nothing but what each side shows leaves this module."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.people.models import Unit
from saoque.people.roles import Role
from saoque.startups import pairing
from saoque.startups.models import Introduction, Member, Offer, Project, Seeking
from saoque.startups.rules import rules

MOST_COMPARED = 400
ALIVE = (Introduction.State.KNOCKED, Introduction.State.AGREED)


@dataclass(frozen=True)
class Suggested:
    """One of the other side, with why. `introduction` is the open one between the two, if any."""

    seeking: Seeking
    offer: Offer
    pairing: pairing.Pairing
    introduction: Introduction | None


def partner_unit(actor: Actor) -> Unit:
    """Return the partner's unit for which the actor speaks. Raises `NotFound`."""
    unit = Unit.objects.select_related("province").filter(pk__in=actor.unit_ids(Role.PARTNER)).order_by("pk").first()
    if unit is None:
        raise NotFound()
    return unit


def offers_for(seeking: Seeking) -> list[Suggested]:
    """Return what partners show that fits what a project seeks, best first. Two queries."""
    shown = Offer.objects.filter(_shares(seeking), shown=True).select_related("unit", "province")
    near = shown.filter(Q(province=None) | Q(province=seeking.project.commune.parent_id)).order_by("unit__sort", "pk")
    between = _between(Introduction.objects.filter(project=seeking.project_id))
    found = [(seeking, offer, between.get((seeking.project_id, offer.unit_id))) for offer in near[:MOST_COMPARED]]
    return _ranked(found, today())


def seekings_for(offer: Offer) -> list[Suggested]:
    """Return what projects show that fits what a partner offers, best first. Two queries."""
    found = Seeking.objects.filter(_shares(offer), shown=True, until__gte=today())
    found = found.exclude(project__state=Project.State.STOPPED).select_related("project__commune__parent")
    if offer.province_id:
        found = found.filter(project__commune__parent=offer.province_id)
    if offer.fields:
        found = found.filter(project__field__in=offer.fields)
    between = _between(Introduction.objects.filter(unit=offer.unit_id))
    rows = [
        (one, offer, between.get((one.project_id, offer.unit_id)))
        for one in found.order_by("until", "pk")[:MOST_COMPARED]
    ]
    return _ranked(rows, today())


def _shares(side: Seeking | Offer) -> Q:
    """The other side has a kind in common; nobody, when there is none."""
    wanted = Q(pk__in=[])
    for kind in side.kinds:
        wanted |= Q(**{kind.value: True})
    return wanted


def _between(found: QuerySet[Introduction]) -> dict[tuple[int, int], Introduction]:
    return {(one.project_id, one.unit_id): one for one in found.filter(state__in=ALIVE)}


def _ranked(found: list[tuple[Seeking, Offer, Introduction | None]], day: date) -> list[Suggested]:
    rows = [
        Suggested(one, offer, pairing.pair(sought_of(one), offered_of(offer), day), between)
        for one, offer, between in found
    ]
    return sorted((row for row in rows if row.pairing.fits), key=lambda row: row.pairing.order)


def sought_of(one: Seeking) -> pairing.Sought:
    project, parent = one.project, one.project.commune.parent
    return pairing.Sought(
        kinds=[(kind.value, str(kind.label)) for kind in one.kinds], money=pairing.Range(one.least, one.most),
        field=(project.field, project.get_field_display()), province=parent.code if parent else "", until=one.until,
    )  # fmt: skip


def offered_of(one: Offer) -> pairing.Offered:
    return pairing.Offered(
        kinds=[(kind.value, str(kind.label)) for kind in one.kinds], money=pairing.Range(one.least, one.most),
        fields=one.fields, province=one.province.code if one.province else "",
    )  # fmt: skip


def _introductions() -> QuerySet[Introduction]:
    people = Prefetch("project__members", Member.objects.select_related("user"))
    return Introduction.objects.select_related(
        "project__commune__parent", "project__deck", "project__seeking", "unit", "partner", "line"
    ).prefetch_related(people)


def get_introduction(actor: Actor, pk: int) -> Introduction:
    """Return an introduction of the actor's own project or unit. Raises `NotFound`."""
    one = _introductions().filter(pk=pk).first()
    if one is None or not rules.may(actor, "see_introduction", one):
        raise NotFound()
    return one


def of_project(project: Project) -> QuerySet[Introduction]:
    """Return a project's introductions, those that wait first."""
    return project.introductions.select_related("unit").order_by("-state", "-knocked_on", "-pk")


def of_unit(unit: Unit) -> QuerySet[Introduction]:
    found = Introduction.objects.filter(unit=unit).select_related("project__commune")
    return found.order_by("-state", "-knocked_on", "-pk")


def mine(actor: Actor) -> QuerySet[Introduction]:
    """Return the introductions in which the actor speaks for one of the sides."""
    leading = Member.objects.filter(
        project=OuterRef("project"), user=actor.user_id, leads=True, state=Member.State.ACCEPTED
    )
    speaks = Q(unit__in=actor.unit_ids(Role.PARTNER))
    return Introduction.objects.filter(Exists(leading) | speaks).select_related("project", "unit")


def shown_seeking(pk: int) -> Seeking:
    """Return what a project shows to partners today. Raises `NotFound`."""
    found = Seeking.objects.filter(project=pk, shown=True, until__gte=today())
    one = found.exclude(project__state="stopped").select_related("project__commune__parent").first()
    if one is None:
        raise NotFound()
    return one


def shown_offer(pk: int) -> Offer:
    one = Offer.objects.filter(unit=pk, shown=True).select_related("unit", "province").first()
    if one is None:
        raise NotFound()
    return one
