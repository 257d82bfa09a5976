"""What may come in. The kind is read from the content, never believed from the name or the browser."""

import io
import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from saoque.kernel.errors import DomainError
from saoque.kernel.files.pdf_inside import PASSWORD, UNFOLDS, look_inside

log = logging.getLogger(__name__)

PDF = "application/pdf"
# MPO is what many phones write: a JPEG with further pictures behind it.
PICTURES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_OPENED = ("JPEG", "PNG", "WEBP")  # the first opens MPO too
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}


@dataclass(frozen=True)
class Checked:
    """What the content turned out to be. `width` and `height` in pixels, for pictures only."""

    content_type: str
    pages: int
    width: int | None = None
    height: int | None = None


def check(content: bytes | Path, name: str, *, pictures_only: bool = False) -> Checked:
    """Return what `content` is; a path is read from the disk, page by page. Raises `DomainError` with the reason and what to do."""
    size, start = _measure(content)
    if not size:
        raise DomainError(_("Tệp «%(name)s» rỗng (0 byte). Hãy chọn lại tệp, hoặc chụp lại.") % {"name": name})
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        raise DomainError(
            _("Tệp «%(name)s» lớn hơn %(limit)d MB. Hãy chụp hoặc quét nhẹ hơn, hoặc tách làm nhiều tệp.")
            % {"name": name, "limit": limit}
        )
    checked = _check_pdf(content, name) if start.lstrip().startswith(b"%PDF-") else _check_picture(content, name)
    if pictures_only and checked.content_type == PDF:
        raise DomainError(_("Chỗ này cần ảnh (JPG, PNG, WebP), không nhận PDF."))
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS[checked.content_type]:
        raise DomainError(
            _("Tên tệp «%(name)s» không khớp với nội dung bên trong (%(kind)s). Hãy đặt lại đuôi tên tệp rồi gửi lại.")
            % {"name": name, "kind": EXTENSIONS[checked.content_type][0][1:].upper()}
        )
    return checked


def _measure(content: bytes | Path) -> tuple[int, bytes]:
    """Return size and beginning."""
    if isinstance(content, bytes):
        return len(content), content[:1024]
    with content.open("rb") as file:
        return content.stat().st_size, file.read(1024)


def _readable(content: bytes | Path) -> io.BytesIO | Path:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _check_pdf(content: bytes | Path, name: str) -> Checked:
    inside = look_inside(content)
    if inside.trouble == PASSWORD:
        raise DomainError(_("Tệp «%(name)s» có đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") % {"name": name})
    if inside.trouble == UNFOLDS:
        raise DomainError(
            _("Tệp «%(name)s» nhỏ nhưng bung ra quá lớn nên không được nhận. Hãy quét lại rồi gửi.") % {"name": name}
        )
    if inside.trouble:
        raise DomainError(_("Tệp «%(name)s» bị hỏng hoặc không phải PDF. Hãy xuất lại rồi gửi lại.") % {"name": name})
    if inside.active:
        raise DomainError(
            _("Tệp «%(name)s» có chứa đoạn mã hoặc tệp nhúng (%(what)s) nên không được nhận. Hãy in lại ra PDF thường.")
            % {"name": name, "what": inside.active}
        )
    if inside.pages == 0 or inside.pages > settings.UPLOAD_PAGES:
        raise DomainError(
            _("Tệp «%(name)s» có %(pages)d trang; mỗi tệp nhận từ 1 đến %(limit)d trang. Hãy tách tệp ra.")
            % {"name": name, "pages": inside.pages, "limit": settings.UPLOAD_PAGES}
        )
    return Checked(PDF, inside.pages)


def _check_picture(content: bytes | Path, name: str) -> Checked:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(_readable(content), formats=_OPENED) as picture:
                width, height, kind = picture.width, picture.height, picture.format or ""
                if width * height > settings.UPLOAD_PIXELS:
                    raise _too_large(name)
                picture.load()
    except UnidentifiedImageError:
        raise DomainError(
            _("Tệp «%(name)s» không phải PDF hay ảnh JPG, PNG, WebP. Hãy chụp ảnh hoặc quét ra PDF rồi gửi lại.")
            % {"name": name}
        ) from None
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except (OSError, ValueError, SyntaxError):
        raise DomainError(_("Ảnh «%(name)s» bị hỏng hoặc thiếu. Hãy chụp lại rồi gửi lại.") % {"name": name}) from None
    return Checked(PICTURES[kind], 1, width, height)


def _too_large(name: str) -> DomainError:
    return DomainError(
        _("Ảnh «%(name)s» quá lớn; nhận đến %(limit)d triệu điểm ảnh. Hãy chụp ở cỡ vừa.")
        % {"name": name, "limit": settings.UPLOAD_PIXELS // 1_000_000}
    )
