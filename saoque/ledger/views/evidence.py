"""Evidence from the ledger for one criterion of a dossier: what it says, and one tap to make and cite the paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.dossiers.models import Dossier
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.rules import rules as dossiers_rules
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.ledger.actions.evidence import look, make_statement
from saoque.ledger.evidence.criteria import find
from saoque.ledger.rules import rules
from saoque.people.actors import actor_of


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    actor = actor_of(request)
    dossier = get_dossier(actor, pk)
    if not dossiers_rules.may(actor, "open_pages", dossier) or not rules.may(actor, "make_statement", dossier.producer):
        raise NotFound()
    return dossier


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the ledger says at this criterion."""
    dossier = _dossier(request, pk)
    return _page(request, dossier, code)


@login_required
@require_POST
def make(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Make the paper, cite it, and go back to the criterion."""
    dossier = _dossier(request, pk)
    try:
        made = make_statement(dossier, code, actor=actor_of(request))
    except (NotAllowed, NotFound):
        raise NotFound() from None
    except DomainError as error:
        return _page(request, dossier, code, str(error))
    told = _("Đã đưa «%(title)s» vào hồ sơ.") % {"title": made.paper.title}
    messages.success(request, f"{told} {made.advice}")
    return redirect("dossiers:criterion", pk, code)


def _page(request: HttpRequest, dossier: Dossier, code: str, refused: str = "") -> HttpResponse:
    actor = actor_of(request)
    served = find(dossier.scorecard, code)
    if served is None:
        raise NotFound()
    statement, fault = None, refused
    try:
        statement = look(dossier, code, actor=actor)
    except DomainError as error:
        fault = str(error)
    context = {
        "dossier": dossier,
        "line": served[0],
        "statement": statement,
        "fault": fault,
        "writes": dossiers_rules.may(actor, "write", dossier),
    }
    return render(request, "ledger/evidence.html", context, status=422 if refused else 200)
