"""What is read of dossiers. Every list starts from `visible_to`; every single one comes through `get_dossier`."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from saoque.dossiers.consents import helped_by
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.roles import Level, Role

_OFFICE_ROLES = (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR)
BEFORE_PROPOSAL = [
    DossierState.DRAFT,
    DossierState.FILED,
    DossierState.COMMUNE_RECEIVED,
    DossierState.COMMUNE_RETURNED,
]


# Rooms above may let their people read a dossier that is before them, without its sensitive fields.
_readers: list[Callable[[Actor, Dossier], bool]] = []


def register_reader(may_read: Callable[[Actor, Dossier], bool]) -> Callable[[Actor, Dossier], bool]:
    """Register who else may read one dossier and its files as a guest. Lists and sensitive fields stay closed to them."""
    if may_read not in _readers:
        _readers.append(may_read)
    return may_read


def reads_as_guest(actor: Actor, dossier: Dossier) -> bool:
    """Whether a room above lets the actor read this dossier, sensitive fields left out."""
    return any(may_read(actor, dossier) for may_read in _readers)


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers that the actor may read: the same right as rule "read", as one query."""
    return Dossier.objects.filter(_by_role(actor) | helped_by(actor))


def visible_by_role(actor: Actor) -> QuerySet[Dossier]:
    """Return what the actor reads by role alone, without what producers have consented to: an office's own lists."""
    return Dossier.objects.filter(_by_role(actor))


def _by_role(actor: Actor) -> Q:
    allowed = Q(pk__in=[])
    producers = actor.unit_ids(Role.PRODUCER)
    if producers:
        allowed |= Q(producer__unit__in=producers)
    communes = [s.commune for s in actor.having(Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER) if s.commune]
    if communes:
        allowed |= Q(commune__code__in=communes, filed_at__isnull=False) & ~Q(state=DossierState.DRAFT)
    for standing in actor.having(*_OFFICE_ROLES):
        place = Q(province__code=standing.province) if standing.province else Q(level=Level.MINISTRY)
        allowed |= place & Q(filed_at__isnull=False) & ~Q(state__in=BEFORE_PROPOSAL)
    return allowed


def get_dossier(actor: Actor, pk: int, *, guests: bool = False) -> Dossier:
    """Return the dossier with what its pages always need. Raises `NotFound` alike for strange and for missing ones.

    `guests` also lets in those of `reads_as_guest`; only for pages that show no sensitive field.
    """
    dossier = (
        Dossier.objects.select_related(
            "product__producer", "producer__unit", "producer__commune", "commune", "province"
        )
        .filter(pk=pk)
        .first()
    )
    if dossier is None:
        raise NotFound()
    if not rules.may(actor, "read", dossier) and not (guests and reads_as_guest(actor, dossier)):
        raise NotFound()
    return dossier
