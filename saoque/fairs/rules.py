"""Who may do what with fairs. A fair is its unit's; an application is its producer's, and the unit reads it."""

from typing import Any

from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.access import ANYONE, Actor, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Producer

ORGANISERS = (*YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD)


def its_unit(actor: Actor, standing: Standing | None, fair: Fair) -> bool:
    return standing is not None and standing.unit_id == fair.unit_id


def is_called(actor: Actor, standing: Standing | None, fair: Fair) -> bool:
    return fair.called_on is not None


def owns(actor: Actor, standing: Standing | None, producer: Producer) -> bool:
    return standing is not None and standing.unit_id == producer.unit_id


def own(actor: Actor, standing: Standing | None, exhibitor: Exhibitor) -> bool:
    """The exhibitor's own people; nobody is a guest's."""
    producer = exhibitor.producer
    return standing is not None and producer is not None and producer.unit_id == standing.unit_id


def of_its_unit(actor: Actor, standing: Standing | None, exhibitor: Exhibitor) -> bool:
    return its_unit(actor, standing, exhibitor.fair)


def writes_in(actor: Actor, standing: Standing | None, exhibitor: Exhibitor) -> bool:
    """The unit writes in and takes out guests, who have nobody here to do it."""
    return exhibitor.producer_id is None and of_its_unit(actor, standing, exhibitor)


def _organisers(condition: Any) -> dict[str, Any]:
    return dict.fromkeys(ORGANISERS, condition)


rules = Rules(
    "fairs",
    {
        "open": _organisers(always),
        # the subject is the fair
        "organise": _organisers(its_unit),
        "read": {ANYONE: is_called, **_organisers(its_unit)},
        # the subject is the producer
        "apply": {Role.PRODUCER: owns},
        # the subject is the exhibitor
        "withdraw": {Role.PRODUCER: own, **_organisers(writes_in)},
        "read_application": {Role.PRODUCER: own, **_organisers(of_its_unit)},
        "log": {Role.PRODUCER: own, **_organisers(of_its_unit)},
    },
)
