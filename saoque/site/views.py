import tempfile
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from saoque.kernel.calendar import today as today_in_vietnam
from saoque.kernel.jobs.models import Heartbeat
from saoque.kernel.todo import todos
from saoque.reminders.actions import refresh
from saoque.site.navigation import HELP, MARKET, meanwhile, places_for

WORKER_SILENCE_SECONDS = 60


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether database, storage and workers are fit. 200 when the site can serve, 503 when it cannot."""
    parts: dict[str, Any] = {"database": _database(), "storage": _storage(), "workers": _workers()}
    fit = parts["database"]["ok"] and parts["storage"]["ok"]
    return JsonResponse({"ok": fit, **parts}, status=200 if fit else 503)


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return {"ok": False, "engine": connection.vendor}
    return {"ok": True, "engine": connection.vendor}


def _storage() -> dict[str, Any]:
    """Write something and read it again. In a file of its own: others may ask at the same moment."""
    try:
        settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile("w+", dir=settings.FILES_ROOT, prefix=".probe-") as probe:
            probe.write("ok")
            probe.seek(0)
            return {"ok": probe.read() == "ok"}
    except OSError:
        return {"ok": False}


def _workers() -> dict[str, Any]:
    try:
        last = Heartbeat.objects.filter(name="worker").first()
    except DatabaseError:
        return {"ok": False, "silent_seconds": None}
    silent = (timezone.now() - last.at).total_seconds() if last else None
    return {"ok": silent is not None and silent < WORKER_SILENCE_SECONDS, "silent_seconds": silent}


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """The first screen of every role: what needs me today, nearest deadline first."""
    actor = request.actor  # type: ignore[attr-defined]
    found = todos(actor)
    # The lists were just asked, so the bell may follow them: what is done leaves it.
    refresh(actor, found)
    context = {"todos": found, "today": today_in_vietnam(), "meanwhile": None if found else meanwhile(actor)}
    return render(request, "site/today.html", context)


@login_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Everything beside the dossier that helps a young producer on, as far as it concerns the person."""
    places = list(places_for(request.actor, HELP))  # type: ignore[attr-defined]
    return render(request, "site/help.html", {"places": places})


def market_page(request: HttpRequest) -> HttpResponse:
    """Everything on the way from the star to the shelf, as far as it concerns the person; open to everybody."""
    places = list(places_for(request.actor, MARKET))  # type: ignore[attr-defined]
    return render(request, "site/market.html", {"places": places})
