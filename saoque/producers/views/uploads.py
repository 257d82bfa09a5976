"""Files come one by one from the page's script, or several at once from a plain form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.kernel.errors import DomainError

MOST_AT_ONCE = 20


def take_files(
    request: HttpRequest,
    keep: Callable[[UploadedFile], Any],
    *,
    row: Callable[[Any], tuple[str, dict[str, Any]]],
    back: tuple[str, int],
) -> HttpResponse:
    """Keep the files of field `file`. To the script: the new row (201) or the reason (422). Else a message and a redirect."""
    uploads = request.FILES.getlist("file")
    if request.headers.get("HX-Request") == "true":
        return _answer_script(request, uploads, keep, row)
    if not uploads:
        messages.error(request, _("Chưa chọn tệp nào. Hãy chụp ảnh hoặc chọn tệp rồi gửi."))
    kept = 0
    for upload in uploads[:MOST_AT_ONCE]:
        try:
            keep(upload)
            kept += 1
        except DomainError as error:
            messages.error(request, str(error))
    if kept:
        messages.success(request, ngettext("Đã nhận %(count)d tệp.", "Đã nhận %(count)d tệp.", kept) % {"count": kept})
    if len(uploads) > MOST_AT_ONCE:
        messages.error(
            request, _("Mỗi lần gửi nhiều nhất %(most)d tệp. Hãy gửi tiếp phần còn lại.") % {"most": MOST_AT_ONCE}
        )
    return redirect(*back)


def _answer_script(
    request: HttpRequest,
    uploads: list[UploadedFile],
    keep: Callable[[UploadedFile], Any],
    row: Callable[[Any], tuple[str, dict[str, Any]]],
) -> HttpResponse:
    try:
        if len(uploads) != 1:
            raise DomainError(_("Chưa chọn tệp nào. Hãy chụp ảnh hoặc chọn tệp rồi gửi."))
        template, context = row(keep(uploads[0]))
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=error.status, json_dumps_params={"ensure_ascii": False})
    return render(request, template, context, status=201)
