"""The table of rights of decisions and certificates, role × action, both ways."""

from typing import Any

import pytest

from saoque.certificates import actions
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.certificates.rules import rules
from saoque.certificates.tests import factories
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import today
from saoque.people.roles import Level, Role, UnitKind

pytestmark = pytest.mark.django_db


def certified() -> Certificate:
    dossier = factories.assessed()
    actions.decide(factories.province_signer(), [dossier], Outcome.RECOGNISE, actions.Signature("1/QĐ", today()))
    return Certificate.objects.select_related("dossier__province").get(dossier=dossier)


def test_every_role_and_action_both_ways() -> None:
    subjects: dict[str, Any] = {
        "verify": None,
        "sign_list": None,
        "sign": factories.assessed(),
        "revoke": certified(),
    }
    assert set(rules.table) == set(subjects)
    unit = (UnitKind.PROVINCE_COMMITTEE, factories.city(), factories.commune())
    people = {role: factories.person(role, *unit) for role in Role}
    got = {(role, act): rules.may(people[role], act, subjects[act]) for role in Role for act in subjects}
    assert got == {(role, act): act == "verify" or role == Role.SIGNER for role in Role for act in subjects}
    assert {act: rules.may(NOBODY, act, subjects[act]) for act in subjects} == {
        "verify": True, "sign_list": False, "sign": False, "revoke": False
    }  # fmt: skip


@pytest.mark.parametrize("state", list(DossierState))
def test_only_a_concluded_dossier_is_signed(state: str) -> None:
    dossier = factories.assessed()
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    dossier.refresh_from_db()
    assert rules.may(factories.province_signer(), "sign", dossier) == (state == DossierState.ASSESSED)


@pytest.mark.parametrize(
    ("star", "here", "elsewhere", "nation"), [(3, True, False, False), (4, True, False, False), (5, False, False, True)]
)
def test_who_recognised_a_star_revokes_it(star: int, here: bool, elsewhere: bool, nation: bool) -> None:
    """Article 8: the province's chair for 3 and 4 stars, the minister for 5."""
    certificate = certified()
    certificate.star = star
    signers = (
        factories.province_signer(),
        factories.province_signer(factories.place("01", "Thành phố Hà Nội")),
        factories.ministry_signer(),
    )
    assert tuple(rules.may(signer, "revoke", certificate) for signer in signers) == (here, elsewhere, nation)


@pytest.mark.parametrize(("level", "here", "nation"), [(Level.PROVINCE, True, False), (Level.MINISTRY, True, True)])
def test_the_level_of_the_dossier_decides_who_signs(level: str, here: bool, nation: bool) -> None:
    """A ministry result below five stars goes back to the province's signer (article 7 clause 4 point g)."""
    dossier = factories.assessed(level=level)
    signers = (factories.province_signer(), factories.ministry_signer())
    assert tuple(rules.may(signer, "sign", dossier) for signer in signers) == (here, nation)
