"""Dossiers with real papers: PDFs of known pages, a lying page, a photo taken on its side."""

import io

import pikepdf
from django_tasks_db.models import DBTaskResult
from PIL import Image

from saoque.dossiers.models import Citation, Dossier, Evidence
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.store import keep_bytes
from saoque.kernel.jobs import work
from saoque.kernel.jobs.models import Job
from saoque.producers.models import Paper


def pdf(pages: int, size: tuple[float, float] = (300, 400), word: str = "") -> bytes:
    """A PDF that says `word` and the number of the page on each page."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            page = document.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.contents_add(f"BT /F1 18 Tf 40 200 Td ({word}{number}) Tj ET".encode())
        document.save(out, deterministic_id=True)
    return out.getvalue()


def photo(size: tuple[int, int] = (400, 300), turned: int = 6, kind: str = "JPEG") -> bytes:
    """A picture red on its left half; `turned` is what the camera noted (6: to be turned right once)."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x112] = turned
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def put(dossier: Dossier, title: str, content: bytes, *criteria: str, kind: str = "E03", pages: int = 1) -> Evidence:
    """Put a file into the dossier as if it had been checked."""
    if content[:4] == b"%PDF":
        name, content_type = "giay.pdf", "application/pdf"
    else:
        name, content_type = "giay.jpg", "image/jpeg"
    stored = keep_bytes(content, name, content_type)
    StoredFile.objects.filter(pk=stored.pk).update(pages=pages)
    stored.refresh_from_db()
    paper = Paper.objects.create(producer=dossier.producer, file=stored, kind=kind, title=title)
    evidence = Evidence.objects.create(dossier=dossier, paper=paper, position=dossier.evidence.count())
    for code in criteria:
        Citation.objects.create(evidence=evidence, criterion=code)
    return evidence


def furnished(state: str = "filed", **fields: object) -> Dossier:
    """A dossier with four papers, put in the other way round than the criteria."""
    dossier = make.dossier(state=state, **fields)
    put(dossier, "Giấy không tiêu chí", pdf(1, word="ROI"), kind="")
    put(dossier, "Ảnh xưởng", photo(), "2.1", "1.6", kind="E04")
    put(dossier, "Bản vẽ nằm ngang", pdf(2, (800, 500), "VE"), "1.5", kind="E13", pages=2)
    put(dossier, "Hợp đồng mua cá", pdf(3, word="HD"), "1.1", kind="E03", pages=3)
    return dossier


def run(job: Job) -> Job:
    """Do what the worker would do, and return the job as it is then."""
    work.run.call(str(job.pk))
    DBTaskResult.objects.all().delete()
    job.refresh_from_db()
    return job
