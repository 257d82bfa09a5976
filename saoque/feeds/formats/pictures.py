"""Photos for printed files: one small JPEG a product, wrapped so that a Typst template can take it as text."""

import base64
import io
from collections.abc import Iterable

from PIL import Image

from saoque.kernel import files
from saoque.producers.models import ProductPhoto
from saoque.producers.pictures import on_white


def first_photos(pks: Iterable[int]) -> dict[int, ProductPhoto]:
    """Return the first shown photo of each product that has one. One query."""
    found: dict[int, ProductPhoto] = {}
    for photo in ProductPhoto.objects.filter(product__in=list(pks)).select_related("file", "large", "small"):
        found.setdefault(photo.product_id, photo)
    return found


def wrapped(photo: ProductPhoto, width: int, height: int) -> str:
    """Return an SVG of `width` × `height` pixels that the photo fills, cut around its middle; empty when it is lost."""
    stored = photo.large or photo.small or photo.file
    try:
        with files.open_stored(stored) as content, Image.open(content) as opened:
            picture = on_white(opened)
    except OSError:
        return ""
    scale = max(width / picture.width, height / picture.height)
    size = (max(width, round(picture.width * scale)), max(height, round(picture.height * scale)))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    out = io.BytesIO()
    picture.crop((left, top, left + width, top + height)).save(out, "JPEG", quality=85)
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" xlink:href="data:image/jpeg;base64,{data}"/></svg>'
    )
