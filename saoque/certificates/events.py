from dataclasses import dataclass

from saoque.certificates.models import Certificate, Decision
from saoque.certificates.outcomes import Outcome
from saoque.dossiers.models import Dossier
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultDecided(Event):
    """A signer has decided on the council's result of one dossier; a recognition also issues its certificate."""

    dossier: Dossier
    outcome: Outcome
    decision: Decision


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    certificate: Certificate


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    certificate: Certificate
