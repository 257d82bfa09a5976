"""Who may do what with a product's selling record. The subject is a product or its selling record.

Buyers read what the producer agreed to show, and only a record can be shown: a bare product never is.
"""

from collections.abc import Mapping
from typing import Any

from saoque.kernel.access import Actor, Condition, Rules, Standing
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.rules import helps, in_commune, in_province, in_youth_area, owns
from saoque.selling.models import SellingRecord


def is_shown(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The producer agreed that buyers see the record."""
    return isinstance(subject, SellingRecord) and subject.shown_at is not None


OFFICES: Mapping[str, Condition] = {
    **dict.fromkeys(YOUTH_ROLES, in_youth_area),
    Role.COMMUNE_OFFICER: in_commune,
    Role.COMMUNE_LEADER: in_commune,
    Role.AGENCY_CLERK: in_province,
    Role.AGENCY_HEAD: in_province,
    Role.SIGNER: in_province,
    Role.INSPECTOR: in_province,
}
_OWN: Mapping[str, Condition] = {Role.PRODUCER: owns}

rules = Rules(
    "selling",
    {
        # All of it, with what is lacking for a shelf.
        "read": {**_OWN, **OFFICES},
        # What the producer wanted buyers to see, and no more.
        "read_offer": {**_OWN, **OFFICES, Role.BUYER: is_shown},
        "change": {**_OWN, **dict.fromkeys((*YOUTH_ROLES, Role.COMMUNE_OFFICER), helps)},
        # Consent and papers leave the house by the producer's own hand alone.
        "show": _OWN,
        "make_file": _OWN,
    },
)
