"""Storing what the signer decided: one decision per session and outcome, certificates, the stars of products."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from saoque.certificates.models import Certificate, Decision
from saoque.dossiers.models import DossierState
from saoque.kernel.audit.models import AuditRecord
from saoque.producers.models import Product
from saoque.rulebook import procedure
from saoque.site.demo.fill.bulk import store
from saoque.site.demo.fill.cases import Case
from saoque.site.demo.fill.chain import Act, By, chained
from saoque.site.demo.fill.draw import Draw

S = DossierState
_LETTERS, _LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 10
_KINDS = {
    S.RECOGNISED: Decision.Kind.RECOGNITION,
    S.NOT_RECOGNISED: Decision.Kind.REFUSAL,
    S.PROPOSED: Decision.Kind.APPROVAL,
}
_REVOKED = 0.01


@dataclass
class Register:
    """The signer's book: decisions already written, by session and kind."""

    signer: By
    decisions: dict[tuple[int, str], Decision] = field(default_factory=dict)

    def write(self, draw: Draw, kind: str, session: int | None, day: dt.date, note: str = "") -> Decision:
        """Store a decision with the book's next number."""
        number = f"{len(self.decisions) + 1}/QĐ-THU"
        decision = Decision.objects.create(
            kind=kind,
            unit_id=self.signer.unit,
            number=number,
            signed_on=day,
            signed_by_id=self.signer.user,
            session_id=session,
            note=note,
        )
        store(AuditRecord, chained(decision, [Act(kind, self.signer, draw.moment(day), data={"number": number})]))
        self.decisions[session or -decision.pk, kind] = decision
        return decision


def store_signing(draw: Draw, cases: Iterable[Case], register: Register) -> int:
    """Store decisions and certificates of the cases that were signed; returns how many certificates."""
    recognised: list[tuple[Case, Decision]] = []
    for case in cases:
        if case.signed is None or case.session is None:
            continue
        kind = _KINDS[case.state]
        decision = register.decisions.get((case.session.pk, kind)) or register.write(
            draw, kind, case.session.pk, case.signed
        )
        if kind == Decision.Kind.RECOGNITION:
            recognised.append((case, decision))
    certificates = store(Certificate, (_certificate(draw, case, decision) for case, decision in recognised))
    records: list[AuditRecord] = []
    starred: list[Product] = []
    for certificate, (_case, decision) in zip(certificates, recognised, strict=True):
        acts = [_issued(draw, certificate, decision, register.signer)]
        if draw.random.random() < _REVOKED:
            acts.append(_revoke(draw, certificate, register))
        else:
            product = certificate.product
            product.star, product.star_until, product.version = certificate.star, certificate.valid_until, 2
            starred.append(product)
        records += chained(certificate, acts)
    Product.objects.bulk_update(starred, ["star", "star_until", "version"], batch_size=200)
    store(AuditRecord, records)
    return len(certificates)


def _certificate(draw: Draw, case: Case, decision: Decision) -> Certificate:
    dossier, result = case.stored, case.result
    assert result is not None  # noqa: S101 - a signed case has a result
    return Certificate(
        code="".join(draw.one(_LETTERS) for _letter in range(_LENGTH)),
        number=dossier.product_code,
        product=case.owned.product,
        dossier=dossier,
        decision=decision,
        star=result.stars,
        points=result.mean,
        issued_on=decision.signed_on,
        valid_until=procedure.certificate_expiry(decision.signed_on),
        product_name=case.owned.product.name,
        producer_name=case.owned.producer.name,
        address=f"{dossier.commune.full_name}, {dossier.province.full_name}",
        scorecard=dossier.scorecard,
    )


def _issued(draw: Draw, certificate: Certificate, decision: Decision, signer: By) -> Act:
    data = {"decision": decision.number, "star": certificate.star}
    return Act("issue", signer, draw.moment(decision.signed_on), after=Certificate.State.VALID, data=data)


def _revoke(draw: Draw, certificate: Certificate, register: Register) -> Act:
    """Take the certificate back on the day after; its product keeps no star."""
    day = certificate.issued_on + dt.timedelta(days=1)
    ground = procedure.procedure().revocation_grounds[0]
    decision = register.write(draw, Decision.Kind.REVOCATION, None, day, ground)
    revoked = Certificate.State.REVOKED
    Certificate.objects.filter(pk=certificate.pk).update(state=revoked, revoked_by=decision, version=2)
    data = {"decision": decision.number, "ground": ground}
    return Act("revoke", register.signer, draw.moment(day), Certificate.State.VALID, revoked, data)
