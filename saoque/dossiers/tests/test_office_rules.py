"""Who may do what in an office, and in which state: the two tables walked whole, both ways."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from saoque.dossiers.actions import intake, reporting
from saoque.dossiers.models import Dossier, DossierState, ReturnItem
from saoque.dossiers.queries import visible_to
from saoque.dossiers.rules import rules
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import Actor
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotAllowed, Stale
from saoque.people.roles import Level, Role

pytestmark = pytest.mark.django_db
S = DossierState

ACTS: dict[str, Callable[[Dossier, Actor], Any]] = {
    "receive_at_commune": intake.receive_at_commune,
    "return_from_commune": lambda d, a: intake.return_from_commune(d, [_new_item()], a),
    "propose": lambda d, a: reporting.propose(d, a),
    "receive_at_agency": intake.receive_at_agency,
    "return_from_agency": lambda d, a: intake.return_from_agency(d, [_new_item()], a),
}
# action: (who, the only state it is allowed in, the state after)
WAY = {
    "receive_at_commune": ("officer", S.FILED, S.COMMUNE_RECEIVED),
    "return_from_commune": ("officer", S.COMMUNE_RECEIVED, S.COMMUNE_RETURNED),
    "propose": ("leader", S.COMMUNE_RECEIVED, S.PROPOSED),
    "receive_at_agency": ("clerk", S.PROPOSED, S.AGENCY_RECEIVED),
    "return_from_agency": ("clerk", S.AGENCY_RECEIVED, S.AGENCY_RETURNED),
}


def _new_item() -> intake.NewItem:
    return intake.NewItem("criterion", "1.1", "Thiếu hợp đồng mua cá", today() + timedelta(days=7))


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("action", list(ACTS))
def test_each_act_is_done_in_its_state_and_refused_in_every_other(action: str, state: str) -> None:
    people = make.office()
    who, only, after = WAY[action]
    dossier = make.dossier(state=state)
    make.report(dossier)
    if state == only:
        ACTS[action](dossier, getattr(people, who))
        assert Dossier.objects.get(pk=dossier.pk).state == after
        assert list(AuditRecord.objects.values_list("action", "from_state", "to_state")) == [(action, only, after)]
        return
    with pytest.raises((Stale, NotAllowed)):
        ACTS[action](dossier, getattr(people, who))
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.state, kept.version, kept.product_code) == (state, 1, "")
    assert (AuditRecord.objects.count(), ReturnItem.objects.count()) == (0, 0)


def _everybody() -> dict[str, Actor]:
    here, elsewhere, far = make.commune_unit(), make.commune_unit(make.truong_long()), make.dong_thap()
    places = {
        "own": {"commune": here, "agency": make.agency_unit()},
        "other": {"commune": elsewhere, "agency": make.agency_unit(far)},
    }
    people = {}
    for nearness, units in places.items():
        for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
            people[f"{nearness} {role}"] = make.person(role, units["commune"])
        for role in (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR):
            people[f"{nearness} {role}"] = make.person(role, units["agency"])
    people["ministry clerk"] = make.person(Role.AGENCY_CLERK, make.ministry_unit())
    people["own producer"] = make.person(Role.PRODUCER, make.producer().unit)
    people["other producer"] = make.person(Role.PRODUCER, make.producer("HTX Khác").unit)
    for role in (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER, Role.BUYER, Role.ADMIN):
        people[role] = make.person(role, make.agency_unit())
    people["visitor"] = Actor()
    return people


OWN_COMMUNE = {"own commune_officer", "own commune_leader"}
OWN_AGENCY = {f"own {role}" for role in (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR)}
HANDLE = {"own agency_clerk", "own agency_head"}
CLERKS = {"own agency_clerk", "other agency_clerk", "ministry clerk"}
# (state, level) → action → everybody who may
TABLE: dict[tuple[str, str], dict[str, set[str]]] = {
    (S.COMMUNE_RECEIVED, Level.PROVINCE): {
        "read_in_office": OWN_COMMUNE,
        "see_personal": OWN_COMMUNE,
        "see_points": set(),
        "receive_at_commune": {"own commune_officer"},
        "return_from_commune": {"own commune_officer"},
        "check_parts": {"own commune_officer"},
        "judge_return_item": {"own commune_officer"},
        "write_report": OWN_COMMUNE,
        "propose": {"own commune_leader"},
        "receive_at_agency": set(),
        "return_from_agency": set(),
    },
    (S.AGENCY_RECEIVED, Level.PROVINCE): {
        "read_in_office": OWN_COMMUNE | OWN_AGENCY,
        "see_personal": OWN_COMMUNE | HANDLE,
        "see_points": OWN_AGENCY,
        "check_parts": {"own agency_clerk"},
        "judge_return_item": {"own agency_clerk"},
        "receive_at_agency": {"own agency_clerk"},
        "return_from_agency": {"own agency_clerk"},
        "propose": {"own commune_leader"},
    },
    (S.AGENCY_RECEIVED, Level.MINISTRY): {
        "read_in_office": OWN_COMMUNE | OWN_AGENCY | {"ministry clerk"},
        "see_personal": OWN_COMMUNE | HANDLE | {"ministry clerk"},
        "check_parts": {"ministry clerk"},
        "judge_return_item": {"ministry clerk"},
        "receive_at_agency": {"ministry clerk"},
        "return_from_agency": {"ministry clerk"},
    },
    (S.DRAFT, Level.PROVINCE): {"read_in_office": set(), "see_personal": set(), "receive_at_commune": set()},
}


@pytest.mark.parametrize("case", list(TABLE), ids=lambda case: "-".join(case))
def test_role_by_action(case: tuple[str, str]) -> None:
    state, level = case
    people, dossier = _everybody(), make.dossier(state=state, level=level)
    for action, expected in TABLE[case].items():
        assert {name for name, actor in people.items() if rules.may(actor, action, dossier)} == expected, action


def test_reading_by_rule_and_by_query_agree_for_everybody_and_every_state() -> None:
    people = _everybody()
    dossiers = [make.dossier(f"{s} {level}", state=s, level=level) for s in S for level in Level]
    for name, actor in people.items():
        by_rule = {d.pk for d in dossiers if rules.may(actor, "read", d)}
        assert set(visible_to(actor).values_list("pk", flat=True)) == by_rule, name


def test_only_agencies_export_and_only_leaders_set_their_own_units_rules() -> None:
    people, unit = _everybody(), make.commune_unit()
    exporting = {name for name, actor in people.items() if rules.may(actor, "export")}
    assert exporting == CLERKS | {"own agency_head", "other agency_head"}
    setting = {name for name, actor in people.items() if rules.may(actor, "set_intake_rules", unit.pk)}
    assert setting == {"own commune_leader"}


@pytest.mark.parametrize("name", ["other commune_officer", "other agency_clerk", "ministry clerk", "own producer"])
def test_acts_refuse_people_of_other_places(name: str) -> None:
    actor, dossier = _everybody()[name], make.dossier()
    with pytest.raises(NotAllowed):
        intake.receive_at_commune(dossier, actor)
    assert Dossier.objects.get(pk=dossier.pk).state == S.FILED
