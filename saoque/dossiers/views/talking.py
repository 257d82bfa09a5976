"""Talk beside the parts of a dossier: one part's page, all of a dossier, and the acts. To htmx only the part's piece."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.dossiers.actions import talking
from saoque.dossiers.models import Dossier, Part, Thread
from saoque.dossiers.parts import Place, find_part
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.rules import rules
from saoque.dossiers.talk import by_part, get_thread, readable, with_comments
from saoque.dossiers.views.writing.common import actor_of
from saoque.kernel.errors import DomainError, NotFound


@login_required
@require_safe
def threads(request: HttpRequest, pk: int) -> HttpResponse:
    """All talk of a dossier under its parts; `?loc=dang-mo` leaves what is still open."""
    dossier = _dossier(request, pk)
    found = with_comments(readable(actor_of(request), dossier))
    rows = list(found)
    only_open = request.GET.get("loc") == "dang-mo"
    still = [one for one in rows if one.state == Thread.State.OPEN]
    context = {
        "dossier": dossier,
        "parts": by_part(dossier, still if only_open else rows),
        "only_open": only_open,
        "open_count": len(still),
        "all_count": len(rows),
        "own_side": rules.may(actor_of(request), "open_pages", dossier),
    }
    return render(request, "dossiers/help/threads.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, pk: int, target: str, key: str) -> HttpResponse:
    """What was said about one part; POST begins a thread."""
    dossier = _dossier(request, pk)
    place = find_part(dossier, target, key)
    if target == Part.ANSWER:
        raise NotFound()
    if request.method != "POST":
        return _show(request, dossier, place)
    text, private = request.POST.get("text", ""), bool(request.POST.get("private"))
    try:
        talking.open_thread(dossier, target, key, text, actor_of(request), private=private)
    except DomainError as error:
        if error.status != 422:
            raise
        return _show(request, dossier, place, error=str(error), typed=text)
    return _done(request, dossier, place, _("Đã gửi. Bên kia sẽ thấy ở trang Hôm nay."))


@login_required
@require_POST
def reply(request: HttpRequest, pk: int, thread: int) -> HttpResponse:
    dossier = _dossier(request, pk)
    found = get_thread(actor_of(request), dossier, thread)
    place = find_part(dossier, found.target, found.key)
    text = request.POST.get("text", "")
    try:
        talking.reply(found, text, actor_of(request))
    except DomainError as error:
        if error.status != 422:
            raise
        return _show(request, dossier, place, error=str(error), typed=text, at=found.pk)
    return _done(request, dossier, place, _("Đã gửi câu trả lời."))


@login_required
@require_POST
def resolve(request: HttpRequest, pk: int, thread: int) -> HttpResponse:
    dossier = _dossier(request, pk)
    found = get_thread(actor_of(request), dossier, thread)
    talking.resolve(found, actor_of(request))
    return _done(request, dossier, find_part(dossier, found.target, found.key), _("Đã đánh dấu là xong."))


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int, thread: int) -> HttpResponse:
    dossier = _dossier(request, pk)
    found = get_thread(actor_of(request), dossier, thread)
    talking.reopen(found, actor_of(request))
    return _done(request, dossier, find_part(dossier, found.target, found.key), _("Đã mở lại trao đổi."))


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier whose talk the actor may read; for all others, councils included, it looks missing."""
    dossier = get_dossier(actor_of(request), pk)
    if not rules.may(actor_of(request), "talk", dossier):
        raise NotFound()
    return dossier


def _done(request: HttpRequest, dossier: Dossier, place: Place, words: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _show(request, dossier, place, said=words)
    messages.success(request, words)
    return redirect("dossiers:part_threads", pk=dossier.pk, target=place.target, key=place.key)


def _show(
    request: HttpRequest,
    dossier: Dossier,
    place: Place,
    *,
    error: str = "",
    typed: str = "",
    at: int = 0,
    said: str = "",
) -> HttpResponse:
    found = with_comments(readable(actor_of(request), dossier).filter(target=place.target, key=place.key))
    own_side = rules.may(actor_of(request), "open_pages", dossier)
    context = {
        "dossier": dossier,
        "place": place,
        "threads": list(found),
        "own_side": own_side,
        "may_hide": own_side and dossier.filed_at is not None,
        "always_hidden": dossier.filed_at is None,
        "error": error,
        "typed": typed,
        "at": at,
        "said": said,
    }
    template = "_threads.html" if request.headers.get("HX-Request") else "part.html"
    return render(request, f"dossiers/help/{template}", context, status=422 if error else 200)
