"""Signing, issuing, superseding, revoking: what each act changes, and that a refused one changes nothing."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from saoque.certificates import actions
from saoque.certificates.actions import Signature
from saoque.certificates.models import Certificate, Decision
from saoque.certificates.outcomes import Outcome
from saoque.certificates.queries import life_of, state_on
from saoque.certificates.tests import factories
from saoque.councils.models import Session
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.jobs.models import Job
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit

pytestmark = pytest.mark.django_db
SIGNED = Signature("12/QĐ-UBND", date(2026, 11, 20))


def issue(dossier: Dossier | None = None, signer: Actor | None = None, number: str = "12/QĐ-UBND") -> Certificate:
    found = dossier or factories.assessed()
    actions.decide(
        signer or factories.province_signer(), [found], Outcome.RECOGNISE, Signature(number, date(2026, 11, 20))
    )
    return Certificate.objects.get(dossier=found)


def test_recognising_issues_a_certificate_for_36_months() -> None:
    certificate = issue()
    assert (certificate.star, certificate.issued_on, certificate.valid_until) == (
        4,
        date(2026, 11, 20),
        date(2029, 11, 20),
    )
    assert certificate.number == certificate.dossier.product_code
    certificate.product.refresh_from_db()
    assert (certificate.product.star, certificate.product.star_until) == (4, date(2029, 11, 20))
    certificate.dossier.refresh_from_db()
    assert certificate.dossier.state == DossierState.RECOGNISED
    assert [entry.action for entry in audit.history(certificate)] == ["issue"]
    assert list(Job.objects.values_list("kind", "arguments")) == [("certificate_pdf", {"certificate": certificate.pk})]


def test_one_decision_covers_several_products() -> None:
    dossiers = [factories.assessed(), factories.assessed("55", 3)]
    decision = actions.decide(factories.province_signer(), dossiers, Outcome.RECOGNISE, SIGNED)
    assert sorted(decision.certificates.values_list("star", flat=True)) == [3, 4]


def test_ninety_points_go_to_the_ministry_and_come_back_as_five_stars() -> None:
    dossier = factories.assessed("92", 5)
    actions.decide(factories.province_signer(), [dossier], Outcome.SEND, SIGNED)
    assert (dossier.state, dossier.level, Certificate.objects.count()) == (DossierState.PROPOSED, Level.MINISTRY, 0)
    at_ministry = factories.assessed("93", 5, level=Level.MINISTRY)
    certificate = issue(at_ministry, factories.ministry_signer(), "99/QĐ-BNNMT")
    assert certificate.star == 5


def test_a_ministry_result_below_ninety_is_for_the_province_to_use_or_to_assess_again() -> None:
    used, again = factories.assessed("85", 4, level=Level.MINISTRY), factories.assessed("85", 4, level=Level.MINISTRY)
    signer = factories.province_signer()
    assert issue(used, signer).star == 4
    actions.decide(signer, [again], Outcome.ASSESS_AGAIN, Signature("13/QĐ-UBND", date(2026, 11, 20)))
    assert (again.state, again.level) == (DossierState.AGENCY_RECEIVED, Level.PROVINCE)


def test_a_new_certificate_supersedes_the_old_one() -> None:
    first = issue(factories.assessed("60", 3))
    second = issue(factories.assessed("75", 4, of=first.product), number="13/QĐ-UBND")
    first.refresh_from_db()
    assert (first.state, first.superseded_by) == (Certificate.State.SUPERSEDED, second)
    assert [words for _day, words in life_of(second)] == ["Nâng từ 3 sao lên 4 sao", "Công nhận lần đầu, 3 sao"]


def test_state_follows_from_the_day() -> None:
    certificate = issue()
    assert state_on(certificate, certificate.valid_until) == "valid"
    assert state_on(certificate, certificate.valid_until + timedelta(days=1)) == "expired"


def test_revoking_takes_the_star_away_at_once() -> None:
    certificate = issue()
    ground = actions.revocation_grounds("QD26-08")[0]
    actions.revoke(factories.province_signer(), certificate, ground, Signature("77/QĐ-UBND", date(2026, 11, 21)))
    certificate.product.refresh_from_db()
    assert (certificate.state, certificate.product.star, certificate.product.star_until) == ("revoked", 0, None)
    assert state_on(certificate, date(2026, 11, 21)) == "revoked"
    with pytest.raises(DomainError):
        actions.revoke(factories.province_signer(), certificate, ground, Signature("78/QĐ-UBND", date(2026, 11, 21)))
    assert Decision.objects.filter(number="78/QĐ-UBND").count() == 0


def test_nothing_is_revoked_before_it_was_issued() -> None:
    certificate = issue()
    ground = actions.revocation_grounds("QD26-08")[0]
    with pytest.raises(DomainError, match="20/11/2026") as caught:
        actions.revoke(factories.province_signer(), certificate, ground, Signature("77/QĐ-UBND", date(2026, 11, 19)))
    assert (caught.value.field, Certificate.objects.get().state, Decision.objects.count()) == ("signed_on", "valid", 1)


def test_a_result_written_down_before_the_planned_day_is_signed_from_then_on() -> None:
    """A session may be held earlier than it was planned."""
    dossier = factories.assessed()
    Session.objects.update(held_on=timezone.localdate() + timedelta(days=3))
    actions.decide(
        factories.province_signer(), [dossier], Outcome.RECOGNISE, Signature("17/QĐ-UBND", timezone.localdate())
    )
    assert Certificate.objects.get().issued_on == timezone.localdate()


@pytest.mark.parametrize(
    ("signature", "field"),
    [
        (Signature("  ", date(2026, 11, 20)), "number"),
        (Signature("14/QĐ-UBND", timezone.localdate() + timedelta(days=1)), "signed_on"),
        (Signature("used", date(2026, 11, 20)), "number"),
        # The council met on 20/11.
        (Signature("16/QĐ-UBND", date(2026, 11, 19)), "signed_on"),
    ],
)
def test_a_wrong_signature_changes_nothing(signature: Signature, field: str) -> None:
    signer = factories.province_signer()
    issue(signer=signer, number="used")
    dossier = factories.assessed()
    with pytest.raises(DomainError) as caught:
        actions.decide(signer, [dossier], Outcome.RECOGNISE, signature)
    dossier.refresh_from_db()
    assert (caught.value.field, dossier.state, Decision.objects.count()) == (field, DossierState.ASSESSED, 1)


def test_one_wrong_dossier_leaves_the_whole_decision_undone() -> None:
    good, weak = factories.assessed(), factories.assessed("40", 2)
    with pytest.raises(NotAllowed):
        actions.decide(factories.province_signer(), [good, weak], Outcome.RECOGNISE, SIGNED)
    assert (Decision.objects.count(), Certificate.objects.count()) == (0, 0)
    assert set(Dossier.objects.values_list("state", flat=True)) == {DossierState.ASSESSED}


ROLES = [role for role in Role if role != Role.SIGNER]


@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_a_signer_decides_or_revokes(role: Role) -> None:
    actor = factories.person(role, UnitKind.OCOP_AGENCY, factories.city(), factories.commune())
    certificate = issue()
    with pytest.raises(NotAllowed):
        actions.decide(actor, [factories.assessed()], Outcome.RECOGNISE, Signature("15/QĐ-UBND", date(2026, 11, 20)))
    with pytest.raises(NotAllowed):
        actions.revoke(actor, certificate, actions.revocation_grounds("QD26-08")[0], SIGNED)


def test_signers_of_other_places_and_levels_are_refused() -> None:
    other: AdminUnit = factories.place("01", "Thành phố Hà Nội")
    for signer in (factories.province_signer(other), factories.ministry_signer()):
        with pytest.raises(NotAllowed):
            actions.decide(signer, [factories.assessed()], Outcome.RECOGNISE, SIGNED)


@pytest.mark.django_db(transaction=True)
def test_of_two_signatures_at_once_one_wins() -> None:
    dossier, signer = factories.assessed(), factories.province_signer()
    barrier, outcomes = Barrier(4), []

    def sign(number: int) -> None:
        mine = Dossier.objects.select_related("product__producer", "producer", "commune", "province").get(pk=dossier.pk)
        barrier.wait()
        try:
            actions.decide(signer, [mine], Outcome.RECOGNISE, Signature(f"{number}/QĐ-UBND", date(2026, 11, 20)))
            outcomes.append("signed")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=sign, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "refused", "signed"]
    assert (Certificate.objects.count(), Decision.objects.count()) == (1, 1)
