"""Handing a kept file to a browser, in a way that it can only be looked at."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.http import content_disposition_header

from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.scanning import check_may_open
from saoque.kernel.files.store import open_stored

_INLINE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}


def serve(stored: StoredFile, reader: Any, *, inline: bool = True, public: bool = False) -> HttpResponseBase:
    """Answer with the content. The caller has already checked that `reader` (a user) may see it.

    Raises `Withheld` for a file with a virus, and for one that waits for the scanner unless the reader has sent it.
    """
    check_may_open(stored, reader)
    try:
        content = open_stored(stored)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=stored.content_type)
    shown = inline and stored.content_type in _INLINE
    response["Content-Disposition"] = content_disposition_header(not shown, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "public, max-age=31536000, immutable" if public else "private, no-store"
    response["Content-Length"] = str(stored.size)
    return response
