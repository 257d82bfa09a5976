from dataclasses import dataclass

from saoque.certificates.models import Certificate
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    certificate: Certificate


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    certificate: Certificate
