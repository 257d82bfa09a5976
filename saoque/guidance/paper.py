"""The certificate of attendance as a page to print."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from saoque.guidance.models import Registration
from saoque.kernel.papers import compile_pdf, qr_svg

TEMPLATE = Path(__file__).parent / "papers" / "attendance.typ"


def verify_address(code: str) -> str:
    """Return the address behind the QR: always the Vietnamese page, under the site's own name."""
    return f"{settings.SITE_URL}/cam-nang/chung-nhan/{code}/"


def attendance_pdf(registration: Registration) -> bytes:
    """Return the certificate as PDF/A, in Vietnamese whatever the language of the request."""
    training, code = registration.training, registration.code or ""
    starts, ends = timezone.localtime(training.starts_at), timezone.localtime(training.ends_at)
    with translation.override("vi"):
        return compile_pdf(
            TEMPLATE,
            {
                "name": registration.user.full_name,
                "title": training.title,
                "unit": training.unit.name,
                "trainer": training.trainer,
                "place": training.place,
                "day": f"ngày {starts.day:02d} tháng {starts.month:02d} năm {starts.year}",
                "hours": f"{starts:%H:%M} đến {ends:%H:%M}",
                "code": code,
                "address_to_verify": verify_address(code),
                "qr": qr_svg(verify_address(code)),
                "demo": settings.DEMO_MODE,
            },
        )
