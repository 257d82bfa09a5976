"""Papers of the demonstration: one page each that says what it stands for and that it is not real."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from saoque.kernel.papers import compile_pdf

TEMPLATE = Path(__file__).parent / "papers" / "sample.typ"


def sample(title: str, owner: str, code: str) -> SimpleUploadedFile:
    """Return an upload with a PDF of one page, clearly marked as a sample."""
    content = compile_pdf(TEMPLATE, {"title": title, "owner": owner, "code": code})
    return SimpleUploadedFile(f"{code}.pdf", content, content_type="application/pdf")
