"""Evidence read page by page in the browser: a list of pictures that works without scripts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saoque.dossiers.models import Dossier, Evidence, PagePicture
from saoque.dossiers.pictures import LARGE, NORMAL, WIDTHS, pictures_of, want_pictures
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.views.writing.common import actor_of
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.files.scanning import check_may_open
from saoque.kernel.jobs.models import Job


def _evidence(request: HttpRequest, pk: int, evidence: int) -> tuple[Dossier, Evidence]:
    """Return the paper for whoever may read the dossier and its files, councils before which it is included."""
    dossier = get_dossier(actor_of(request), pk, guests=True)
    found = Evidence.objects.filter(pk=evidence, dossier=dossier).select_related("paper__file").first()
    if found is None:
        raise NotFound()
    check_may_open(found.paper.file, request.user)
    return dossier, found


@login_required
@require_safe
def viewer(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """The pages one under another. What is still being drawn is asked for again by the page itself."""
    dossier, one = _evidence(request, pk, evidence)
    width = LARGE if request.GET.get("rong") == str(LARGE) else NORMAL
    context: dict[str, Any] = {"dossier": dossier, "evidence": one, "paper": one.paper, "large": width == LARGE}
    if one.paper.file.is_picture:
        return render(request, "dossiers/papers/viewer.html", {**context, "photo": True})
    made = pictures_of(one.paper.file, width)
    job = want_pictures(one.paper.file, width, len(made))
    total = one.paper.file.pages or len(made)
    pages = [_page(pk, evidence, number, total, width, made.get(number)) for number in range(1, total + 1)]
    context |= {
        "pages": pages,
        "total": total,
        "made": len(made),
        "failed": job is not None and job.state == Job.State.FAILED,
        "waiting": job is not None and job.state != Job.State.FAILED,
        "again": f"{reverse('dossiers:viewer', args=[pk, evidence])}?rong={width}",
    }
    part = "_pages.html" if request.headers.get("HX-Request") else "viewer.html"
    return render(request, f"dossiers/papers/{part}", context)


@login_required
@require_safe
def photo(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    _dossier, one = _evidence(request, pk, evidence)
    if not one.paper.file.is_picture:
        raise NotFound()
    return serve(one.paper.file, request.user)


@login_required
@require_safe
def page_picture(request: HttpRequest, pk: int, evidence: int, page: int, width: int) -> HttpResponseBase:
    _dossier, one = _evidence(request, pk, evidence)
    if width not in WIDTHS:
        raise NotFound()
    kept = PagePicture.objects.filter(sha256=one.paper.file.sha256, page=page, width=width)
    picture = kept.select_related("file").first()
    if picture is None:
        raise NotFound()
    return serve(picture.file, None)


def _page(pk: int, evidence: int, number: int, total: int, width: int, picture: PagePicture | None) -> dict[str, Any]:
    return {
        "number": number,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < total else None,
        "picture": picture,
        "url": reverse("dossiers:page_picture", args=[pk, evidence, number, width]) if picture else "",
    }
