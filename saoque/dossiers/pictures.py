"""Pages of PDFs as pictures. Made by the worker only: PDFium must not be called from two threads at once."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from django.db import IntegrityError, transaction

from saoque.dossiers.models import PagePicture
from saoque.kernel import jobs
from saoque.kernel.files import keep_bytes, open_stored
from saoque.kernel.files.models import StoredFile
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker

KIND = "dossiers.pages"
NORMAL, LARGE = 900, 1800
WIDTHS = (NORMAL, LARGE)
MOST_HIGH = 12_000  # pixels: a strip of a page cannot fill the memory
WEBP = "image/webp"


def pictures_of(file: StoredFile, width: int) -> dict[int, PagePicture]:
    """Return page → picture of what has been made already, in one query."""
    found = PagePicture.objects.filter(sha256=file.sha256, width=width).only("page", "width", "height")
    return {picture.page: picture for picture in found}


def want_pictures(file: StoredFile, width: int, made: int) -> Job | None:
    """Queue the pictures that are missing and return the job; None when all `file.pages` are there.

    A file that could not be drawn is not tried again at each look: its failed job is returned.
    """
    if made >= (file.pages or 0):
        return None
    key = f"{file.sha256}:{width}"
    last = Job.objects.filter(kind=KIND, key=key).order_by("-created_at").first()
    if last is not None and last.state == Job.State.FAILED:
        return last
    return jobs.start(KIND, key, file=str(file.pk), width=width)


@worker(KIND)
def make_pictures(job: Job) -> None:
    """Draw every page that has no picture yet; each is kept at once, so that it can be read while the rest is made."""
    file = StoredFile.objects.get(pk=job.arguments["file"])
    width: int = job.arguments["width"]
    there = pictures_of(file, width)
    with open_stored(file) as stored:
        content = stored.read()
    document = pypdfium2.PdfDocument(content)
    try:
        document.init_forms()
        total = len(document)
        for number in range(1, total + 1):
            if number not in there:
                _keep(file.sha256, number, width, _draw(document, number, width))
            progress(job, number, total)
    finally:
        document.close()


def _draw(document: pypdfium2.PdfDocument, number: int, width: int) -> Any:
    page = document[number - 1]
    try:
        wide, high = page.get_size()
        scale = min(width / wide, MOST_HIGH / high)
        return page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()


def _keep(sha256: str, number: int, width: int, picture: Any) -> None:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=4)
    try:
        with transaction.atomic():
            stored = keep_bytes(out.getvalue(), f"trang-{number}.webp", WEBP)
            PagePicture.objects.create(sha256=sha256, page=number, width=width, height=picture.height, file=stored)
    except IntegrityError:
        return  # another run of the same work was faster; its picture is the same
