"""Who may do what with cases, obstacles and directives. Outside producer, units of the area and named partner: nobody."""

from typing import Any

from saoque.kernel.access import Actor, Condition, Rules, Standing, always
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer
from saoque.support.lineage import former_ids, sole_former_ids
from saoque.support.models import Assignment, Directive, Obstacle, SupportCase

# Those whose units a need can name as the office that blocks: whoever is named can also answer.
OFFICES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD)
YOUTH_UNITS = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_COMMUNE)


def _producer_of(subject: Any) -> Producer:
    if isinstance(subject, Obstacle):
        subject = subject.case
    return subject if isinstance(subject, Producer) else subject.producer


def _case_of(subject: Any) -> SupportCase:
    return subject.case if isinstance(subject, Obstacle) else subject


def owns(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and standing.unit_id == _producer_of(subject).unit_id


def in_area(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The commune's unit for its commune, the city's for its city; no other unit has an area."""
    if standing is None:
        return False
    place = _producer_of(subject).commune
    if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return bool(standing.commune) and place.code == standing.commune
    if standing.unit_kind == UnitKind.YOUTH_CITY:
        return bool(standing.province) and place.parent is not None and place.parent.code == standing.province
    return False


def city_of_area(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and standing.unit_kind == UnitKind.YOUTH_CITY and in_area(actor, standing, subject)


def holds(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """Works in the very unit that has the case."""
    return standing is not None and standing.unit_id == _case_of(subject).unit_id


def reads_as_unit(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """Unit of the area, unit that has the case, or the one unit to which the former holder went whole."""
    if standing is None:
        return False
    if in_area(actor, standing, subject) or holds(actor, standing, subject):
        return True
    return _case_of(subject).unit_id in sole_former_ids([standing.unit_id])


def is_partner(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """Named in the case: the person when a person is named, else anybody of the partner."""
    case = _case_of(subject)
    if standing is None or case.partner_id is None or standing.unit_id != case.partner_id:
        return False
    return case.partner_person_id is None or case.partner_person_id == actor.user_id


def is_named_office(actor: Actor, standing: Standing | None, subject: Obstacle) -> bool:
    return standing is not None and subject.office_id is not None and standing.unit_id == subject.office_id


def steers(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The leader of the unit that has it, or of the city above."""
    return holds(actor, standing, subject) or city_of_area(actor, standing, subject)


def in_youth_unit(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and standing.unit_kind in YOUTH_UNITS


def in_city_unit(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return standing is not None and standing.unit_kind == UnitKind.YOUTH_CITY


def sends_as(actor: Actor, standing: Standing | None, subject: Unit) -> bool:
    """For a unit that would send: the leader's own, of the present order."""
    return in_youth_unit(actor, standing, subject) and standing is not None and standing.unit_id == subject.pk


def is_sender(actor: Actor, standing: Standing | None, subject: Directive | Assignment) -> bool:
    directive = subject.directive if isinstance(subject, Assignment) else subject
    return standing is not None and standing.unit_id == directive.sender_id


def is_receiver(actor: Actor, standing: Standing | None, subject: Assignment) -> bool:
    return standing is not None and standing.unit_id == subject.unit_id


def reads_directive(actor: Actor, standing: Standing | None, subject: Directive) -> bool:
    """Sender, and after it was sent the receivers; whoever came after one of them reads what it read."""
    if standing is None:
        return False
    mine = {standing.unit_id} | former_ids([standing.unit_id])
    if subject.sender_id in mine:
        return True
    return subject.state != Directive.State.DRAFT and any(one.unit_id in mine for one in subject.assignments.all())


def reads_part(actor: Actor, standing: Standing | None, subject: Assignment) -> bool:
    """Sender and the unit itself; other receivers do not read each other's reports."""
    if standing is None:
        return False
    mine = {standing.unit_id} | former_ids([standing.unit_id])
    if subject.directive.sender_id in mine:
        return True
    return subject.unit_id in mine and subject.directive.state != Directive.State.DRAFT


_HELPERS: dict[str, Condition] = dict.fromkeys(YOUTH_ROLES, holds)
_PARTIES: dict[str, Condition] = {
    Role.PRODUCER: owns,
    **dict.fromkeys(YOUTH_ROLES, reads_as_unit),
    Role.PARTNER: is_partner,
}
_NAMED: dict[str, Condition] = dict.fromkeys(OFFICES, is_named_office)

rules = Rules(
    "support",
    {
        # subject: the producer
        "ask": {Role.PRODUCER: owns, **dict.fromkeys(YOUTH_ROLES, in_area)},
        "read_producer": dict.fromkeys(YOUTH_ROLES, in_area),
        "note_contact": dict.fromkeys(YOUTH_ROLES, in_area),
        "enter_past": dict.fromkeys(YOUTH_ROLES, in_area),
        # subject: the case
        "read": _PARTIES,
        "write": {Role.PRODUCER: owns, **_HELPERS, Role.PARTNER: is_partner},
        "accept": _HELPERS,
        "work": _HELPERS,
        "assign": {Role.YOUTH_LEADER: steers},
        "pass_on": {Role.YOUTH_LEADER: steers},
        "withdraw_need": {Role.PRODUCER: owns},
        # subject: the obstacle
        "read_obstacle": {**_PARTIES, **_NAMED},
        "answer_obstacle": {**_HELPERS, **_NAMED},
        # subject: none
        "read_figures": dict.fromkeys(YOUTH_ROLES, in_city_unit),
        "work_list": dict.fromkeys(YOUTH_ROLES, in_youth_unit),
        # subject: the sending unit, the directive, the unit's part in it
        "send_directive": {Role.YOUTH_LEADER: sends_as},
        "read_directive": dict.fromkeys(YOUTH_ROLES, reads_directive),
        "edit_directive": {Role.YOUTH_LEADER: is_sender},
        "read_part": dict.fromkeys(YOUTH_ROLES, reads_part),
        "answer_directive": dict.fromkeys(YOUTH_ROLES, is_receiver),
        "judge_report": {Role.YOUTH_LEADER: is_sender},
        # subject: none
        "record_succession": {Role.ADMIN: always},
    },
)
