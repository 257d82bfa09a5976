"""Photographed papers: several phone photos become one upright, cropped PDF in the order chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import files
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.files.check import PDF, check
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.store import clean_name
from saoque.producers import pictures
from saoque.producers.actions.papers import PaperData, insert_paper, new_paper
from saoque.producers.models import Paper, PaperOriginal, Producer
from saoque.producers.pictures import Corners, Turn
from saoque.producers.rules import rules

MOST_PAGES = 30
MOST_BYTES = 4  # times the limit of one file, for all photos of one paper together


@dataclass(frozen=True)
class PageSpec:
    """One photo and what to do with it: `turn` in degrees clockwise, then cut to `corners` (see `pictures.upright`).

    `original` is the photo as it came from the phone, where the browser has sent a smaller copy in its place.
    """

    file: UploadedFile
    turn: Turn = 0
    corners: Corners | None = None
    original: UploadedFile | None = None


@dataclass(frozen=True)
class PreparedPages:
    """The checked photos as one PDF, not kept yet."""

    pdf: bytes
    count: int
    originals: tuple[StoredFile, ...]


def make_paper_from_pictures(
    actor: Actor, producer: Producer, pages: Sequence[PageSpec], data: PaperData, keep_originals: bool = False
) -> Paper:
    """Put one paper into the drawer, made of the photos in their order. Originals are kept only when wanted.

    Raises `DomainError` that names the photo and what to do; then nothing has been put anywhere.
    """
    actor = rules.require(actor, "put_paper", producer)
    return put_pages(actor, producer, prepare_pages(actor, producer, pages, keep_originals), data)


def prepare_pages(
    actor: Actor, producer: Producer, pages: Sequence[PageSpec], keep_originals: bool = False
) -> PreparedPages:
    """Check and turn the photos into a PDF. Slow: call it outside of any transaction."""
    actor = rules.require(actor, "put_paper", producer)
    _check_amount(pages)
    made = [_page(page, number) for number, page in enumerate(pages, 1)]
    originals = tuple(_keep_original(page, actor) for page in pages) if keep_originals else ()
    return PreparedPages(pictures.pdf_of(made), len(made), originals)


def put_pages(actor: Actor, producer: Producer, prepared: PreparedPages, data: PaperData) -> Paper:
    """Put the prepared PDF into the drawer as a new paper, with its originals."""
    actor = rules.require(actor, "put_paper", producer)
    shown: PaperData = {**data, "title": (data.get("title") or "").strip() or _title()}
    paper = new_paper(actor, producer, shown, "")
    name = clean_name(re.sub(r"\s*[:/\\]+\s*", "-", paper.title[:150]) + ".pdf")
    paper.file = files.keep(SimpleUploadedFile(name, prepared.pdf, PDF), actor.user)
    with transaction.atomic():
        insert_paper(paper, actor, photos=prepared.count, originals=len(prepared.originals))
        PaperOriginal.objects.bulk_create(
            PaperOriginal(paper=paper, file=file, position=place) for place, file in enumerate(prepared.originals, 1)
        )
    return paper


def _title() -> str:
    return _("Giấy chụp %(at)s") % {"at": timezone.localtime().strftime("%d/%m/%Y %H:%M")}


def _check_amount(pages: Sequence[PageSpec]) -> None:
    if not pages:
        raise DomainError(_("Chưa có ảnh nào. Hãy chụp hoặc chọn ảnh từng trang giấy rồi gửi."))
    if len(pages) > MOST_PAGES:
        raise DomainError(
            _("Mỗi giấy ghép đến %(most)d ảnh; đang có %(count)d. Hãy chia làm hai giấy.")
            % {"most": MOST_PAGES, "count": len(pages)}
        )
    if sum(page.file.size or 0 for page in pages) > MOST_BYTES * settings.UPLOAD_LIMIT:
        limit = MOST_BYTES * settings.UPLOAD_LIMIT // 1_000_000
        raise DomainError(_("Các ảnh cộng lại hơn %(limit)d MB. Hãy chia làm hai giấy.") % {"limit": limit})


def _page(page: PageSpec, number: int) -> bytes:
    """Return the finished JPEG of one photo."""
    if page.corners is not None and not pictures.fits(page.corners):
        raise DomainError(
            _("Ảnh trang %(number)d: bốn góc chưa thành một khung giấy. Hãy kéo lại các góc.") % {"number": number}
        )
    name = clean_name(page.file.name or "")
    if (page.file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        raise DomainError(_("Ảnh trang %(number)d lớn hơn %(limit)d MB.") % {"number": number, "limit": limit})
    content = page.file.read()
    check(content, name, pictures_only=True)
    return pictures.page_jpeg(pictures.upright(content, page.turn, page.corners))


def _keep_original(page: PageSpec, actor: Actor) -> StoredFile:
    upload = page.original or page.file
    upload.seek(0)
    return files.keep(upload, actor.user, pictures_only=True)
