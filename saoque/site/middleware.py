import time
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.site.offline import WHOSE, user_key

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


_COMPRESSED = ("text/html", "application/json", "text/javascript", "application/manifest+json")


class ContentSecurityPolicy:
    """Nothing inline, nothing from other servers, on every answer that does not bring a stricter policy itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        return response


class ServerTiming:
    """Say in each answer how many milliseconds the server took for it (app), and how many of them it computed (cpu).

    Only when SERVER_TIMING asks for it: exact times tell strangers what they should not learn about accounts and rows.
    Outermost, so that it counts everything; of a streamed answer it counts what comes before the first byte.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SERVER_TIMING:
            return self.get_response(request)
        began, busy = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        took, computed = (time.perf_counter() - began) * 1000, (time.thread_time() - busy) * 1000
        response.headers["Server-Timing"] = f"app;dur={took:.1f}, cpu;dur={computed:.1f}"
        return response


class VisitorsAddress:
    """Behind proxies of our own, let the request's address be the visitor's, so that limits count people and not the proxy.

    The proxy next to us writes the last entry of `X-Forwarded-For`, the one before it the last but one; what stands
    further left anybody may have written. Without own proxies the header is never looked at. It goes no further: what
    reads it behind us (the sign-in library, which fails on fewer entries than it expects) finds the address alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        header = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        told = header.split(",") if proxies else []
        if len(told) >= proxies > 0 and is_address(visitor := told[-proxies].strip()):
            request.META["REMOTE_ADDR"] = visitor
        return self.get_response(request)


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class CompressPages(GZipMiddleware):
    """Make pages and JSON small for weak lines, with random length against guessing; files and streams go as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in _COMPRESSED:
            return response
        answer: HttpResponse = super().process_response(request, response)  # type: ignore[assignment]
        return answer


class Whose:
    """Say on each page whose it is, so that a shared phone never shows it to somebody else.

    What a device has kept and sends later names its writer; under another person's session it is refused and stays kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.headers.get(WHOSE)
        if named is not None and named != user_key(request.user):
            told = _("Máy đang đăng nhập bằng tài khoản khác. Hãy đăng nhập lại bằng tài khoản đã gõ nội dung này.")
            return JsonResponse({"error": told}, status=401, json_dumps_params={"ensure_ascii": False})
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[WHOSE] = user_key(request.user)
        return response


class DomainErrors:
    """Show the message of a `DomainError` that a view did not handle; the act has changed nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"error": str(error)}, status=error.status, json_dumps_params={"ensure_ascii": False})
        template = "404.html" if error.status == 404 else "refused.html"
        return render(request, template, {"error": error}, status=error.status)
