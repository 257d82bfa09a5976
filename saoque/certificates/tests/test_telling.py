"""What the producer is told of certificates: what has happened, and what ends when."""

from datetime import timedelta

import pytest

from saoque.certificates import notices
from saoque.certificates.actions import Signature, decide, revocation_grounds, revoke
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.certificates.queries import todo_for
from saoque.certificates.tests import factories as make
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.tests.hearing import hearing
from saoque.kernel.todo import Todo
from saoque.people.actors import actor_for
from saoque.people.models import Membership, User
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db


def owner_of(dossier: Dossier) -> Actor:
    user = User.objects.create_user(email="chu@vi-du.vn", full_name="Chủ")
    Membership.objects.create(user=user, unit=dossier.producer.unit, role=Role.PRODUCER, since=today())
    return actor_for(user)


def certified() -> tuple[Certificate, Actor, Actor]:
    dossier, signer = make.assessed(), make.province_signer()
    owner = owner_of(dossier)
    decide(signer, [dossier], Outcome.RECOGNISE, Signature("1/QĐ", today()))
    return Certificate.objects.get(), owner, signer


def due(actor: Actor, certificate: Certificate, days: int) -> list[Todo]:
    """What the owner has to do when the certificate ends in so many days."""
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=today() + timedelta(days=days))
    return todo_for(actor)


def test_recognition_is_told_once_and_revocation_is_urgent() -> None:
    with hearing() as told:
        certificate, owner, signer = certified()
        ground = revocation_grounds(certificate.scorecard)[0]
        revoke(signer, certificate, ground, Signature("2/QĐ", today()))
    assert [(one.kind, one.urgent, one.people) for one in told] == [
        (notices.ISSUED, False, (owner.user_id,)),
        (notices.REVOKED, True, (owner.user_id,)),
    ]
    number = certificate.number
    assert [one.text % one.values for one in told] == [
        f"Mắm cá Bà Đầm được công nhận 4 sao. Giấy chứng nhận số {number}.",
        f"Giấy chứng nhận số {number} của Mắm cá Bà Đầm đã bị thu hồi. Căn cứ: {ground}.",
    ]
    subjects = {str(certificate.pk)}
    assert (notices.own(owner, subjects), notices.own(NOBODY, subjects)) == (subjects, set())


def test_a_refusal_is_told_with_its_decision() -> None:
    dossier, signer = make.assessed(mean="42", stars=0), make.province_signer()
    owner = owner_of(dossier)
    with hearing() as told:
        decide(signer, [dossier], Outcome.REFUSE, Signature("3/QĐ", today()))
    (one,) = told
    assert one.text % one.values == "Mắm cá Bà Đầm chưa đủ điều kiện được công nhận. Quyết định số 3/QĐ."
    assert notices.readable(owner, {one.subject}) == {one.subject}
    assert notices.readable(NOBODY, {one.subject}) == set()


def test_a_certificate_is_to_be_renewed_in_its_window_and_then_ends() -> None:
    """Decision 26, article 7 clause 6: filed 180 to 120 days before it ends."""
    certificate, owner, _signer = certified()
    assert due(owner, certificate, 211) == []
    (ahead,) = due(owner, certificate, 180)
    assert (ahead.title, ahead.due_on) == ("Nộp hồ sơ đánh giá lại cho Mắm cá Bà Đầm", today() + timedelta(days=60))
    (last,) = due(owner, certificate, 120)
    assert last.due_on == today()
    (missed,) = due(owner, certificate, 119)
    assert (missed.title, missed.due_on) == (
        "Giấy chứng nhận của Mắm cá Bà Đầm sắp hết hạn",
        today() + timedelta(days=119),
    )
    assert missed.key != last.key == ahead.key
    assert due(owner, certificate, -1) == []
    assert due(NOBODY, certificate, 120) == []


def test_a_filed_re_assessment_is_no_longer_to_be_filed() -> None:
    certificate, owner, _signer = certified()
    Dossier.objects.create(
        product=certificate.product,
        producer=certificate.product.producer,
        commune=certificate.dossier.commune,
        province=certificate.dossier.province,
        kind=Dossier.Kind.REASSESSMENT,
        scorecard=certificate.scorecard,
        state=DossierState.FILED,
        level=certificate.dossier.level,
        year=2026,
        filed_at=certificate.dossier.filed_at,
    )
    assert due(owner, certificate, 150) == []
    Dossier.objects.filter(kind=Dossier.Kind.REASSESSMENT).update(state=DossierState.NOT_RECOGNISED)
    assert len(due(owner, certificate, 150)) == 1
