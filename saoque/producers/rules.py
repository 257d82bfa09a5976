"""Who may do what with a producer, its products and its papers. Offices read; only the producer's people write.

What offices see of a paper or of the representative's sensitive fields comes through a filed dossier, which is a
higher room's business: see `papers_access.py`. So does help under the producer's consent: see `helping.py`.
"""

from collections.abc import Mapping
from typing import Any

from saoque.kernel.access import SIGNED_IN, Actor, Condition, Rules, Standing, always
from saoque.people.roles import Role, UnitKind
from saoque.producers.helping import is_helper_of
from saoque.producers.models import Producer
from saoque.producers.nation import nation_reads


def producer_of(subject: Any) -> Producer:
    """Return the producer behind a producer, a product, a photo or a paper."""
    if isinstance(subject, Producer):
        return subject
    product = getattr(subject, "product", subject)
    producer: Producer = product.producer
    return producer


def owns(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and producer_of(subject).unit_id == standing.unit_id


def in_commune(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The commune's code decides, because one commune may have several dated records."""
    return standing is not None and bool(standing.commune) and producer_of(subject).commune.code == standing.commune


def in_province(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """In the province of the unit; a unit without a place is the nation's and reads what has come to its level."""
    if standing is None:
        return False
    producer = producer_of(subject)
    if not standing.province:
        return Producer.objects.filter(nation_reads(), pk=producer.pk).exists()
    return producer.commune.parent is not None and producer.commune.parent.code == standing.province


def in_youth_area(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    if standing is None:
        return False
    if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return in_commune(actor, standing, subject)
    return bool(standing.province) and in_province(actor, standing, subject)


def helps(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """A consent of the producer to be helped holds for the person."""
    return is_helper_of(actor, standing, producer_of(subject))


_READERS: Mapping[str, Condition] = {
    Role.PRODUCER: owns,
    Role.YOUTH_HELPER: in_youth_area,
    Role.YOUTH_LEADER: in_youth_area,
    Role.COMMUNE_OFFICER: in_commune,
    Role.COMMUNE_LEADER: in_commune,
    Role.AGENCY_CLERK: in_province,
    Role.AGENCY_HEAD: in_province,
    Role.SIGNER: in_province,
    Role.INSPECTOR: in_province,
}
_OWNERS: Mapping[str, Condition] = {Role.PRODUCER: owns}

rules = Rules(
    "producers",
    {
        "register": {SIGNED_IN: always},
        "read": _READERS,
        "read_sensitive": _OWNERS,
        "edit": _OWNERS,
        "add_product": _OWNERS,
        "edit_product": _OWNERS,
        "publish": _OWNERS,
        "read_drawer": _OWNERS,
        "edit_drawer": _OWNERS,
        # A helper brings papers in for a dossier; what is said about them later, and taking them out, stays with the owner.
        "put_paper": {
            Role.PRODUCER: owns,
            Role.YOUTH_HELPER: helps,
            Role.YOUTH_LEADER: helps,
            Role.COMMUNE_OFFICER: helps,
        },
    },
)
