"""Who may do what with people and units, as one table. Everything not in it is forbidden."""

from typing import Any

from saoque.kernel.access import Actor, Rules, Standing
from saoque.kernel.access.rules import SIGNED_IN, Condition, always
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Role, UnitKind


def is_self(actor: Actor, standing: Standing | None, user: User) -> bool:
    return actor.user_id == user.pk


def own_unit(actor: Actor, standing: Standing | None, unit: Unit) -> bool:
    return standing is not None and standing.unit_id == unit.pk


def own_unit_or_its_council(actor: Actor, standing: Standing | None, unit: Unit) -> bool:
    """The agency sets up the councils of its level: a council's unit has the agency's as its parent."""
    its_council = unit.kind == UnitKind.COUNCIL and standing is not None and unit.parent_id == standing.unit_id
    return own_unit(actor, standing, unit) or its_council


def _of(condition: Condition) -> Condition:
    """Ask `condition` about the unit of a membership, held or still to be given."""

    def applies(actor: Actor, standing: Standing | None, membership: Any) -> bool:
        return condition(actor, standing, membership.unit)

    return applies


def holds_it(actor: Actor, standing: Standing | None, membership: Membership) -> bool:
    """Anybody may lay down a role of their own."""
    return actor.user_id == membership.user_id


_APPOINTING: dict[str, Condition] = {
    Role.ADMIN: always,
    Role.AGENCY_HEAD: _of(own_unit_or_its_council),
    Role.COMMUNE_LEADER: _of(own_unit),
    Role.PRODUCER: _of(own_unit),
    Role.YOUTH_LEADER: _of(own_unit),
    Role.PARTNER: _of(own_unit),
}

rules = Rules(
    "people",
    {
        # subject: the account
        "change_account": {SIGNED_IN: is_self},
        # subject: none
        "create_unit": {Role.ADMIN: always},
        "search_units": {Role.ADMIN: always},
        "read_audit": {Role.ADMIN: always},
        # subject: the unit
        "see_members": {
            **dict.fromkeys(Role.values, own_unit),
            Role.AGENCY_HEAD: own_unit_or_its_council,
            Role.ADMIN: always,
        },
        # subject: the membership, not yet stored when appointing
        "appoint": dict(_APPOINTING),
        "end_membership": {**_APPOINTING, SIGNED_IN: holds_it},
        # subject: the account of somebody who cannot get at a mailbox
        "help_reset": {Role.ADMIN: always},
    },
)
