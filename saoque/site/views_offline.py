"""The installable site: its manifest, its service worker, and the page that is shown when there is no line."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saoque.site.offline import worker_script


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the site looks as an app on a phone."""
    with translation.override("vi"):
        told = {
            "name": _("Sao Quê: hồ sơ OCOP"),
            "short_name": "Sao Quê",
            "description": _("Làm hồ sơ OCOP trên điện thoại, cả khi mất mạng."),
            "lang": "vi",
            "dir": "ltr",
            "id": "/",
            "start_url": reverse("today"),
            "scope": "/",
            "display": "standalone",
            "theme_color": "#1d6a49",
            "background_color": "#fffefb",
            "icons": [_icon("icon-192.png", 192), _icon("icon-512.png", 512), _icon("icon-maskable-512.png", 512, "maskable")],
        }  # fmt: skip
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker stands at the root, so that it may look after the whole site."""
    return HttpResponse(worker_script(reverse("away")), content_type="text/javascript; charset=utf-8")


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """The page for what was not carried along. The same for everybody: it is kept on the device before it is needed."""
    return render(request, "site/away.html")
