"""Papers of a dossier: sent by photo or PDF, picked from the drawer, cited, taken out and put back, opened."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import attach_paper, cite, detach_paper, put_new_paper, put_sent_paper, uncite
from saoque.dossiers.forms.values import parse
from saoque.dossiers.helping import placed_marks
from saoque.dossiers.models import Dossier, Evidence, HelpedPart
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.queries_writing import Unlocked, evidence_of, unlocked
from saoque.dossiers.views.writing.assessment import find_line, papers_row
from saoque.dossiers.views.writing.common import actor_of, head, may_write, own_dossier, refuse
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import serve
from saoque.producers.actions import PaperData
from saoque.producers.kinds import kind_groups
from saoque.producers.models import Paper, ProductPhoto

DRAWER_SHOWN = 60


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the dossier with size, pages, hash and the criteria that cite it; POST adds one."""
    dossier = own_dossier(request, pk)
    if request.method == "POST":
        return _add(request, dossier, None, reverse("dossiers:papers", args=[pk]))
    evidence = evidence_of(dossier)
    used = [one.paper_id for one in evidence]
    drawer = Paper.objects.filter(producer=dossier.producer_id, removed_at__isnull=True).exclude(pk__in=used)
    free = unlocked(dossier) if may_write(request, dossier) else Unlocked()
    top = head(request, dossier)
    context = {
        **top,
        "rows": [papers_row(dossier, one, top=top) for one in evidence],
        "gone": [(place, mark) for place, mark in placed_marks(dossier) if mark.act == HelpedPart.Act.REMOVED],
        "offered": list(drawer.select_related("file").order_by("-added_at", "-pk")[:DRAWER_SHOWN]),
        "kinds": kind_groups(),
        "asked": next(iter(sorted(free.papers)), ""),
        "photos": ProductPhoto.objects.filter(product=dossier.product_id, removed_at__isnull=True).count(),
        "limit": settings.UPLOAD_LIMIT,
        "undo": _removed(request, dossier),
        "free": free,
    }
    return render(request, "dossiers/write/papers.html", context)


@login_required
@require_POST
def add_to_criterion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A new file, or a paper of the drawer, for one criterion."""
    dossier = own_dossier(request, pk)
    find_line(rulebook.scorecard(dossier.scorecard), code)
    return _add(request, dossier, code, reverse("dossiers:criterion", args=[pk, code]) + "#minh-chung")


@login_required
@require_POST
def set_citation(request: HttpRequest, pk: int, code: str, evidence: int) -> HttpResponse:
    """Let the criterion cite evidence of this dossier, or (`off`) no longer; the answer offers the way back."""
    dossier = own_dossier(request, pk)
    one = _evidence(dossier, evidence)
    act = uncite if request.POST.get("off") else cite
    try:
        act(dossier, one, code, actor_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if request.POST.get("off"):
            messages.success(request, _("Đã bỏ giấy khỏi tiêu chí này. Giấy vẫn nằm trong hồ sơ."))
        else:
            messages.success(request, _("Đã gắn lại giấy vào tiêu chí."))
    return redirect(reverse("dossiers:criterion", args=[pk, code]) + "#minh-chung")


@login_required
@require_POST
def detach(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Take a paper out of the dossier; it stays in the drawer, and one button puts it back with its criteria."""
    dossier = own_dossier(request, pk)
    one = _evidence(dossier, evidence)
    codes = ",".join(citation.criterion for citation in one.citations.all())
    detach_paper(dossier, one, actor_of(request))
    back = reverse("dossiers:papers", args=[pk]) + f"?bo={one.paper_id}&tc={codes}"
    messages.success(
        request, _("Đã bỏ «%(title)s» khỏi hồ sơ. Giấy vẫn còn trong ngăn giấy tờ.") % {"title": one.paper.title}
    )
    return redirect(back)


@login_required
@require_POST
def put_back(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Undo: put the paper in again and let the same criteria cite it."""
    dossier = own_dossier(request, pk)
    found = _paper(dossier, paper)
    codes = [code for code in request.POST.get("tc", "").split(",") if code]
    one = attach_paper(dossier, found, codes[0] if codes else None, actor_of(request))
    for code in codes[1:]:
        cite(dossier, one, code, actor_of(request))
    messages.success(request, _("Đã lấy lại «%(title)s».") % {"title": found.title})
    return redirect("dossiers:papers", pk=pk)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """The file itself, for everybody who may read the dossier: its producer and the offices it has come to."""
    dossier = get_dossier(actor_of(request), pk)
    return serve(_evidence(dossier, evidence).paper.file, request.user, inline=not request.GET.get("tai"))


def _evidence(dossier: Dossier, pk: int) -> Evidence:
    found = (
        Evidence.objects.filter(dossier=dossier, pk=pk)
        .select_related("paper__file", "paper__producer")
        .prefetch_related("citations")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def _removed(request: HttpRequest, dossier: Dossier) -> int | None:
    """Return the paper that was just taken out, while it can be put back."""
    asked = request.GET.get("bo", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    mine = Paper.objects.filter(pk=int(asked), producer=dossier.producer_id, removed_at__isnull=True)
    return int(asked) if mine.exclude(uses__dossier=dossier).exists() else None


def _paper(dossier: Dossier, pk: int) -> Paper:
    found = Paper.objects.filter(pk=pk, producer=dossier.producer_id, removed_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def _add(request: HttpRequest, dossier: Dossier, code: str | None, back: str) -> HttpResponse:
    """Take a file, an `upload` or a `paper` of the drawer. To `upload.js` the row as HTML or {"error"}; else a page with a message."""
    by_script = request.headers.get("HX-Request") == "true"
    try:
        evidence = _take(request, dossier, code)
    except NotFound:
        raise
    except DomainError as error:
        if by_script:
            return refuse(error)
        messages.error(request, str(error))
        return redirect(back)
    if by_script:
        fresh = _evidence(dossier, evidence.pk)
        top = head(request, dossier)
        row = papers_row(dossier, fresh, code or "", top)
        return render(request, "dossiers/write/_paper.html", {**top, "row": row, "open": True}, status=201)
    messages.success(request, format_html(_("Đã lưu «{}» vào hồ sơ."), evidence.paper.title))
    return redirect(back)


def _take(request: HttpRequest, dossier: Dossier, code: str | None) -> Evidence:
    actor = actor_of(request)
    if picked := request.POST.get("paper", ""):
        if not picked.isdecimal() or len(picked) > 18:
            raise NotFound()
        return attach_paper(dossier, _paper(dossier, int(picked)), code, actor)
    upload, sent = request.FILES.get("file"), request.POST.get("upload", "")
    if upload is None and not sent:
        raise DomainError(_("Chưa có tệp nào. Hãy chụp ảnh hoặc chọn tệp PDF rồi gửi lại."))
    data: PaperData = {"kind": request.POST.get("kind", ""), "title": request.POST.get("title", "")}
    if expires := parse("date", [request.POST.get("expires_on", "")]):
        data["expires_on"] = date.fromisoformat(expires)
    if upload is None:
        return put_sent_paper(dossier, _uuid(sent), data, code, actor)
    return put_new_paper(dossier, upload, data, code, actor)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
