"""Who keeps channels, says what stands where, and holds points against the criteria.

Subjects: a channel or a point for keeping, a point for checking it, a listing or its product for what stands there.
"""

from typing import Any

from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.kernel.access import Actor, Condition, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers import rules as producers_rules
from saoque.producers.rules import helps, in_province, in_youth_area, owns

KEEPERS = (*YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD)


def channel_of(subject: Any) -> Channel:
    """Return the channel behind a channel, a point or a listing."""
    channel: Channel = subject.channel if isinstance(subject, PointOfSale | Listing) else subject
    return channel


def keeps(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The channel's record is the unit's own."""
    return standing is not None and channel_of(subject).unit_id == standing.unit_id


def point_in_area(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """In the commune of a commune's Youth Union; in the province of everybody else."""
    if standing is None:
        return False
    if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return bool(standing.commune) and subject.commune.code == standing.commune
    above = subject.commune.parent
    return bool(standing.province) and above is not None and above.code == standing.province


def _officer_sees(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """Whose product it is, or whose shelf: either is enough to go and look."""
    return keeps(actor, standing, subject) or producers_rules.rules.table["read"][standing.role](  # type: ignore[union-attr]
        actor, standing, subject
    )


_KEEPERS: dict[str, Condition] = dict.fromkeys(KEEPERS, keeps)
_HELPERS: dict[str, Condition] = dict.fromkeys(YOUTH_ROLES, helps)

rules = Rules(
    "channels",
    {
        "add_channel": {Role.PRODUCER: always, **dict.fromkeys(KEEPERS, always)},
        "keep_channel": {Role.PRODUCER: keeps, **_KEEPERS},
        "check_point": dict.fromkeys(KEEPERS, point_in_area),
        "put_on_sale": {Role.PRODUCER: owns, **_HELPERS},
        "end_listing": {Role.PRODUCER: owns, **_HELPERS},
        "look": {Role.PRODUCER: owns, **dict.fromkeys(KEEPERS, _officer_sees)},
        "read_listings": {
            Role.PRODUCER: owns,
            **dict.fromkeys(YOUTH_ROLES, in_youth_area),
            Role.AGENCY_CLERK: in_province,
            Role.AGENCY_HEAD: in_province,
        },
    },
)
