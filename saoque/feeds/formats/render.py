"""Which function makes which form."""

from collections.abc import Callable, Mapping

from django.conf import settings

from saoque.feeds.formats import google, linked, prints, sheet, tables
from saoque.feeds.formats.matter import Made, Matter

CSV, XLSX, PDF, ZIP = (
    "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf",
    "application/zip",
)  # fmt: skip
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XML, JSON_LD = "application/xml", "application/ld+json"
_SLOW = {"cards"}


def _google(matter: Matter) -> bytes:
    told = google.pieces(matter.layout, matter.fits, title=matter.issuer, link=settings.SITE_URL, about="Sản phẩm OCOP")
    return "".join(told).encode()


def _linked(form: str) -> Callable[[Matter], bytes]:
    return lambda matter: "".join(linked.pieces(form, matter.layout, matter.fits)).encode()


_FORMS: Mapping[str, tuple[str, str, Callable[[Matter], bytes]]] = {
    "csv": (".csv", CSV, tables.csv_file),
    "xlsx": (".xlsx", XLSX, tables.xlsx_file),
    "google": (".xml", XML, _google),
    "schema": (".jsonld", JSON_LD, _linked("schema")),
    "gs1": ("-gs1.jsonld", JSON_LD, _linked("gs1")),
    "catalogue": (".pdf", PDF, prints.catalogue_pdf),
    "prices_pdf": (".pdf", PDF, prints.prices_pdf),
    "prices_xlsx": (".xlsx", XLSX, tables.xlsx_file),
    "cards": (".zip", ZIP, prints.cards_zip),
    "sheet_word": (".docx", WORD, sheet.sheet_word),
    "sheet_pdf": (".pdf", PDF, sheet.sheet_pdf),
}


def is_slow(form: str) -> bool:
    """Whether a worker makes the file while the person waits on the page."""
    return form in _SLOW


def render(form: str, matter: Matter) -> Made:
    """Return the file. Raises `KeyError` for a form that nobody makes."""
    ending, content_type, make = _FORMS[form]
    language = f"-{matter.language}" if matter.language != "vi" else ""
    name = f"{matter.layout.code.replace('_', '-')}-{matter.day.isoformat()}{language}{ending}"
    return Made(make(matter), name, content_type)
