"""What a consent opens and what it never opens: every helper × every action, with it, without it, and gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from saoque.dossiers.actions.consents import end_consent
from saoque.dossiers.actions.writing import begin_dossier, file_dossier
from saoque.dossiers.consents import in_area
from saoque.dossiers.models import Consent, Dossier, DossierState
from saoque.dossiers.queries import visible_by_role, visible_to
from saoque.dossiers.rules import rules
from saoque.dossiers.tests.factories import World, draft, fill_fast, person, world
from saoque.dossiers.tests.help_factories import consented, elsewhere, helper, unit_of
from saoque.kernel.access import Actor, Standing
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.people.models import Membership
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Product
from saoque.producers.rules import rules as producer_rules

pytestmark = pytest.mark.django_db
S = DossierState

# Subject: the dossier. What every helper gets, and what stays with the producer alone.
OPENED = {"read", "open_pages", "write", "talk"}
NEVER = {
    "begin", "file", "withdraw", "sign", "look_over", "take_papers", "propose", "receive_at_commune", "check_parts",
    "return_from_commune", "judge_return_item", "write_report", "read_in_office", "see_personal", "see_points",
    "receive_at_agency", "return_from_agency",
}  # fmt: skip
HELPERS: dict[str, Callable[[World], Actor]] = {
    "helper of the commune": lambda here: helper(here),
    "leader of the commune": lambda here: helper(here, Role.YOUTH_LEADER),
    "helper of the province": lambda here: helper(here, Role.YOUTH_HELPER, UnitKind.YOUTH_CITY, here.province),
    "leader of the province": lambda here: helper(here, Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, here.province),
    "officer of the commune": lambda here: helper(here, Role.COMMUNE_OFFICER),
}


def may(actor: Actor, dossier: Dossier) -> set[str]:
    asked = OPENED | NEVER - {"begin"}
    found = {action for action in asked if rules.may(actor, action, dossier)}
    return found | ({"begin"} if rules.may(actor, "begin", dossier.product) else set())


@pytest.mark.parametrize("who", list(HELPERS))
def test_a_consent_opens_a_draft_for_filling_in_and_nothing_more(who: str) -> None:
    here, dossier = draft()
    actor = HELPERS[who](here)
    youth = actor.has(*YOUTH_ROLES)
    assert (may(actor, dossier), rules.may(actor, "follow", dossier)) == (set(), False)
    consent = consented(here, actor, dossier)
    assert (may(actor, dossier), rules.may(actor, "follow", dossier)) == (OPENED, youth)
    assert producer_rules.may(actor, "put_paper", here.producer)
    assert not any(producer_rules.may(actor, name, here.producer) for name in ("edit_drawer", "read_drawer", "edit"))
    for action in ("give_consent", "answer_consent"):
        subject = here.producer if action == "give_consent" else consent
        assert rules.may(actor, action, subject) is False
    end_consent(consent, here.actor)
    assert (may(actor, dossier), producer_rules.may(actor, "put_paper", here.producer)) == (set(), False)


@pytest.mark.parametrize("who", list(HELPERS))
@pytest.mark.parametrize("scope", ["one", "all"])
def test_a_consent_holds_to_its_scope_its_last_day_its_person_and_its_unit(who: str, scope: str) -> None:
    here, dossier = draft()
    product = Product.objects.create(producer=here.producer, name="Khác", slug="khac", scorecard="QD26-08")
    other = begin_dossier(here.actor, product, "first")
    _there, strange = draft()
    actor, same_unit = HELPERS[who](here), HELPERS[who](here)
    consent = consented(here, actor, dossier if scope == "one" else None)

    def reaches() -> list[bool]:
        return [rules.may(actor, "write", one) for one in (dossier, other, strange)]

    assert reaches() == [True, scope == "all", False]
    assert not rules.may(same_unit, "write", dossier)
    Consent.objects.update(until=today())
    assert rules.may(actor, "write", dossier)
    Consent.objects.update(until=today() - timedelta(days=1))
    assert reaches() == [False, False, False]
    Consent.objects.update(until=None)
    for state in (Consent.State.ASKED, Consent.State.DECLINED, Consent.State.ENDED):
        Consent.objects.filter(pk=consent.pk).update(state=state)
        assert not rules.may(actor, "write", dossier), state
    Consent.objects.update(state=Consent.State.GIVEN)
    Membership.objects.filter(user=actor.user).update(until=today() - timedelta(days=1))
    assert not rules.may(actor_for(actor.user), "write", dossier)


@pytest.mark.parametrize("role", [*YOUTH_ROLES, Role.COMMUNE_OFFICER])
def test_a_consent_to_somebody_of_another_commune_opens_nothing(role: str) -> None:
    here, dossier = draft()
    actor = helper(here, role, at=elsewhere(here))
    Consent.objects.create(
        producer=here.producer, helper=actor.user, unit_id=actor.standings[0].unit_id, role=role,
        state=Consent.State.GIVEN, given_at=dossier.created_at, given_by=here.user,
    )  # fmt: skip
    assert may(actor, dossier) == set()
    assert not visible_to(actor).filter(pk=dossier.pk).exists()
    assert not producer_rules.may(actor, "put_paper", here.producer)


@pytest.mark.parametrize("role", [role for role in Role if role not in (*YOUTH_ROLES, Role.COMMUNE_OFFICER)])
def test_no_other_role_helps_even_with_a_row_that_says_so(role: str) -> None:
    here, dossier = draft()
    unit = unit_of(UnitKind.COMMUNE_COMMITTEE, here.commune)
    actor = actor_for(person(role, unit))
    Consent.objects.create(
        producer=here.producer, helper=actor.user, unit=unit, role=role, state=Consent.State.GIVEN,
        given_at=dossier.created_at, given_by=here.user,
    )  # fmt: skip
    assert may(actor, dossier) == set()
    assert rules.may(actor, "ask_consent", here.producer) is False


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("who", ["helper of the commune", "officer of the commune"])
def test_a_helper_writes_only_while_the_dossier_is_with_the_producer(who: str, state: str) -> None:
    here, dossier = draft()
    actor = HELPERS[who](here)
    consented(here, actor, dossier)
    if state != S.DRAFT:
        Dossier.objects.filter(pk=dossier.pk).update(state=state, filed_at=dossier.created_at)
        dossier.refresh_from_db()
    open_to_producer = state in (S.DRAFT, S.COMMUNE_RETURNED, S.AGENCY_RETURNED)
    assert rules.may(actor, "write", dossier) is open_to_producer
    assert not any(rules.may(actor, name, dossier) for name in ("file", "withdraw", "sign", "look_over"))
    assert (rules.may(actor, "read", dossier), rules.may(actor, "open_pages", dossier)) == (True, True)


def test_the_producer_alone_gives_answers_and_takes_back() -> None:
    here, dossier = draft()
    actor, stranger = helper(here), world().actor
    consent = consented(here, actor, dossier)
    people = {"own": here.actor, "helper": actor, "stranger": stranger, "visitor": Actor()}
    table: dict[str, tuple[Any, set[str]]] = {
        "give_consent": (here.producer, {"own"}),
        "answer_consent": (consent, {"own"}),
        "end_consent": (consent, {"own", "helper"}),
        "ask_consent": (here.producer, {"helper"}),
        "look_over": (dossier, {"own"}),
        "sign": (dossier, {"own"}),
    }
    for action, (subject, expected) in table.items():
        assert {name for name, one in people.items() if rules.may(one, action, subject)} == expected, action


def test_reading_by_rule_and_by_query_agree_and_no_draft_comes_into_the_offices_list() -> None:
    here, dossier = draft()
    _other, strange = draft()
    for make in HELPERS.values():
        actor = make(here)
        for scope in (dossier, None):
            consented(here, actor, scope)
        assert [rules.may(actor, "read", one) for one in (dossier, strange)] == [True, False]
        assert list(visible_to(actor).values_list("pk", flat=True)) == [dossier.pk]
        assert list(visible_by_role(actor)) == []


def test_the_officer_who_helped_keeps_the_offices_rights() -> None:
    here, dossier = draft()
    officer = helper(here, Role.COMMUNE_OFFICER)
    consented(here, officer, dossier)
    fill_fast(dossier)
    file_dossier(dossier, here.actor)
    kept = {
        "read_in_office",
        "see_personal",
        "receive_at_commune",
        "return_from_commune",
        "write_report",
        "take_papers",
    }
    assert {name for name in kept if rules.may(officer, name, dossier)} == kept
    assert not rules.may(officer, "write", dossier)


@pytest.mark.parametrize(
    ("role", "kind", "commune", "province", "expected"),
    [
        (Role.YOUTH_HELPER, UnitKind.YOUTH_COMMUNE, "1", "9", True),
        (Role.YOUTH_HELPER, UnitKind.YOUTH_COMMUNE, "2", "9", False),
        (Role.YOUTH_HELPER, UnitKind.YOUTH_CITY, "", "9", True),
        (Role.YOUTH_HELPER, UnitKind.YOUTH_CITY, "", "8", False),
        (Role.YOUTH_HELPER, UnitKind.YOUTH_CITY, "", "", False),
        (Role.COMMUNE_OFFICER, UnitKind.COMMUNE_COMMITTEE, "1", "9", True),
        (Role.COMMUNE_OFFICER, UnitKind.COMMUNE_COMMITTEE, "", "9", False),
    ],
)
def test_the_area_of_a_unit(role: str, kind: str, commune: str, province: str, expected: bool) -> None:
    assert in_area(Standing(role, 1, kind, commune, province), "1", "9") is expected
