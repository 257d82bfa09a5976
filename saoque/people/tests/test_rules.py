"""The whole table, both ways: every action × every role × own unit, the own agency's council, another unit."""

import pytest

from saoque.kernel.access import NOBODY, Actor
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import ROLES_IN, Role, UnitKind
from saoque.people.rules import rules
from saoque.people.tests.factories import make_member, make_unit, make_user

pytestmark = pytest.mark.django_db

KIND_OF = {role: kind for kind, roles in ROLES_IN.items() for role in roles}
APPOINTS_OWN = {Role.ADMIN, Role.AGENCY_HEAD, Role.COMMUNE_LEADER, Role.PRODUCER, Role.YOUTH_LEADER, Role.PARTNER}


def expected(role: Role, action: str, where: str) -> bool:
    if role == Role.ADMIN:
        return True
    if action in ("create_unit", "search_units", "read_audit", "help_reset"):
        return False
    if where == "council":
        return role == Role.AGENCY_HEAD
    if where == "other":
        return False
    return action == "see_members" or role in APPOINTS_OWN


ACTIONS = ["create_unit", "search_units", "read_audit", "help_reset", "see_members", "appoint", "end_membership"]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
def test_role_by_action_by_unit(role: Role) -> None:
    own = make_unit(KIND_OF[role])
    other = make_unit(KIND_OF[role])
    council = make_unit(UnitKind.COUNCIL, parent=own)
    strange_council = make_unit(UnitKind.COUNCIL, parent=other)
    _user, actor = make_member(role, own)
    units = {"own": own, "other": other, "council": council, "strange council": strange_council}
    for action in ACTIONS:
        for where, unit in units.items():
            wanted = expected(role, action, "other" if where == "strange council" else where)
            assert rules.may(actor, action, subject_of(action, unit)) == wanted, (role, action, where)


def subject_of(action: str, unit: Unit) -> object:
    if action == "see_members":
        return unit
    if action in ("appoint", "end_membership"):
        return Membership(unit=unit, user=User(pk=0))
    return None


def test_every_action_of_the_table_is_asked_here() -> None:
    assert set(rules.table) == {*ACTIONS, "change_account"}


def test_visitors_and_people_without_role_have_no_right() -> None:
    unit = make_unit(UnitKind.PRODUCER)
    for actor in (NOBODY, Actor(user=make_user())):
        for action in ACTIONS:
            assert not rules.may(actor, action, subject_of(action, unit)), action


def test_everybody_changes_their_own_account_and_nobody_elses() -> None:
    me, other = make_user(), make_user()
    assert rules.may(Actor(user=me), "change_account", me)
    assert not rules.may(Actor(user=me), "change_account", other)
    assert not rules.may(NOBODY, "change_account", me)


def test_everybody_may_lay_down_their_own_role() -> None:
    unit = make_unit(UnitKind.BUYER)
    user, actor = make_member(Role.BUYER, unit)
    _other, other_actor = make_member(Role.BUYER, unit)
    held = Membership.objects.get(user=user)
    assert rules.may(actor, "end_membership", held)
    assert not rules.may(other_actor, "end_membership", held)


def test_every_role_has_a_kind_of_unit_and_every_kind_has_roles() -> None:
    assert set(KIND_OF) == set(Role)
    assert set(ROLES_IN) == set(UnitKind)
