"""Who may do what. Founders are found by their line in the member book; a Youth Union unit only through its `Help` row."""

from collections.abc import Mapping
from typing import Any

from saoque.cooperatives.models import Cooperative, Member
from saoque.kernel.access import SIGNED_IN, Actor, Condition, Rules, always
from saoque.kernel.access import Standing as Holding
from saoque.kernel.calendar import today
from saoque.people.roles import YOUTH_ROLES, Role


def present_members(cooperative: Cooperative) -> list[Member]:
    """Whoever is a member today; from what `get_cooperative` has fetched."""
    now = today()
    return [one for one in cooperative.members.all() if one.left_on is None or one.left_on > now]


def is_member(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    return any(one.user_id == actor.user_id for one in present_members(cooperative))


def manages(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    return any(one.user_id == actor.user_id and one.manages for one in present_members(cooperative))


def is_own_line(actor: Actor, holding: Holding | None, member: Member) -> bool:
    return member.user_id is not None and member.user_id == actor.user_id and member.left_on is None


def prepares(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    """The unit that opened the founding for a group, or that its founders asked for help."""
    return holding is not None and any(
        one.unit_id == holding.unit_id and one.ended_at is None for one in cooperative.helps.all()
    )


def helps(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    """The same once a founder has consented."""
    return holding is not None and any(
        one.unit_id == holding.unit_id and one.ended_at is None and one.consented_at is not None
        for one in cooperative.helps.all()
    )


def invites_the_first(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    """Until somebody keeps the founding, the unit that opened it may hand it over."""
    kept = any(one.manages and one.user_id for one in present_members(cooperative))
    return not kept and prepares(actor, holding, cooperative)


def filed_in_place(actor: Actor, holding: Holding | None, cooperative: Cooperative) -> bool:
    """The commune of the place, from the first filing on."""
    return (
        holding is not None
        and bool(holding.commune)
        and holding.commune == cooperative.commune.code
        and bool(cooperative.filings.all())
    )


def owns(actor: Actor, holding: Holding | None, producer: Any) -> bool:
    return holding is not None and holding.unit_id == producer.unit_id


def _youth(condition: Condition) -> dict[str, Condition]:
    return dict.fromkeys(YOUTH_ROLES, condition)


_OFFICE: Mapping[str, Condition] = {Role.COMMUNE_OFFICER: filed_in_place, Role.COMMUNE_LEADER: filed_in_place}

rules = Rules(
    "cooperatives",
    {
        # subject: none; then the producer
        "open": {SIGNED_IN: always},
        "adopt": {Role.PRODUCER: owns},
        # subject: the co-operative
        "read": {SIGNED_IN: is_member, **_youth(prepares)},
        "read_filed": _OFFICE,
        "read_personal": {SIGNED_IN: manages},
        "survey": {SIGNED_IN: manages, **_youth(prepares)},
        "invite": {SIGNED_IN: manages, **_youth(invites_the_first)},
        "write": {SIGNED_IN: manages, **_youth(helps)},
        "found": {SIGNED_IN: manages},
        "check_health": {SIGNED_IN: manages, **_youth(helps)},
        "answer": _OFFICE,
        # subject: a line of the member book
        "edit_own": {SIGNED_IN: is_own_line},
    },
)
