"""«Chụp giấy»: the page where photos become one paper. Rooms above show the same page for their own purpose."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel import files
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.producers import actions, queries
from saoque.producers.actions.pages import MOST_PAGES
from saoque.producers.forms.pages import PLAIN_ROWS, pages_of
from saoque.producers.kinds import kind_groups
from saoque.producers.models import PaperOriginal
from saoque.producers.views.drawer import own_producer

TITLE_LIMIT = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Photograph a paper for the drawer."""
    actor, producer = own_producer(request, pk)
    back = reverse("producers:drawer", args=[pk])

    def put(pages: list[actions.PageSpec], data: actions.PaperData, originals: bool) -> str:
        paper = actions.make_paper_from_pictures(actor, producer, pages, data, originals)
        return reverse("producers:paper_edit", args=[paper.pk])

    return take_pages(request, put, "producers/pages.html", {"producer": producer, "back": back})


def take_pages(
    request: HttpRequest,
    put: Callable[[list[actions.PageSpec], actions.PaperData, bool], str],
    template: str,
    context: dict[str, Any],
    kind: str = "",
) -> HttpResponse:
    """Show the page, or hand the photos to `put`, which returns the address to go on to.

    The page's script gets {"url"} (201) or {"error"} (422); a plain form gets a redirect or the page with the reason.
    """
    by_script = request.headers.get("HX-Request") == "true"
    error, title = "", request.POST.get("title", "")[:TITLE_LIMIT]
    kind = request.POST.get("kind", kind)[:40]
    if request.method == "POST":
        try:
            wanted = bool(request.POST.get("originals"))
            url = put(pages_of(request), {"title": title, "kind": kind}, wanted)
        except (NotAllowed, NotFound):
            raise
        except DomainError as refused:
            error = str(refused)
            if by_script:
                return JsonResponse({"error": error}, status=refused.status, json_dumps_params={"ensure_ascii": False})
        else:
            return JsonResponse({"url": url}, status=201) if by_script else redirect(url)
    shown = {
        **context,
        "error": error,
        "title": title,
        "kind": kind,
        "kinds": kind_groups(),
        "rows": range(1, PLAIN_ROWS + 1),
        "turns": turn_words(),
        "most": MOST_PAGES,
        "limit": settings.UPLOAD_LIMIT,
    }
    return render(request, template, shown, status=422 if error else 200)


def turn_words() -> list[tuple[int, str]]:
    return [
        (0, _("để nguyên")),
        (90, _("xoay sang phải")),
        (180, _("lật ngược đầu")),
        (270, _("xoay sang trái")),
    ]


@login_required
@require_safe
def original(request: HttpRequest, pk: int, position: int) -> HttpResponseBase:
    """A photo as it came from the phone: for the producer's own people only."""
    paper = queries.get_paper(request.actor, pk)  # type: ignore[attr-defined]
    found = PaperOriginal.objects.select_related("file").filter(paper=paper, position=position).first()
    if found is None:
        raise NotFound()
    return files.serve(found.file, request.user, inline=False)
