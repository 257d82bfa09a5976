"""The page of the way to the next star."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.dossiers.queries_writing import answers_of
from saoque.dossiers.standing import standing_of
from saoque.dossiers.views.writing.common import head, own_dossier
from saoque.dossiers.way_help import helps_for
from saoque.dossiers.way_up import way_up
from saoque.kernel.calendar import today

STARS = (3, 4, 5)
WAYS = {
    "it-tieu-chi": ("criteria", _("Ít việc nhất")),
    "it-tien": ("money", _("Ít tiền nhất")),
    "nhanh": ("time", _("Nhanh nhất")),
}


@login_required
@require_safe
def next_star(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the smallest set of changes to the chosen star; `?sao=` chooses the star, `?theo=` what is smallest."""
    dossier = own_dossier(request, pk)
    sheet = rulebook.scorecard(dossier.scorecard)
    answers = answers_of(dossier)
    standing = standing_of(sheet, answers)
    star = _star(request.GET.get("sao", ""), standing.target or STARS[-1])
    way = request.GET.get("theo", "")
    way = way if way in WAYS else "it-tieu-chi"
    up = way_up(sheet, answers, star, WAYS[way][0], today())
    context = {
        **head(request, dossier),
        "sheet": sheet,
        "standing": standing,
        "star": star,
        "stars": [one for one in STARS if one > standing.stars],
        "ways": [(key, name) for key, (_by, name) in WAYS.items()],
        "way": way,
        "up": up,
        "helps": helps_for(dossier, up.steps, today()),
        "today": today(),
    }
    return render(request, "dossiers/write/next_star.html", context)


def _star(asked: str, usual: int) -> int:
    return int(asked) if asked in {str(star) for star in STARS} else usual
