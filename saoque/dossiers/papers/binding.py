"""Binds parts into one PDF: cover, contents, forms, evidence. Pure: bytes in, bytes out.

Each page of the evidence is set on a sheet of A4 that leaves room for «Phụ lục n» above and «trang x/y» below, so that
no stamp covers what stands on the page; the forms keep their size and only get the number of the page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import img2pdf
import pikepdf
from PIL import Image, ImageOps

from saoque.kernel.papers import compile_pdf

HERE = Path(__file__).parent
A4 = (595.28, 841.89)  # points
_HEAD, _SIDE = 34.0, 17.0  # points of the margin above and below, and at the sides, of bound evidence
ANNEX = "Phụ lục minh chứng"
UNREADABLE = "Không đọc được tệp này để ghép. Bản gốc nằm trong tệp ZIP của hồ sơ."


@dataclass(frozen=True)
class Part:
    """One thing to bind. `made` gets the number of its first page and returns its PDF, or where on the disk it is.

    Evidence has a `head`, which is stamped on its pages, and stands under a heading of its own.
    """

    title: str
    made: Callable[[int], bytes | Path]
    head: str = ""


@dataclass
class Bound:
    """The whole: its bytes, and where each part begins, as contents and bookmarks say it."""

    content: bytes
    pages: int
    places: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Cover:
    title: str
    nation: tuple[str, ...]
    heading: str
    product: str
    facts: tuple[tuple[str, str], ...]
    made_on: date


def bind(cover: Cover, parts: list[Part], told: Callable[[int], None] = lambda done: None) -> Bound:
    """Return cover, contents and parts in order. `told` hears how many parts are in."""
    front_pages = _count(_front(cover, _places(parts, [1] * len(parts))))
    with pikepdf.new() as book:
        opened: list[pikepdf.Pdf] = []
        begins: list[int] = []
        stamps: list[dict[str, Any]] = []
        page = front_pages + 1
        for number, part in enumerate(parts):
            begins.append(page)
            sheets = _add(book, part, page, opened, stamps)
            page += sheets
            told(number + 1)
        places = _places(parts, begins)
        front = pikepdf.open(io.BytesIO(_front(cover, places)))
        book.pages[:0] = list(front.pages)
        plain = {"width": A4[0], "height": A4[1], "head": "", "note": ""}
        stamps[:0] = [dict(plain) for _sheet in range(front_pages)]
        _stamp(book, cover, stamps)
        _bookmark(book, [("Bìa", 1, 0), ("Mục lục", 2, 0), *places])
        content = _saved(book, cover)
        for source in (*opened, front):
            source.close()
    return Bound(content, len(stamps), [(title, at) for title, at, _level in places])


def _places(parts: list[Part], begins: list[int]) -> list[tuple[str, int, int]]:
    """Return title, page and level of every entry of the contents; the evidence comes under one entry."""
    found: list[tuple[str, int, int]] = []
    annex = False
    for part, page in zip(parts, begins, strict=True):
        if part.head and not annex:
            found.append((ANNEX, page, 0))
            annex = True
        found.append((part.title, page, 1 if part.head else 0))
    return found


def picture_page(content: bytes) -> bytes:
    """Return a photo as a PDF of one page, upright as its camera says. A JPEG stays as it is inside; others are repacked.

    Raises `OSError` or `ValueError` when it cannot be read.
    """
    with Image.open(io.BytesIO(content)) as picture:
        if picture.format != "JPEG" or picture.mode not in ("RGB", "L"):
            content = _repacked(picture)
    packed = img2pdf.convert(content, rotation=img2pdf.Rotation.ifvalid, nodate=True, engine=img2pdf.Engine.pikepdf)
    return bytes(packed or b"")


def _repacked(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=88)
    return out.getvalue()


def _add(book: pikepdf.Pdf, part: Part, page: int, opened: list[pikepdf.Pdf], stamps: list[dict[str, Any]]) -> int:
    """Add the pages of one part and what is to be stamped on them; return how many."""
    try:
        made = part.made(page)
        source = pikepdf.open(made if isinstance(made, Path) else io.BytesIO(made))
        opened.append(source)
        source.flatten_annotations("all")  # the picture of a signature is an annotation: it must not get lost
        sheets = list(source.pages)
    except (pikepdf.PdfError, OSError, ValueError):
        sheets = []
    if not sheets:
        book.add_blank_page(page_size=A4)
        stamps.append({"width": A4[0], "height": A4[1], "head": part.head, "note": UNREADABLE})
        return 1
    for sheet in sheets:
        if part.head:
            size = _bind_sheet(book, sheet)
        else:
            book.pages.append(sheet)
            size = A4
        stamps.append({"width": size[0], "height": size[1], "head": part.head, "note": ""})
    return len(sheets)


def _bind_sheet(book: pikepdf.Pdf, sheet: pikepdf.Page) -> tuple[float, float]:
    """Set one page of evidence, turned upright, on a fresh A4 that lies the same way."""
    drawn = sheet.as_form_xobject()  # knows about turned pages and their units
    left, bottom, right, top = (float(edge) for edge in drawn.BBox)
    a, b, c, d = [float(number) for number in drawn.get("/Matrix", (1, 0, 0, 1))][:4]
    wide, high = abs(right - left), abs(top - bottom)
    lying = abs(a) * wide + abs(c) * high > abs(b) * wide + abs(d) * high
    size = (A4[1], A4[0]) if lying else A4
    fresh = book.add_blank_page(page_size=size)
    _lay(book, fresh, drawn, "/Bound", pikepdf.Rectangle(_SIDE, _HEAD, size[0] - _SIDE, size[1] - _HEAD))
    return size


def _stamp(book: pikepdf.Pdf, cover: Cover, stamps: list[dict[str, Any]]) -> None:
    for number, stamp in enumerate(stamps, start=1):
        stamp["foot"] = f"trang {number}/{len(stamps)}"
    drawn = compile_pdf(HERE / "bundle.typ", {"part": "stamps", **_dated(cover), "stamps": stamps})
    with pikepdf.open(io.BytesIO(drawn)) as layer:
        for page, sheet in zip(book.pages, layer.pages, strict=True):
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"Q\n")
            _lay(book, page, sheet.as_form_xobject(), "/SaoQueStamp", pikepdf.Rectangle(page.trimbox))


def _lay(book: pikepdf.Pdf, page: pikepdf.Page, drawn: pikepdf.Object, name: str, into: pikepdf.Rectangle) -> None:
    """Draw a form into the rectangle of a page, under a name of our own: a random one would change the bytes each time."""
    form = book.copy_foreign(drawn)
    resource = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    page.contents_add(page.calc_form_xobject_placement(form, resource, into))


def _bookmark(book: pikepdf.Pdf, places: list[tuple[str, int, int]]) -> None:
    with book.open_outline() as outline:
        last = None
        for title, page, level in places:
            item = pikepdf.OutlineItem(title, page - 1)
            if level and last is not None:
                last.children.append(item)
            else:
                outline.root.append(item)
                last = item


def _saved(book: pikepdf.Pdf, cover: Cover) -> bytes:
    stamp = f"D:{cover.made_on:%Y%m%d}000000Z"
    book.docinfo = book.make_indirect(pikepdf.Dictionary(Title=cover.title, CreationDate=stamp, ModDate=stamp))
    book.Root.Lang = pikepdf.String("vi")
    out = io.BytesIO()
    book.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _front(cover: Cover, places: list[tuple[str, int, int]]) -> bytes:
    data: Mapping[str, Any] = {
        "part": "front",
        **_dated(cover),
        "nation": cover.nation,
        "heading": cover.heading,
        "product": cover.product,
        "facts": cover.facts,
        "contents": [{"title": title, "page": page, "level": level} for title, page, level in places],
    }
    return compile_pdf(HERE / "bundle.typ", data)


def _dated(cover: Cover) -> dict[str, Any]:
    day = cover.made_on
    return {"title": cover.title, "date": [day.year, day.month, day.day]}


def _count(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)
