"""The list of dossiers: producers see their own, offices what has come to them."""

from importlib import import_module

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saoque.dossiers.views.writing.pages import own_list
from saoque.people.roles import YOUTH_ROLES, Role


@login_required
def list_dossiers(request: HttpRequest) -> HttpResponse:
    """Dispatch by role; who is both producer and officer chooses with `?cua=don-vi`."""
    actor = request.actor  # type: ignore[attr-defined]
    offices = actor.has(
        Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR,
    )  # fmt: skip
    if actor.has(*YOUTH_ROLES) and not offices and not actor.has(Role.PRODUCER):
        return redirect("dossiers:helping")
    wants_office = request.GET.get("cua") == "don-vi"
    if offices and (wants_office or not actor.has(Role.PRODUCER)):
        office = import_module("saoque.dossiers.views.office")
        answer: HttpResponse = office.office_list(request)
        return answer
    return own_list(request)
