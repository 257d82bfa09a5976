"""What helpers filled in, for the producer to look over: one by one, or all at one press."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from saoque import rulebook
from saoque.dossiers.actions.writing.helped import look_over
from saoque.dossiers.changes import shown_field
from saoque.dossiers.helping import placed_marks
from saoque.dossiers.models import CriterionAnswer, Dossier, Part
from saoque.dossiers.parts import Named, Place, places_of, read_named
from saoque.dossiers.queries_writing import values_of
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of, head, own_dossier
from saoque.kernel.errors import DomainError, NotFound


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helped(request: HttpRequest, pk: int) -> HttpResponse:
    """Every part with what stands there now. POST `part` looks one over and goes back to it; `all` looks all over."""
    dossier = own_dossier(request, pk)
    if request.method == "POST":
        return _look_over(request, dossier)
    placed = placed_marks(dossier)
    said = _said(dossier, [place for place, _mark in placed])
    context = {
        **head(request, dossier),
        "rows": [
            {"place": place, "mark": mark, "said": said.get((place.target, place.key), "")} for place, mark in placed
        ],
    }
    return render(request, "dossiers/help/helped.html", context)


def _look_over(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    if not rules.may(actor_of(request), "look_over", dossier):
        raise NotFound()
    named = read_named(request.POST.get("part", "")[:100]) if request.POST.get("part") else None
    count = look_over(dossier, [named] if named else None, _shown_at(request), actor_of(request))
    if count:
        messages.success(
            request,
            ngettext("Đã xem lại %(n)d chỗ.", "Đã xem lại %(n)d chỗ.", count) % {"n": count},
        )
    else:
        messages.info(request, _("Không còn chỗ nào, hoặc người giúp vừa sửa thêm. Hãy xem lại trang."))
    if named and not request.POST.get("list"):
        place = places_of(dossier, [named]).get(named)
        if place is not None:
            return redirect(place.url)
    return redirect("dossiers:helped", pk=dossier.pk)


def _shown_at(request: HttpRequest) -> datetime:
    """Return when the page was drawn on which the producer pressed. Raises `DomainError` for anything but a time."""
    try:
        found = parse_datetime(request.POST.get("shown_at", "")[:40])
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise DomainError(_("Trang này đã cũ. Hãy tải lại trang rồi làm tiếp."))
    return found


def _said(dossier: Dossier, places: list[Place]) -> dict[Named, str]:
    """Return what stands at blanks and criteria now, in words. Two queries."""
    values = values_of(dossier)
    sheet = rulebook.scorecard(dossier.scorecard)
    answers = {row.criterion: row for row in CriterionAnswer.objects.filter(dossier=dossier)}
    said: dict[Named, str] = {}
    for place in places:
        if place.target == Part.FIELD:
            said[place.target, place.key] = shown_field(dossier, place.key, values.get(place.key))[1]
        elif place.target == Part.CRITERION and (row := answers.get(place.key)):
            option = sheet.by_code[place.key].find(row.option) if row.option else None
            said[place.target, place.key] = "\n".join(
                text for text in (option.label if option else "", row.description) if text
            )
    return said
