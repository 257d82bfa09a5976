"""Pictures of a paper's first pages: large for the engine, small for the screen."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from saoque.kernel import files
from saoque.kernel.files.check import PDF
from saoque.kernel.files.models import StoredFile
from saoque.producers.pictures import on_white

MOST_PAGES = 3  # kind, number and days stand at the front, the last day at times on the back
DOTS = 200  # per inch
LONG_SIDE = 2400  # pixels, of what the engine reads
SHOWN_SIDE = 1300  # pixels, of what the screen shows


def pages_of(stored: StoredFile) -> Iterator[Image.Image]:
    """Yield the first pages in RGB."""
    with files.open_stored(stored) as content:
        if stored.content_type != PDF:
            with Image.open(content) as picture:
                flat = on_white(picture)
            flat.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
            yield flat
            return
        document = pypdfium2.PdfDocument(content.read())
    try:
        for number in range(min(MOST_PAGES, len(document))):
            page = document[number]
            scale = min(DOTS / 72, LONG_SIDE / max(*page.get_size(), 1))
            yield page.render(scale=scale).to_pil().convert("RGB")
            page.close()
    finally:
        document.close()


def as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("L").save(out, "PNG")
    return out.getvalue()


def as_shown(picture: Image.Image) -> tuple[bytes, int, int]:
    """Return a WebP for the screen, its width and its height."""
    small = picture.copy()
    small.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=70)
    return out.getvalue(), small.width, small.height
