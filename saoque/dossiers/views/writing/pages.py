"""The producer's own list, beginning a dossier, and the dossier's home with its road."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque import rulebook
from saoque.dossiers.actions.writing import begin_dossier, carry_over
from saoque.dossiers.actions.writing.begin import refusal, window_of
from saoque.dossiers.completeness import HELPED
from saoque.dossiers.consents import covering
from saoque.dossiers.flow import OPEN_TO_PRODUCER, flow
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.queries_writing import (
    answers_of,
    current_returns,
    earlier_dossier,
    earlier_of,
    filings_of,
    get_product,
    own_dossiers,
    own_products_without_open,
    values_of,
)
from saoque.dossiers.readiness import Readiness, check_readiness
from saoque.dossiers.road import comes_next, road_of, who_has
from saoque.dossiers.rules import rules
from saoque.dossiers.standing import standing_of
from saoque.dossiers.talk import open_counts
from saoque.dossiers.views.writing.common import actor_of, is_own, own_dossier, say
from saoque.dossiers.views.writing.gap import carried_words
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError

PER_PAGE = 20
MOST_PRODUCTS = 50


def own_list(request: HttpRequest) -> HttpResponse:
    """The dossiers of one's own producers, and the products that may begin one."""
    actor = actor_of(request)
    page = Paginator(own_dossiers(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"dossier": one, "who": who_has(one), "state": one.get_state_display()} for one in page.object_list]
    products = list(own_products_without_open(actor)[:MOST_PRODUCTS])
    return render(request, "dossiers/write/list.html", {"page": page, "rows": rows, "products": products})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, product: int) -> HttpResponse:
    """Choose the kind of registration, with what each needs, and open the dossier."""
    actor = actor_of(request)
    subject = get_product(actor, product)
    error, chosen = "", request.POST.get("kind", "")
    earlier = earlier_dossier(subject.pk)
    if request.method == "POST":
        try:
            dossier = begin_dossier(actor, subject, chosen)
            carried = carry_over(dossier, earlier, actor) if earlier and request.POST.get("carry") else None
        except DomainError as refused:
            error = str(refused)
        else:
            if carried:
                messages.success(request, carried_words(carried))
                return redirect("dossiers:gap", pk=dossier.pk)
            messages.success(request, _("Đã mở hồ sơ và điền sẵn những gì hệ thống biết. Hãy xem lại từng phần."))
            return redirect("dossiers:home", pk=dossier.pk)
    day = today()
    kinds = [{"key": key, "label": label, "why_not": refusal(subject, key, day)} for key, label in Dossier.Kind.choices]
    context = {
        "product": subject,
        "sheet": rulebook.scorecard(subject.scorecard),
        "kinds": kinds,
        "chosen": chosen or next((k["key"] for k in kinds if not k["why_not"]), ""),
        "window": window_of(subject, subject.scorecard),
        "earlier": earlier,
        "carry": request.method != "POST" or bool(request.POST.get("carry")),
        "error": error,
    }
    return render(request, "dossiers/write/begin.html", context, status=422 if error else 200)


@login_required
@require_safe
def home(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier's home: the road, what to do now, its parts. Whoever may read the dossier may see it."""
    dossier = get_dossier(actor_of(request), pk)
    actor = actor_of(request)
    mine = is_own(actor, dossier)
    own = mine or rules.may(actor, "open_pages", dossier)
    sheet = rulebook.scorecard(dossier.scorecard)
    values = values_of(dossier)
    parts = [
        {
            "station": station,
            "url": reverse("dossiers:station", args=[dossier.pk, station.form, station.key]),
            "filled": sum(1 for path in station.paths if values.get(path) not in (None, "", [])),
            "required": sum(1 for f in station.fields if f.need == "required" and not values.get(f.path)),
        }
        for station in stations(dossier.scorecard, dossier.kind)
    ]
    writing = own and dossier.state in OPEN_TO_PRODUCER
    found = check_readiness(dossier) if writing else Readiness()
    context = {
        "dossier": dossier,
        "own": own,
        "writing": writing,
        "drafting": own and dossier.state == DossierState.DRAFT,
        "returned": writing and dossier.state != DossierState.DRAFT,
        "road": road_of(dossier),
        "who": who_has(dossier),
        "next": comes_next(dossier),
        "sheet": sheet,
        "parts": parts,
        "standing": standing_of(sheet, answers_of(dossier)),
        "found": found,
        "unseen": sum(1 for finding in found.look if finding.code == HELPED),
        "talk": sum(open_counts(actor, dossier).values()),
        "may_talk": rules.may(actor, "talk", dossier),
        "helping": own and not mine,
        "helpers": list(covering(dossier)) if mine else [],
        "earlier": earlier_of(dossier) if own and dossier.state == DossierState.DRAFT else None,
        "evidence_count": dossier.evidence.count(),
        "filings": filings_of(dossier),
        "returns": current_returns(dossier),
        "may_withdraw": mine and flow.allows("withdraw", dossier.state),
        "window": window_of(dossier.product, dossier.scorecard) if dossier.kind == Dossier.Kind.REASSESSMENT else None,
    }
    return render(request, "dossiers/write/home.html", context)


@login_required
@require_safe
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses of everything a phone needs to fill in this dossier without a line: {"pages": […]}."""
    dossier = own_dossier(request, pk)
    sheet = rulebook.scorecard(dossier.scorecard)
    pages = [reverse("dossiers:home", args=[pk]), reverse("dossiers:assessment", args=[pk])]
    pages += [reverse("dossiers:criterion", args=[pk, line.code]) for line in sheet.criteria]
    pages += [
        reverse("dossiers:station", args=[pk, one.form, one.key]) for one in stations(dossier.scorecard, dossier.kind)
    ]
    pages.append(reverse("dossiers:papers", args=[pk]))
    return say({"pages": pages})
