"""Who may do what about support and loans: the producer's people for their own, the Youth Union for its area."""

from collections.abc import Mapping
from typing import Any

from saoque.capital.models import SavingsGroup
from saoque.kernel.access import Actor, Condition, Rules, Standing
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer
from saoque.producers.rules import in_youth_area, owns


def _producer(subject: Any) -> Producer:
    if isinstance(subject, Producer):
        return subject
    found: Producer = getattr(subject, "claim", getattr(subject, "loan", subject)).producer
    return found


def own(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return owns(actor, standing, _producer(subject))


def in_area(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return in_youth_area(actor, standing, _producer(subject))


def of_unit(actor: Actor, standing: Standing | None, subject: SavingsGroup | Unit) -> bool:
    """The commune's own Youth Union, and the city's above it."""
    if standing is None:
        return False
    unit = subject.unit if isinstance(subject, SavingsGroup) else subject
    if standing.unit_id == unit.pk:
        return True
    return standing.unit_kind == UnitKind.YOUTH_CITY and unit.parent_id == standing.unit_id


_OWN: Mapping[str, Condition] = {Role.PRODUCER: own}
_AREA: Mapping[str, Condition] = dict.fromkeys(YOUTH_ROLES, in_area)
_BOTH: Mapping[str, Condition] = {**_OWN, **_AREA}
_UNIT: Mapping[str, Condition] = dict.fromkeys(YOUTH_ROLES, of_unit)

rules = Rules(
    "capital",
    {
        # subject: a producer, or something that has one
        "see": _BOTH,
        "tell": _OWN,
        "prepare": _OWN,
        "record": _BOTH,
        "check_use": _AREA,
        "edit_plan": _OWN,
        # subject: a savings group, or the unit that founds one
        "see_group": _UNIT,
        "lead_group": _UNIT,
    },
)
