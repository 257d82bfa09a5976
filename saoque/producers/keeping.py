"""Keeping what a producer hands in: a picture is kept upright and without the place where it was taken."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from saoque.kernel import files
from saoque.kernel.files.check import PDF, check
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.store import clean_name
from saoque.producers.pictures import without_place


def keep(upload: UploadedFile, user: Any, *, pictures_only: bool = False) -> StoredFile:
    """Check an upload and keep it; of a picture only the pixels. Raises `DomainError`; then nothing has been kept."""
    if upload.size is not None and upload.size > settings.UPLOAD_LIMIT:
        return files.keep(upload, user, pictures_only=pictures_only)  # which says what is wrong
    start = upload.read(1024)
    upload.seek(0)
    if start.lstrip().startswith(b"%PDF-"):
        return files.keep(upload, user, pictures_only=pictures_only)
    content, name = upload.read(), clean_name(upload.name or "")
    found = check(content, name, pictures_only=pictures_only)
    if found.content_type != PDF:
        content = without_place(content, found.content_type)
    return files.keep(SimpleUploadedFile(name, content, found.content_type), user, pictures_only=pictures_only)
