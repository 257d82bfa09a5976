"""The official papers of a dossier to take along: each form as PDF or Word, and the whole in one file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.dossiers.bundles import ask_bundle, get_bundle, latest_bundles, note_fetched
from saoque.dossiers.models import Dossier
from saoque.dossiers.papers.build import build
from saoque.dossiers.papers.gather import facts_of, has_form_03, made_on
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.whole import file_name
from saoque.dossiers.papers.word import CONTENT_TYPE as WORD
from saoque.dossiers.papers.word import draw_word
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of, is_own
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.rulebook import forms as law

_TYPES = {"pdf": "application/pdf", "docx": WORD}


def _for_printing(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier whose papers the actor may have; for all others it looks missing."""
    dossier = get_dossier(actor_of(request), pk)
    if not rules.may(actor_of(request), "take_papers", dossier):
        raise NotFound()
    return dossier


def _forms_for(request: HttpRequest, dossier: Dossier) -> list[str]:
    """Return the forms the actor may have: form 03 is the commune's own until it has proposed the dossier."""
    own = is_own(actor_of(request), dossier)
    return ["M01", "M02", *(["M03"] if not own or has_form_03(dossier) else [])]


@login_required
@require_safe
def official_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that can be taken along. The part that changes asks for itself again while something is being made."""
    dossier = _for_printing(request, pk)
    bundles = latest_bundles(dossier, actor_of(request))
    context = {
        "dossier": dossier,
        "own": is_own(actor_of(request), dossier),
        "forms": [law.form(code) for code in _forms_for(request, dossier)],
        "bundles": bundles,
        "waiting": any(row["waiting"] for row in bundles),
        "evidence": dossier.evidence.count(),
        "may_word": rules.may(actor_of(request), "set_wording"),
    }
    part = "_bundles.html" if request.headers.get("HX-Request") else "official.html"
    return render(request, f"dossiers/papers/{part}", context)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    ask_bundle(_for_printing(request, pk), request.POST.get("kind", ""), actor_of(request))
    messages.success(request, _("Máy đang ghép trọn bộ. Rời trang này được, xong sẽ có ở trang Hôm nay."))
    return redirect("dossiers:official_papers", pk=pk)


@login_required
@require_safe
def download(request: HttpRequest, pk: int, bundle: int) -> HttpResponseBase:
    found = get_bundle(_for_printing(request, pk), bundle, actor_of(request))
    if found.job.result is None:
        raise NotFound()
    response = serve(found.job.result, request.user, inline=False)
    note_fetched(found)
    return response


@login_required
@require_safe
def form_file(request: HttpRequest, pk: int, code: str, suffix: str) -> HttpResponse:
    """One form, made at once from what is kept now."""
    dossier = _for_printing(request, pk)
    if suffix not in _TYPES or code not in _forms_for(request, dossier):
        raise NotFound()
    paper, day = build(code, facts_of(dossier)), made_on(dossier)
    content = draw_pdf(paper, day) if suffix == "pdf" else draw_word(paper, day)
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response["Content-Disposition"] = content_disposition_header(True, file_name(dossier, suffix, code)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
