"""Who may do what with requests and threads. A thread is its two parties' alone; offices see that there is silence."""

from typing import Any

from saoque.buyers.models import BuyingRequest, Inquiry
from saoque.kernel.access import Actor, Condition, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer

OFFICES = (*YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD)


def in_buyer(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and standing.unit_kind == UnitKind.BUYER


def its_buyer(actor: Actor, standing: Standing | None, request: BuyingRequest) -> bool:
    return in_buyer(actor, standing, request) and standing is not None and standing.unit_id == request.buyer_id


def is_open(actor: Actor, standing: Standing | None, request: BuyingRequest) -> bool:
    return request.state == BuyingRequest.State.OPEN


def buys(actor: Actor, standing: Standing | None, inquiry: Inquiry) -> bool:
    return its_buyer(actor, standing, inquiry.request)


def sells(actor: Actor, standing: Standing | None, inquiry: Inquiry) -> bool:
    return standing is not None and standing.unit_id == inquiry.producer.unit_id


def owns(actor: Actor, standing: Standing | None, producer: Producer) -> bool:
    return standing is not None and standing.unit_id == producer.unit_id


def has_producer_in_area(actor: Actor, standing: Standing | None, inquiry: Inquiry) -> bool:
    """The commune's Youth Union for its commune; the city's, and the agency of the province, for their province."""
    if standing is None:
        return False
    commune = inquiry.producer.commune
    if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return bool(standing.commune) and commune.code == standing.commune
    return bool(standing.province) and commune.parent is not None and commune.parent.code == standing.province


_BUYS: dict[str, Condition] = {Role.BUYER: buys}
_SELLS: dict[str, Condition] = {Role.PRODUCER: sells}
_BOTH = {**_BUYS, **_SELLS}

rules = Rules(
    "buyers",
    {
        "state_request": {Role.BUYER: in_buyer},
        "edit_request": {Role.BUYER: its_buyer},
        "read_request": {Role.BUYER: its_buyer},
        "see_wanted": {Role.PRODUCER: is_open},
        "list_wanted": {Role.PRODUCER: always},
        "offer": {Role.PRODUCER: owns},
        "read_inquiry": _BOTH,
        "write": _BOTH,
        "quote": _SELLS,
        "choose": _BUYS,
        "send_sample": _SELLS,
        "share_contact": _BOTH,
        "take_slot": _SELLS,
        "propose": _BOTH,
        "record_sale": _SELLS,
        "see_figures": dict.fromkeys((Role.BUYER, Role.PRODUCER, *OFFICES), always),
        "see_silences": dict.fromkeys(OFFICES, always),
        "hear_of_silence": dict.fromkeys(OFFICES, has_producer_in_area),
    },
)
