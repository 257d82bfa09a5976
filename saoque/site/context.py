"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import NOBODY


def site(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "demo_mode": settings.DEMO_MODE,
        "nav_items": _nav(request, bool(actor.signed_in)),
        "site_name": "Sao Quê",
        "site_url": settings.SITE_URL,
    }


def _nav(request: HttpRequest, signed_in: bool) -> list[dict[str, Any]]:
    rows = [("catalogue", _("Sản phẩm")), ("verify", _("Xác minh"))]
    if signed_in:
        rows = [("today", _("Hôm nay")), ("dossiers:list", _("Hồ sơ")), *rows]
    items = []
    for name, text in rows:
        url = reverse(name)
        items.append({"url": url, "text": text, "current": request.path.startswith(url)})
    return items
