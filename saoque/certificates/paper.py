"""A certificate on paper. The law gives no template (setting it is the authority's), so the page says what it is."""

from pathlib import Path

from django.conf import settings
from django.utils import translation

from saoque.certificates.models import Certificate
from saoque.kernel.papers import compile_pdf, qr_svg
from saoque.rulebook import decision as decision_of
from saoque.rulebook import scorecard

TEMPLATE = Path(__file__).parent / "papers" / "certificate.typ"


def verify_address(certificate: Certificate) -> str:
    """Return the address behind the QR: always the Vietnamese page, under the site's own name."""
    return f"{settings.SITE_URL}/xac-minh/{certificate.code}/"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the certificate as PDF/A, in Vietnamese whatever the language of the request."""
    card = scorecard(certificate.scorecard)
    signer = certificate.decision
    with translation.override("vi"):
        return compile_pdf(
            TEMPLATE,
            {
                "product": certificate.product_name,
                "producer": certificate.producer_name,
                "address": certificate.address,
                "star": certificate.star,
                "set": card.name,
                "number": certificate.number,
                "code": certificate.code,
                "issued": _day(certificate.issued_on.day, certificate.issued_on.month, certificate.issued_on.year),
                "until": certificate.valid_until.strftime("%d/%m/%Y"),
                "decision": signer.number,
                "authority": signer.unit.name,
                "law": decision_of(card.decision).number,
                "address_to_verify": verify_address(certificate),
                "qr": qr_svg(verify_address(certificate)),
                "demo": settings.DEMO_MODE,
            },
        )


def _day(day: int, month: int, year: int) -> str:
    return f"ngày {day:02d} tháng {month:02d} năm {year}"
