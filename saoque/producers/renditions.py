"""WebP copies of a picture in two sizes, turned upright and without EXIF: a photo must not tell where it was taken."""

import io
from pathlib import PurePath

from PIL import Image, ImageOps

from saoque.kernel import files, jobs
from saoque.kernel.files.models import StoredFile
from saoque.producers.models import ProductPhoto
from saoque.producers.pictures import on_white

SMALL, LARGE = 640, 1600  # pixels of the longest side
WEBP = "image/webp"
JOB = "producers.large_photo"
# A picture up to this size gives both renditions well within 300 ms; beyond it the large one is left to a worker.
AT_ONCE_PIXELS = 3_000_000
_QUALITY = {SMALL: 78, LARGE: 82}


def make(original: StoredFile, side: int) -> StoredFile:
    """Return a kept WebP copy whose longest side is at most `side` pixels."""
    with files.open_stored(original) as content, Image.open(content) as picture:
        picture.draft("RGB", (side, side))  # a JPEG is decoded small at once
        upright = ImageOps.exif_transpose(picture)
        flat = on_white(upright)
    flat.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    flat.save(out, "WEBP", quality=_QUALITY[side], method=4)
    stored = files.keep_bytes(out.getvalue(), f"{PurePath(original.name).stem}-{side}.webp", WEBP, original.uploaded_by)
    stored.width, stored.height, stored.pages = flat.width, flat.height, 1
    stored.save(update_fields=["width", "height", "pages"])
    return stored


def is_heavy(original: StoredFile) -> bool:
    """Tell whether the large rendition is better left to a worker."""
    return (original.width or 0) * (original.height or 0) > AT_ONCE_PIXELS


def make_large_later(photo: ProductPhoto) -> None:
    """Queue the large rendition; until it is there, pages show the small one."""
    jobs.start(JOB, str(photo.pk), owner=photo.file.uploaded_by, photo=photo.pk)


def make_large(photo: ProductPhoto) -> None:
    """Make the large rendition unless it is there already."""
    if photo.large_id is None:
        photo.large = make(photo.file, LARGE)
        photo.save(update_fields=["large"])
