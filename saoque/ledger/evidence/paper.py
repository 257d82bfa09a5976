"""A statement as a dated PDF. Every text comes as data; none is read as markup."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from saoque.dossiers.models import Dossier
from saoque.kernel.calendar import today
from saoque.kernel.papers import compile_pdf
from saoque.ledger.evidence.figures import Statement
from saoque.places.queries import full_address

TEMPLATE = Path(__file__).parent / "statement.typ"
PAPER_LANGUAGE = "vi"


def number_of(dossier: Dossier, statement: Statement) -> str:
    """Return the paper's number: product, day and a mark of its figures."""
    return f"SBH-{dossier.product_id}-{today():%Y%m%d}-{statement.digest}"


def statement_pdf(dossier: Dossier, statement: Statement) -> bytes:
    """Return the PDF/A. Official papers are in Vietnamese: call it with a statement computed in that language."""
    day = today()
    data: dict[str, Any] = {
        "title": statement.title,
        "lead": statement.lead,
        "number": number_of(dossier, statement),
        "producer": dossier.producer.name,
        "address": full_address(dossier.commune),
        "product": dossier.product.name,
        "date": [day.year, day.month, day.day],
        "day": f"{day:%d/%m/%Y}",
        "tables": [vars(table) for table in statement.tables],
        "notes": statement.notes,
        "demo": settings.DEMO_MODE,
    }
    with translation.override(PAPER_LANGUAGE):
        data["words"] = {
            "producer": _("Chủ thể"), "address": _("Địa chỉ"), "product": _("Sản phẩm của hồ sơ"), "number": _("Số"),
            "made": _("Lập ngày"), "sign": _("NGƯỜI ĐẠI DIỆN CHỦ THỂ"), "sign_hint": _("(ký, ghi rõ họ tên)"),
            "demo": _("TRÌNH DIỄN"), "empty": _("Chưa có dòng nào."),
        }  # fmt: skip
    return compile_pdf(TEMPLATE, data)
