"""Who may do what in the handbook, with questions and in classes, as one table. Reading the handbook needs no right at all."""

from typing import Any

from saoque.guidance.areas import covers
from saoque.guidance.models import Question, Registration, TrainingClass
from saoque.kernel.access import ANYONE, SIGNED_IN, Actor, Condition, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind

AGENCY_ROLES = (Role.AGENCY_CLERK, Role.AGENCY_HEAD)
OFFICER_ROLES = (*YOUTH_ROLES, *AGENCY_ROLES, Role.ADMIN)
YOUTH_UNITS = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_COMMUNE)


def own_province(actor: Actor, standing: Standing | None, province: str) -> bool:
    """An office of a city writes for that city alone; only an administrator writes for the nation."""
    return standing is not None and bool(province) and standing.province == province


def own_city(actor: Actor, standing: Standing | None, province: str) -> bool:
    """The same for the Youth Union, whose communes write nothing in the handbook."""
    return own_province(actor, standing, province) and _is_city(standing)


def in_city_unit(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    return _is_city(standing)


def for_a_province(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """An office of a city; one of the nation writes no page and so looks after none."""
    return standing is not None and bool(standing.province)


def _is_city(standing: Standing | None) -> bool:
    return standing is not None and standing.unit_kind == UnitKind.YOUTH_CITY


def asked_it(actor: Actor, standing: Standing | None, question: Question) -> bool:
    return actor.user_id == question.asker_id


def in_area(actor: Actor, standing: Standing | None, question: Question) -> bool:
    return covers(standing, question.commune, question.province)


def is_published(actor: Actor, standing: Standing | None, question: Question) -> bool:
    return question.state == Question.State.PUBLISHED


def is_published_for_others(actor: Actor, standing: Standing | None, question: Question) -> bool:
    return is_published(actor, standing, question) and actor.user_id != question.asker_id


def own_unit(actor: Actor, standing: Standing | None, unit_id: int) -> bool:
    """A unit of the Youth Union in the order since July 2025; a former district unit plans nothing any more."""
    return standing is not None and standing.unit_id == unit_id and standing.unit_kind in YOUTH_UNITS


def holds_the_class(actor: Actor, standing: Standing | None, training: TrainingClass) -> bool:
    """The unit that holds it, or the city's above that unit."""
    return standing is not None and standing.unit_id in (training.unit_id, training.unit.parent_id)


def has_place(actor: Actor, standing: Standing | None, training: TrainingClass) -> bool:
    """Has a place that was not given up; looked up at most once per page."""
    return training.registrations.filter(user=actor.user_id, state=Registration.State.PLACED).exists()


def is_own(actor: Actor, standing: Standing | None, registration: Registration) -> bool:
    return actor.user_id == registration.user_id


_WRITERS: dict[str, Condition] = {
    Role.ADMIN: always,
    **dict.fromkeys(AGENCY_ROLES, own_province),
    **dict.fromkeys(YOUTH_ROLES, own_city),
}
_ANSWERERS: dict[str, Condition] = {**dict.fromkeys((*YOUTH_ROLES, *AGENCY_ROLES), in_area), Role.ADMIN: always}
_HOLDERS: dict[str, Condition] = dict.fromkeys(YOUTH_ROLES, holds_the_class)

rules = Rules(
    "guidance",
    {
        # subject: the code of the province for which the page is to hold, empty for the nation
        "write_page": _WRITERS,
        "set_rules": {Role.ADMIN: always, Role.AGENCY_HEAD: own_province, Role.YOUTH_LEADER: own_city},
        # subject: none
        "see_upkeep": {
            Role.ADMIN: always,
            **dict.fromkeys(AGENCY_ROLES, for_a_province),
            **dict.fromkeys(YOUTH_ROLES, in_city_unit),
        },
        "ask": {SIGNED_IN: always},
        "see_queue": dict.fromkeys(OFFICER_ROLES, always),
        # subject: the question
        "read_question": {**_ANSWERERS, SIGNED_IN: asked_it, ANYONE: is_published},
        "answer": _ANSWERERS,
        "withdraw_question": {SIGNED_IN: asked_it},
        "vote": {SIGNED_IN: is_published_for_others},
        # subject: the id of the unit
        "plan_class": dict.fromkeys(YOUTH_ROLES, own_unit),
        # subject: the class
        "hold_class": _HOLDERS,
        "read_material": {**_HOLDERS, SIGNED_IN: has_place},
        "take_place": {SIGNED_IN: always},
        # subject: the registration
        "give_up_place": {SIGNED_IN: is_own},
        "come": {SIGNED_IN: is_own},
        "evaluate": {SIGNED_IN: is_own},
    },
)
