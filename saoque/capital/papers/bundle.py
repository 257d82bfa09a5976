"""A complete file to hand over: the cover letter as Word and PDF, and every paper as it lies in the drawer."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.tree import Paper
from saoque.dossiers.papers.word import draw_word
from saoque.kernel.files import open_stored
from saoque.kernel.text import fold
from saoque.producers.models import Paper as DrawerPaper


def bundle(letter: Paper, papers: Iterable[DrawerPaper], made_on: date) -> bytes:
    """Return one ZIP. A paper that answers two lines goes in once. Papers are numbered in the order of the list."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00-thu-de-nghi.pdf", draw_pdf(letter, made_on))
        archive.writestr("00-thu-de-nghi.docx", draw_word(letter, made_on))
        for place, paper in enumerate({one.pk: one for one in papers}.values(), start=1):
            name = f"{place:02d}-{fold(paper.title).replace(' ', '-')[:60] or 'giay'}{PurePath(paper.file.name).suffix.lower()}"
            with open_stored(paper.file) as content:
                archive.writestr(name, content.read())
    return out.getvalue()
