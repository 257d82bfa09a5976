"""Coming to class by the code on the trainer's screen, and the certificate that proves it."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saoque.guidance import actions, codes
from saoque.guidance.models import TrainingClass
from saoque.guidance.paper import attendance_pdf
from saoque.guidance.queries import classes
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt
from saoque.kernel.papers import qr_svg
from saoque.people.actors import actor_of

_SEEN = "guidance_class_seen"
_SEEN_LASTS = 15 * 60  # seconds: the time to sign in on a slow phone


@login_required
@never_cache
@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The trainer's screen: a code that changes, and who is here."""
    return render(request, "guidance/screen.html", _shown(request, pk))


@login_required
@never_cache
@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the screen that is asked for again and again."""
    return render(request, "guidance/_code.html", _shown(request, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def come(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What a participant's phone opens. The code counts when the page is opened; signing in afterwards may take its time."""
    training = classes.get_class(pk)
    if codes.holds(code, pk):
        request.session[_SEEN] = [pk, int(time.time())]
    seen = _was_seen(request, pk)
    actor = actor_of(request)
    if not actor.signed_in:
        if not seen:
            return render(request, "guidance/come.html", {"training": training, "seen": False}, status=410)
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        return attempt(
            request,
            lambda: actions.come_by_code(training, code, actor=actor, seen=seen),
            _("Đã ghi bà con có mặt."),
            "guidance:class",
            pk,
        )
    mine = classes.own_registration(actor, training)
    context = {"training": training, "seen": seen, "mine": mine, "code": code}
    return render(request, "guidance/come.html", context, status=200 if seen else 410)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether somebody took part in a class; for whoever holds the paper with the code."""
    found = classes.registration_by_code(code)
    if found is None:
        return render(request, "guidance/certificate.html", {"found": None, "code": code}, status=404)
    return render(request, "guidance/certificate.html", {"found": found, "code": found.code})


@never_cache
@require_safe
def certificate_file(request: HttpRequest, code: str) -> HttpResponse:
    found = classes.registration_by_code(code)
    if found is None:
        raise NotFound()
    if found.code != code:
        return redirect("guidance:certificate_pdf", found.code)
    response = HttpResponse(attendance_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="chung-nhan-{found.code}.pdf"'
    return response


def _shown(request: HttpRequest, pk: int) -> dict[str, object]:
    training = classes.get_held_class(actor_of(request), pk)
    if training.state != TrainingClass.State.PLANNED:
        raise NotFound()
    address = f"{settings.SITE_URL}{codes.address_now(pk)}"
    here = classes.roster(training).filter(attended_at__isnull=False).order_by("-attended_at", "-pk")
    return {
        "training": training,
        "address": address,
        "qr": qr_svg(address),
        "here": list(here[:8]),
        "count": here.count(),
        "again": codes.LASTS // 2,
    }


def _was_seen(request: HttpRequest, pk: int) -> bool:
    kept = request.session.get(_SEEN)
    return bool(kept and kept[0] == pk and 0 <= time.time() - kept[1] <= _SEEN_LASTS)
