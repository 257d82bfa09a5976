"""Helpers of every kind and place for the tests of help under consent."""

from saoque.dossiers.actions.consents import give_consent
from saoque.dossiers.models import Consent, Dossier
from saoque.dossiers.tests.factories import World, person, place
from saoque.kernel.access import Actor
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit


def unit_of(kind: str, at: AdminUnit) -> Unit:
    """Return the unit of this kind at a commune or a province."""
    commune = at if at.parent_id else None
    found = Unit.objects.filter(kind=kind, commune=commune, province=at.parent if commune else at).first()
    name = f"{UnitKind(kind).label} {at.full_name}"
    return found or Unit.objects.create(kind=kind, name=name, commune=commune, province=at.parent if commune else at)


def elsewhere(here: World) -> AdminUnit:
    """Another commune of the same province."""
    return place("31294", "commune", "Trường Xuân", here.province)


def helper(
    here: World, role: str = Role.YOUTH_HELPER, kind: str = UnitKind.YOUTH_COMMUNE, at: AdminUnit | None = None
) -> Actor:
    if role == Role.COMMUNE_OFFICER:
        kind = UnitKind.COMMUNE_COMMITTEE
    return actor_for(person(role, unit_of(kind, at or here.commune), "Lê Thị Giúp"))


def membership(actor: Actor) -> Membership:
    return Membership.objects.get(user=actor.user, unit=actor.standings[0].unit_id, role=actor.standings[0].role)


def consented(here: World, who: Actor, dossier: Dossier | None = None) -> Consent:
    return give_consent(here.producer, membership(who), dossier, None, here.actor)
