"""From phone photos to pages: upright, cut to the paper's corners, without anything that tells where they were taken."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal, TypeAlias

import img2pdf
from PIL import Image, ImageOps

Point: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Point, Point, Point, Point]
Turn: TypeAlias = Literal[0, 90, 180, 270]

TURNS: tuple[Turn, ...] = (0, 90, 180, 270)
# A4 at 200 dots per inch: small print and stamps stay readable, a page weighs about 300 kB.
LONG_SIDE, SHORT_SIDE = 2339, 1654  # pixels
A4_LONG, A4_SHORT = 297.0, 210.0  # millimetres
JPEG_QUALITY = 80
KEPT_QUALITY = 92  # of a photo that is kept by itself
LEAST_SIDE = 0.05  # of the picture; a smaller cut is a slip of the finger


def upright(content: bytes, turn: Turn = 0, corners: Corners | None = None) -> Image.Image:
    """Return the picture in RGB, turned by its EXIF, then by `turn` degrees clockwise, then cut to `corners`.

    `corners` are the paper's own: top left, top right, bottom right, bottom left, each as (x, y) in parts of the
    turned picture's width and height. What lies between them is stretched flat. Raises what Pillow raises.
    """
    with Image.open(io.BytesIO(content)) as picture:
        if corners is None:
            picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is decoded small at once, never smaller than a page
        flat = on_white(ImageOps.exif_transpose(picture))
    if turn:
        flat = flat.transpose(_TRANSPOSE[turn])
    return flatten(flat, corners) if corners else flat


_TRANSPOSE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def flatten(picture: Image.Image, corners: Corners) -> Image.Image:
    """Return what lies between the four corners as a rectangle."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = [(x * picture.width, y * picture.height) for x, y in corners]
    width = round(max(_length(ax, ay, bx, by), _length(dx, dy, cx, cy)))
    height = round(max(_length(ax, ay, dx, dy), _length(bx, by, cx, cy)))
    rows: list[list[float]] = []
    wanted = [(0, 0, ax, ay), (width, 0, bx, by), (width, height, cx, cy), (0, height, dx, dy)]
    for to_x, to_y, from_x, from_y in wanted:
        rows.append([to_x, to_y, 1, 0, 0, 0, -from_x * to_x, -from_x * to_y, from_x])
        rows.append([0, 0, 0, to_x, to_y, 1, -from_y * to_x, -from_y * to_y, from_y])
    return picture.transform(
        (max(1, width), max(1, height)), Image.Transform.PERSPECTIVE, _solve(rows), Image.Resampling.BICUBIC
    )


def _length(ax: float, ay: float, bx: float, by: float) -> float:
    return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)


def _solve(rows: list[list[float]]) -> list[float]:
    """Solve eight equations for eight unknowns; the last column is the right side (Gauss, greatest pivot)."""
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(size):
            if row != at:
                factor = rows[row][at] / rows[at][at]
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[at], strict=True)]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def fits(corners: Corners) -> bool:
    """Whether the corners lie in the picture, go round once, and leave more than a speck."""
    inside = all(0 <= x <= 1 and 0 <= y <= 1 for x, y in corners)
    turns = []
    for at in range(4):
        (ax, ay), (bx, by), (cx, cy) = corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
        if _length(ax, ay, bx, by) < LEAST_SIDE:
            return False
    return inside and all(turn > 0 for turn in turns)


def page_jpeg(picture: Image.Image) -> bytes:
    """Return the page as JPEG, no larger than A4 at 200 dots per inch."""
    tall = picture.height >= picture.width
    picture.thumbnail((SHORT_SIDE, LONG_SIDE) if tall else (LONG_SIDE, SHORT_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def pdf_of(pages: Sequence[bytes]) -> bytes:
    """Return one PDF with a page of A4 for each JPEG, lying where the picture lies. Same pictures, same bytes."""
    size = (img2pdf.mm_to_pt(A4_SHORT), img2pdf.mm_to_pt(A4_LONG))
    layout = img2pdf.get_layout_fun(pagesize=size, auto_orient=True)
    made: bytes = img2pdf.convert(list(pages), layout_fun=layout, nodate=True)
    return made


def without_place(content: bytes, content_type: str) -> bytes:
    """Return the same picture, upright and of the same kind, with nothing of the file but its pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        turned = ImageOps.exif_transpose(picture)
        out = io.BytesIO()
        if content_type == "image/png":
            bare = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
            bare.info.clear()
            bare.save(out, "PNG")
        else:
            on_white(turned).save(out, "JPEG" if content_type == "image/jpeg" else "WEBP", quality=KEPT_QUALITY)
    return out.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """Return an RGB copy that carries nothing of the file but its pixels."""
    if picture.mode in ("RGBA", "LA", "P"):
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        ground.alpha_composite(layer)
        picture = ground
    flat = Image.new("RGB", picture.size)
    flat.paste(picture.convert("RGB"))
    return flat
