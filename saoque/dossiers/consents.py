"""Who may help whom: consents in force, the helpers that a producer may choose, and the doors for the room below.

Help is given by the Youth Union of the producer's commune or province and by the officers of its commune, under a
consent that the producer gives and takes back. The condition of the room's rules is `helps`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from saoque.dossiers.models import Consent, Dossier
from saoque.kernel.access import Actor, Standing
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.actors import held_today
from saoque.people.models import Membership
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.helping import helper_door
from saoque.producers.models import Producer

HELPER_ROLES = (*YOUTH_ROLES, Role.COMMUNE_OFFICER)
_YOUTH_ABOVE = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_DISTRICT)


def in_area(standing: Standing, commune: str, province: str) -> bool:
    """Whether the unit works for that commune: the commune's own units, and the Youth Union of its province."""
    if standing.role == Role.COMMUNE_OFFICER or standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return bool(standing.commune) and standing.commune == commune
    return bool(standing.province) and standing.province == province


def acts_as_helper(actor: Actor) -> bool:
    """Whether the actor acts in a helper's role, once a rule has chosen the standing."""
    return actor.standing is not None and actor.standing.role in HELPER_ROLES


def in_force(day: date | None = None) -> QuerySet[Consent]:
    """Return the consents that hold on `day`, today when none is named."""
    day = day or today()
    return Consent.objects.filter(Q(until__isnull=True) | Q(until__gte=day), state=Consent.State.GIVEN)


def held_by(actor: Actor, standing: Standing) -> QuerySet[Consent]:
    """Return what the person holds today in this very unit and role."""
    return in_force().filter(helper=actor.user_id, unit=standing.unit_id, role=standing.role)


def helps(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """Condition: the producer lets the person, in this standing, fill in this dossier. At most one query."""
    if standing is None or not in_area(standing, dossier.commune.code, dossier.province.code):
        return False
    covering = Q(dossier=dossier.pk) | Q(dossier__isnull=True)
    return held_by(actor, standing).filter(covering, producer=dossier.producer_id).exists()


@helper_door
def helps_producer(actor: Actor, standing: Standing, producer: Producer) -> bool:
    """Whether the person helps with any dossier of this producer, so that papers for it may come into the drawer."""
    place = producer.commune
    province = place.parent.code if place.parent else place.code
    return in_area(standing, place.code, province) and held_by(actor, standing).filter(producer=producer.pk).exists()


def helped_by(actor: Actor) -> Q:
    """Return the dossiers of `helps` as one condition of a query."""
    allowed = Q(pk__in=[])
    for standing in actor.having(*HELPER_ROLES):
        at_commune = standing.role == Role.COMMUNE_OFFICER or standing.unit_kind == UnitKind.YOUTH_COMMUNE
        code = standing.commune if at_commune else standing.province
        if not code:
            continue
        held = held_by(actor, standing)
        ones = Q(pk__in=held.filter(dossier__isnull=False).values("dossier"))
        all_of = Q(producer__in=held.filter(dossier__isnull=True).values("producer"))
        allowed |= Q(**{"commune__code" if at_commune else "province__code": code}) & (ones | all_of)
    return allowed


def followed_in_area(actor: Actor) -> Q:
    """Return the filed dossiers that the Youth Union follows in its area as one condition: rule "follow" without consent."""
    allowed = Q(pk__in=[])
    for standing in actor.having(*YOUTH_ROLES):
        at_commune = standing.unit_kind == UnitKind.YOUTH_COMMUNE
        code = standing.commune if at_commune else standing.province
        if code:
            allowed |= Q(**{"commune__code" if at_commune else "province__code": code}, filed_at__isnull=False)
    return allowed


def helpers_for(producer: Producer, text: str = "") -> QuerySet[Membership]:
    """Return the roles held today in the units of the producer's commune and province that may help, nearest unit first.

    `text` narrows by words of the person's or the unit's name, with or without marks. The producer's own people are
    left out.
    """
    commune = producer.commune
    province = commune.parent.code if commune.parent else commune.code
    near = Q(unit__kind=UnitKind.YOUTH_COMMUNE, role__in=YOUTH_ROLES) | Q(
        unit__kind=UnitKind.COMMUNE_COMMITTEE, role=Role.COMMUNE_OFFICER
    )
    above = Q(unit__kind__in=_YOUTH_ABOVE, role__in=YOUTH_ROLES, unit__province__code=province)
    own = Membership.objects.filter(unit=producer.unit_id, role=Role.PRODUCER).values("user")
    found = held_today().filter(near & Q(unit__commune__code=commune.code) | above, user__is_active=True)
    for word in fold(text).split():
        named = [row.pk for row in found.select_related("user") if f" {word}" in f" {fold(row.user.full_name)}"]
        found = found.filter(Q(unit__search__contains=word) | Q(pk__in=named))
    return (
        found.exclude(user__in=own)
        .filter(Q(unit__until__isnull=True) | Q(unit__until__gte=today()))
        .select_related("user", "unit")
        .order_by(F("unit__commune").asc(nulls_last=True), "unit__sort", "user__full_name", "pk")
    )


def get_helper(producer: Producer, membership: int) -> Membership:
    """Return one of `helpers_for`. Raises `NotFound` for everybody else."""
    found = helpers_for(producer).filter(pk=membership).first()
    if found is None:
        raise NotFound()
    return found


def covering(dossier: Dossier) -> QuerySet[Consent]:
    """Return the consents in force that cover the dossier, with helper and unit."""
    scope = Q(dossier=dossier.pk) | Q(dossier__isnull=True)
    return in_force().filter(scope, producer=dossier.producer_id).select_related("helper", "unit").order_by("pk")


def consents_of(producers: Any) -> QuerySet[Consent]:
    """Return every consent of these producers with what a list shows, the newest first."""
    wide = Consent.objects.select_related("producer", "dossier__product", "helper", "unit", "given_by", "ended_by")
    return wide.filter(producer__in=producers).order_by("-pk")
