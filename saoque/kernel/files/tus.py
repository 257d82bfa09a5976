"""The tus 1.0.0 protocol over HTTP (extensions: creation, expiration, termination). Answers carry no page, only headers and JSON."""

import base64
import binascii
import functools
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.kernel.files import uploads
from saoque.kernel.files.models import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = 256 * 1024  # bytes read before they are written
_BODY = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def tus(view: View) -> View:
    """Speak the protocol around `view`: version, sign-in without a redirect, refusals as JSON."""

    @functools.wraps(view)
    def speak(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return speak


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(settings.UPLOAD_LIMIT)}
        return HttpResponse(status=204, headers=told)
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    if not request.user.is_authenticated:
        return _refuse(_("Phiên đăng nhập đã hết. Hãy đăng nhập lại; tệp sẽ gửi tiếp từ chỗ dở."), 401)
    try:
        return view(request, *args, **kwargs)
    except DomainError as error:
        return _refuse(str(error), error.status)


@tus
def create(request: HttpRequest) -> HttpResponse:
    """POST: open an upload. `Upload-Metadata` brings `filename` and `for`, what the file is for."""
    if request.method != "POST":
        return _refuse(_("Địa chỉ này chỉ nhận tệp mới."), 405)
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    length = _number(request.headers.get("Upload-Length", ""))
    if length is None or told is None:
        return _refuse(_("Lời báo trước của tệp bị sai. Hãy tải lại trang rồi gửi lại."), 400)
    upload = uploads.begin(request.actor, told.get("for", ""), told.get("filename", ""), length)  # type: ignore[attr-defined]
    response = HttpResponse(status=201, headers=_expiry(upload))
    response["Location"] = reverse("upload", args=[upload.pk])
    return response


@tus
def piece(request: HttpRequest, pk: UUID) -> HttpResponse:
    """HEAD: how much has come. PATCH: more of it. DELETE: forget it."""
    upload = uploads.find(request.actor, pk)  # type: ignore[attr-defined]
    if request.method == "HEAD":
        told = {"Upload-Offset": str(uploads.offset_of(upload)), "Upload-Length": str(upload.length)}
        return HttpResponse(status=200, headers=told | _expiry(upload))
    if request.method == "DELETE":
        uploads.drop(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _patch(request, upload)
    return _refuse(_("Địa chỉ này chỉ nhận từng đoạn của một tệp."), 405)


def _patch(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.content_type != _BODY:
        return _refuse(_("Đoạn tệp gửi sai kiểu. Hãy tải lại trang rồi gửi lại."), 415)
    offset = _number(request.headers.get("Upload-Offset", ""))
    if offset is None:
        return _refuse(_("Đoạn tệp thiếu chỗ bắt đầu. Hãy tải lại trang rồi gửi lại."), 400)
    if offset != uploads.offset_of(upload):
        return _refuse(_("Đoạn này không nối tiếp phần đã nhận. Máy sẽ hỏi lại rồi gửi tiếp."), 409)
    # Refused before a byte is read; without a length announced the reading itself stops at the end.
    announced = _number(request.headers.get("Content-Length", "")) or 0
    if offset + announced > upload.length:
        raise uploads.TooLong(_("Tệp gửi lên dài hơn đã báo trước. Hãy chọn lại tệp."))
    try:
        for part in _read(request):
            offset = uploads.append(upload, offset, part)
    finally:
        uploads.sync(upload)
    return HttpResponse(status=204, headers={"Upload-Offset": str(offset)} | _expiry(upload))


def _read(request: HttpRequest) -> Iterator[bytes]:
    """Yield the body as it comes; when the line breaks, what has come stays and the rest comes another time."""
    while True:
        try:
            part = request.read(PIECE)
        except (UnreadablePostError, OSError):
            return
        if not part:
            return
        yield part


def _metadata(header: str) -> dict[str, str] | None:
    """Return the pairs of `Upload-Metadata` (key, space, base64; divided by commas), None when they cannot be read."""
    found: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(upload.expires_at.timestamp())}


def _refuse(message: str, status: int) -> HttpResponse:
    return JsonResponse({"error": message}, status=status, json_dumps_params={"ensure_ascii": False})
