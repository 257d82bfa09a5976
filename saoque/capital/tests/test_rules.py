"""The whole table, both ways: every action × every role × own, near and strange producer or unit."""

import pytest

from saoque.capital.rules import rules
from saoque.capital.tests.factories import scene
from saoque.kernel.access import NOBODY, Actor, Standing
from saoque.people.models import Unit, User
from saoque.people.roles import ROLES_IN, YOUTH_ROLES, Role, UnitKind
from saoque.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db
OWN, AREA = {"see", "tell", "prepare", "record", "edit_plan"}, {"see", "record", "check_use"}
GROUP = {"see_group", "lead_group"}


def actor(role: str, kind: str, unit: int, commune: str, province: str) -> Actor:
    return Actor(user=User(pk=1), standings=(Standing(role, unit, kind, commune, province),))


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
def test_role_by_action_by_producer(role: Role) -> None:
    s = scene()
    producer = s.producer
    code = producer.commune.code
    for kind in (kind for kind, roles in ROLES_IN.items() if role in roles):
        commune_unit = kind == UnitKind.YOUTH_COMMUNE
        people = {
            "own": actor(role, kind, producer.unit_id, "" if role == Role.PRODUCER else code, "92"),
            "strange": actor(role, kind, 999_999, "00000", "91"),
        }
        for where, who in people.items():
            for action in OWN | AREA:
                youth = role in YOUTH_ROLES and where == "own" and action in AREA
                wanted = youth or (role == Role.PRODUCER and where == "own" and action in OWN)
                assert rules.may(who, action, producer) == wanted, (kind, where, action)
        if commune_unit:
            assert not rules.may(actor(role, kind, 1, "00000", "92"), "see", producer)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
def test_role_by_action_by_group(role: Role) -> None:
    city = make_unit(UnitKind.YOUTH_CITY)
    below: Unit = make_unit(UnitKind.YOUTH_COMMUNE, parent=city)
    strange = make_unit(UnitKind.YOUTH_COMMUNE)
    for kind in (kind for kind, roles in ROLES_IN.items() if role in roles):
        for unit, at in ((below, below), (below, city), (below, strange), (strange, city)):
            if (kind == UnitKind.YOUTH_CITY) != (at.kind == UnitKind.YOUTH_CITY):
                continue
            who = actor(role, kind, at.pk, "", "92")
            wanted = role in YOUTH_ROLES and (unit is at or (at is city and unit is below))
            assert {action: rules.may(who, action, unit) for action in GROUP} == dict.fromkeys(GROUP, wanted), (
                kind,
                at.kind,
            )


def test_every_action_is_asked_here() -> None:
    assert set(rules.table) == OWN | AREA | GROUP
    s = scene()
    assert [a for a in OWN | AREA if rules.may(NOBODY, a, s.producer)] == []
