"""«Phần còn thiếu», and taking along what the earlier dossier already says."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import Carried, carry_over
from saoque.dossiers.gap import gap_of
from saoque.dossiers.models import DossierState
from saoque.dossiers.queries_writing import earlier_of
from saoque.dossiers.views.writing.common import actor_of, head, own_dossier
from saoque.kernel.errors import NotFound


@login_required
@require_safe
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    """Only what is missing: marks of the next star, papers that ran out, empty blanks."""
    dossier = own_dossier(request, pk)
    sheet = rulebook.scorecard(dossier.scorecard)
    context = {
        **head(request, dossier),
        "sheet": sheet,
        "gap": gap_of(dossier),
        "drafting": dossier.state == DossierState.DRAFT,
    }
    return render(request, "dossiers/write/gap.html", context)


@login_required
@require_POST
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take along what the earlier dossier says."""
    dossier = own_dossier(request, pk)
    source = earlier_of(dossier)
    if source is None:
        raise NotFound()
    messages.success(request, carried_words(carry_over(dossier, source, actor_of(request))))
    return redirect("dossiers:gap", pk=pk)


def carried_words(carried: Carried) -> str:
    return _("Đã mang sang %(answers)d câu trả lời, %(fields)d ô đã khai và %(papers)d giấy còn hạn.") % {
        "answers": carried.answers,
        "fields": carried.fields,
        "papers": carried.papers,
    }
