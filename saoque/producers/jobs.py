"""Background work of this room; safe to run twice."""

import logging

from pypdfium2 import PdfiumError

from saoque.kernel import files
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker
from saoque.producers import renditions
from saoque.producers.actions.recognition import JOB, tell_read, tell_unread
from saoque.producers.models import ProductPhoto, Recognition
from saoque.producers.recognition.engine import Unreadable, program, words_of
from saoque.producers.recognition.read import propose
from saoque.producers.recognition.render import as_png, as_shown, pages_of
from saoque.producers.recognition.words import Word

log = logging.getLogger(__name__)


@worker(renditions.JOB)
def make_large_photo(job: Job) -> None:
    """Make the large rendition of a heavy picture; a picture that is gone needs none."""
    photo = ProductPhoto.everything.select_related("file__uploaded_by").filter(pk=job.arguments["photo"]).first()
    if photo is not None:
        renditions.make_large(photo)


@worker(JOB)
def read_paper(job: Job) -> None:
    """Read the words of a paper and propose what it is. Where nothing can read, that is noted and is no failure."""
    recognition = Recognition.objects.select_related("paper__file").filter(paper=job.arguments["paper"]).first()
    if recognition is None or recognition.state in (Recognition.State.READ, Recognition.State.CONFIRMED):
        return
    engine = program()
    if engine is None:
        tell_unread(recognition, absent=True)
        return
    words: list[Word] = []
    shown = []
    try:
        for number, page in enumerate(pages_of(recognition.paper.file), 1):
            line = words[-1].line + 1 if words else 0
            words += words_of(engine, as_png(page), number, page.width, page.height, line)
            content, width, height = as_shown(page)
            name = f"{recognition.paper_id}-{number}.webp"
            shown.append((files.keep_bytes(content, name, renditions.WEBP), width, height))
    except (Unreadable, OSError, ValueError, PdfiumError):
        log.exception("paper %s could not be read", recognition.paper_id)
        tell_unread(recognition, absent=False)
        return
    tell_read(recognition, [word.as_row() for word in words], [p.as_row() for p in propose(words)], shown)
