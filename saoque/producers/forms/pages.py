"""What the page of photographed papers sends: numbered photos, each with its turn and its corners."""

import re
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.producers.actions import PageSpec
from saoque.producers.pictures import TURNS, Corners, Point

# Rows of the page that works without script; a row may carry several photos.
PLAIN_ROWS = 6
MOST_ROWS = 60
_NUMBER = r"\s*(\d(?:\.\d{1,6})?)\s*"
_POINT = re.compile(f"{_NUMBER},{_NUMBER}")


def pages_of(request: HttpRequest) -> list[PageSpec]:
    """Return the photos in their order: fields `file-1`, `turn-1`, `corners-1`, `original-1`, and so on."""
    pages: list[PageSpec] = []
    for row in range(1, MOST_ROWS + 1):
        uploads: list[UploadedFile] = request.FILES.getlist(f"file-{row}")
        original = request.FILES.get(f"original-{row}")
        for upload in uploads:
            turn, corners = read_turn(request.POST, row), read_corners(request.POST.get(f"corners-{row}", ""))
            pages.append(PageSpec(upload, turn, corners, original if len(uploads) == 1 else None))  # type: ignore[arg-type]
    return pages


def read_turn(posted: Mapping[str, str], row: int) -> int:
    """Return 0, 90, 180 or 270."""
    typed = posted.get(f"turn-{row}", "") or "0"
    if typed not in {str(turn) for turn in TURNS}:
        raise DomainError(_("Không hiểu ảnh cần xoay thế nào. Hãy tải lại trang rồi chọn lại."))
    return int(typed)


def read_corners(text: str) -> Corners | None:
    """Return the four corners of «x,y;x,y;x,y;x,y» in parts of the picture; None for nothing."""
    if not text:
        return None
    points: list[Point] = []
    for part in text[:200].split(";"):
        found = _POINT.fullmatch(part)
        if not found:
            raise DomainError(_("Không đọc được bốn góc của ảnh. Hãy tải lại trang rồi cắt lại."))
        points.append((float(found[1]), float(found[2])))
    if len(points) != 4:
        raise DomainError(_("Không đọc được bốn góc của ảnh. Hãy tải lại trang rồi cắt lại."))
    return points[0], points[1], points[2], points[3]
