"""What a signer does: decide on results, issue certificates, revoke them. Each act is one transaction."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.certificates.events import CertificateIssued, CertificateRevoked, ResultDecided
from saoque.certificates.models import Certificate, Decision, Sighting
from saoque.certificates.outcomes import Outcome
from saoque.certificates.queries import choices_for, result_of
from saoque.certificates.rules import rules
from saoque.councils.models import Assessment
from saoque.dossiers.actions import assessing
from saoque.dossiers.models import Dossier
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.kernel.jobs import start
from saoque.kernel.limits import within_limit
from saoque.people.models import Unit
from saoque.producers import actions as producers
from saoque.rulebook import procedure, scorecard

# No letters that are mistaken for digits when somebody types the code from a label.
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 10
_KINDS = {
    Outcome.RECOGNISE: Decision.Kind.RECOGNITION,
    Outcome.SEND: Decision.Kind.APPROVAL,
    Outcome.REFUSE: Decision.Kind.REFUSAL,
    Outcome.ASSESS_AGAIN: Decision.Kind.APPROVAL,
}


@dataclass(frozen=True)
class Signature:
    """Number and day of a decision, as the office's register has them."""

    number: str
    signed_on: date
    note: str = ""


def decide(actor: Actor, dossiers: list[Dossier], outcome: Outcome, signature: Signature) -> Decision:
    """Sign one decision for several dossiers with the same outcome; issue certificates where it recognises.

    Raises `NotAllowed`, `DomainError` (wrong date, number already used, outcome not open to a dossier) or `Stale`;
    then nothing has changed.
    """
    if not dossiers:
        raise DomainError(_("Hãy chọn ít nhất một hồ sơ để ký."))
    _check_signature(signature)
    signers = [rules.require(actor, "sign", dossier) for dossier in dossiers]
    results = [result_of(dossier) for dossier in dossiers]
    _refuse_before(signature, max(_concluded_on(result) for result in results), _("Hội đồng có kết luận"))
    with transaction.atomic():
        decision = _write_decision(signers[0], _KINDS[outcome], signature, results[0].session_id)
        for signer, dossier in zip(signers, dossiers, strict=True):
            if outcome not in choices_for(signer, dossier):
                raise NotAllowed(
                    _("«%(name)s» không thể quyết định như vậy với kết quả của Hội đồng.")
                    % {"name": dossier.product.name}
                )
            _carry_out(outcome, decision, dossier, signer)
    return decision


def revoke(actor: Actor, certificate: Certificate, ground: str, signature: Signature) -> Decision:
    """Revoke a valid certificate on one of the grounds of article 8 clause 1; the star leaves the product at once."""
    signer = rules.require(actor, "revoke", certificate)
    if ground not in revocation_grounds(certificate.scorecard):
        raise DomainError(_("Hãy chọn một căn cứ thu hồi trong danh sách."), field="ground")
    if certificate.state != Certificate.State.VALID:
        raise DomainError(_("Giấy chứng nhận này không còn hiệu lực nên không cần thu hồi."))
    _check_signature(signature)
    _refuse_before(signature, certificate.issued_on, _("cấp giấy chứng nhận"))
    with transaction.atomic():
        decision = _write_decision(signer, Decision.Kind.REVOCATION, signature, None, note=ground)
        compare_and_set(
            certificate,
            signer,
            "revoke",
            to_state=Certificate.State.REVOKED,
            data={"decision": decision.number, "ground": ground},
            revoked_by=decision,
        )
        producers.set_star(certificate.product, 0, None, signer)
        emit(CertificateRevoked(certificate=certificate))
    return decision


def revocation_grounds(scorecard_code: str) -> tuple[str, ...]:
    """Return the grounds of the decision under which the product was recognised."""
    return procedure.procedure(scorecard(scorecard_code).decision).revocation_grounds


def report_sighting(certificate: Certificate, *, looks_same: bool, note: str, visitor: str) -> Sighting:
    """Keep what a shopper says about the goods in hand. `visitor` is the address or session that asks, for the limit."""
    if not within_limit(f"sighting:{visitor}", limit=20, seconds=3600):
        raise DomainError(_("Bạn đã báo nhiều lần trong giờ này. Cảm ơn bạn, hãy thử lại sau."))
    with transaction.atomic():
        sighting = Sighting.objects.create(certificate=certificate, looks_same=looks_same, note=note.strip()[:1000])
        audit.record(sighting, "report", None, data={"certificate": certificate.number, "looks_same": looks_same})
    return sighting


def _check_signature(signature: Signature) -> None:
    if not signature.number.strip():
        raise DomainError(_("Hãy ghi số quyết định."), field="number")
    if signature.signed_on > today():
        raise DomainError(_("Ngày ký không thể ở tương lai."), field="signed_on")


def _refuse_before(signature: Signature, day: date, what: str) -> None:
    """A decision follows what it decides on; `what` happened on `day`."""
    if signature.signed_on < day:
        raise DomainError(
            _("Ngày ký không thể trước ngày %(what)s (%(day)s).") % {"what": what, "day": day.strftime("%d/%m/%Y")},
            field="signed_on",
        )


def _concluded_on(result: Assessment) -> date:
    """Return the day of the meeting, or the day on which its result was written down when that came earlier."""
    held_on = result.session.held_on
    return min(held_on, timezone.localdate(result.closed_at)) if result.closed_at else held_on


def _write_decision(signer: Actor, kind: str, signature: Signature, session_id: int | None, note: str = "") -> Decision:
    decision = Decision(
        kind=kind,
        unit=Unit.objects.get(pk=signer.unit_id or 0),
        number=signature.number.strip(),
        signed_on=signature.signed_on,
        signed_by=signer.user,
        session_id=session_id,
        note=note or signature.note,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise DomainError(
            _("Số quyết định «%(number)s» đã dùng rồi. Hãy kiểm tra sổ và ghi số khác.") % {"number": decision.number},
            field="number",
        ) from None
    audit.record(decision, kind, signer, data={"number": decision.number})
    return decision


def _carry_out(outcome: Outcome, decision: Decision, dossier: Dossier, signer: Actor) -> None:
    data = {"decision": decision.number}
    if outcome == Outcome.SEND:
        assessing.send_to_ministry(dossier, signer, data=data)
    elif outcome == Outcome.REFUSE:
        assessing.refuse(dossier, signer, data=data)
    elif outcome == Outcome.ASSESS_AGAIN:
        assessing.assess_again(dossier, signer, data=data)
    else:
        assessing.recognise(dossier, signer, data=data)
        _issue(decision, dossier, result_of(dossier), signer)
    emit(ResultDecided(dossier=dossier, outcome=outcome, decision=decision))


def _issue(decision: Decision, dossier: Dossier, result: Assessment, signer: Actor) -> Certificate:
    """Write the certificate as it will always read; an earlier valid one of the product is superseded."""
    code = scorecard(dossier.scorecard)
    product = dossier.product
    assert result.stars is not None and result.mean is not None  # noqa: S101 - a closed assessment has both (constraint)
    certificate = Certificate(
        code="".join(secrets.choice(_CODE_LETTERS) for _i in range(_CODE_LENGTH)),
        number=_free_number(dossier),
        product=product,
        dossier=dossier,
        decision=decision,
        star=result.stars,
        points=result.mean,
        issued_on=decision.signed_on,
        valid_until=procedure.certificate_expiry(decision.signed_on, decision=code.decision),
        product_name=product.name,
        producer_name=dossier.producer.name,
        address=f"{dossier.commune.full_name}, {dossier.province.full_name}",
        scorecard=dossier.scorecard,
    )
    earlier = Certificate.objects.filter(product=product, state=Certificate.State.VALID).first()
    if earlier is not None:
        compare_and_set(
            earlier, signer, "supersede", to_state=Certificate.State.SUPERSEDED, data={"decision": decision.number}
        )
    certificate.save(force_insert=True)
    if earlier is not None:
        Certificate.objects.filter(pk=earlier.pk).update(superseded_by=certificate)
    audit.record(
        certificate,
        "issue",
        signer,
        to_state=Certificate.State.VALID,
        data={"decision": decision.number, "star": certificate.star},
    )
    producers.set_star(product, certificate.star, certificate.valid_until, signer)
    emit(CertificateIssued(certificate=certificate))
    start("certificate_pdf", str(certificate.pk), certificate=certificate.pk)
    return certificate


def _free_number(dossier: Dossier) -> str:
    """Return the product code as the certificate's number; the decision gives no format, so a second one gets a suffix."""
    base = dossier.product_code or f"HS-{dossier.pk}-{dossier.year}"
    taken = set(Certificate.objects.filter(number__startswith=base).values_list("number", flat=True))
    number, serial = base, 1
    while number in taken:
        serial += 1
        number = f"{base}/{serial}"
    return number
