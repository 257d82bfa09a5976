"""«Chụp giấy» for a criterion, or for the dossier as a whole."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saoque import rulebook
from saoque.dossiers.actions.writing import put_photographed_paper
from saoque.dossiers.models import Dossier
from saoque.dossiers.views.writing.assessment import find_line
from saoque.dossiers.views.writing.common import actor_of, head, own_dossier
from saoque.producers.actions import PageSpec, PaperData
from saoque.producers.views.pages import take_pages


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def for_criterion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Photograph a paper that this criterion cites; `?loai=` names its kind."""
    dossier = own_dossier(request, pk)
    line = find_line(rulebook.scorecard(dossier.scorecard), code)
    kind = request.GET.get("loai", "")[:40] or next((known for known in line.evidence if known.startswith("E")), "")
    back = reverse("dossiers:criterion", args=[pk, code]) + "#minh-chung"
    return _take(request, dossier, code, back, kind, {"line": line})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def for_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Photograph a paper for the dossier; `?loai=` names the kind that was asked for."""
    dossier = own_dossier(request, pk)
    return _take(request, dossier, None, reverse("dossiers:papers", args=[pk]), request.GET.get("loai", "")[:40], {})


def _take(
    request: HttpRequest, dossier: Dossier, code: str | None, back: str, kind: str, more: dict[str, object]
) -> HttpResponse:
    def put(pages: list[PageSpec], data: PaperData, originals: bool) -> str:
        evidence = put_photographed_paper(dossier, pages, data, code, actor_of(request), originals)
        messages.success(request, format_html(_("Đã lưu «{}» vào hồ sơ."), evidence.paper.title))
        return back

    return take_pages(request, put, "dossiers/write/pages.html", {**head(request, dossier), **more, "back": back}, kind)
