from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.certificates import actions
from saoque.certificates.forms import OUTCOME_LABELS, DecisionForm, RevocationForm
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.certificates.queries import ToSign, certificate_by_code, waiting_for
from saoque.certificates.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.people.recent import recently_signed_in


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


@login_required
def sign_list(request: HttpRequest) -> HttpResponse:
    """Results that wait for this signer, grouped by what can be decided."""
    actor = rules.require(_actor(request), "sign_list")
    rows = waiting_for(actor)
    groups = [
        {
            "outcome": outcome.value,
            "label": OUTCOME_LABELS[outcome],
            "rows": [row for row in rows if row.choices[0] == outcome],
        }
        for outcome in Outcome
    ]
    return render(
        request, "certificates/sign_list.html", {"groups": [g for g in groups if g["rows"]], "labels": OUTCOME_LABELS}
    )


@login_required
@recently_signed_in
def sign(request: HttpRequest) -> HttpResponse:
    """Confirm one decision for the chosen dossiers; asks for a recent sign-in, because it is a legal act."""
    actor = rules.require(_actor(request), "sign_list")
    sent = request.POST if request.method == "POST" else request.GET
    outcome = _outcome(sent.get("outcome", ""))
    rows = [row for row in waiting_for(actor, _numbers(sent.getlist("dossiers"))) if outcome in row.choices]
    pks = [row.dossier.pk for row in rows]
    initial = {"outcome": outcome.value, "dossiers": pks, "signed_on": today()}
    form = DecisionForm(request.POST if "number" in request.POST else None, pks=pks, initial=initial)
    if form.is_bound and form.is_valid():
        decision = _decide(actor, rows, form)
        if decision:
            messages.success(request, decision)
            return redirect("certificates:sign_list")
    context = {"form": form, "rows": rows, "outcome": outcome, "label": OUTCOME_LABELS[outcome]}
    return render(request, "certificates/sign.html", context, status=422 if form.errors else 200)


def _decide(actor: Actor, rows: list[ToSign], form: DecisionForm) -> str:
    chosen = set(form.cleaned_data["dossiers"])
    dossiers = [row.dossier for row in rows if row.dossier.pk in chosen]
    signature = actions.Signature(form.cleaned_data["number"], form.cleaned_data["signed_on"])
    try:
        decision = actions.decide(actor, dossiers, Outcome(form.cleaned_data["outcome"]), signature)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return ""
    return ngettext(
        "Đã ký quyết định %(number)s cho %(count)d sản phẩm.",
        "Đã ký quyết định %(number)s cho %(count)d sản phẩm.",
        len(dossiers),
    ) % {"number": decision.number, "count": len(dossiers)}


@login_required
@recently_signed_in
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    certificate = certificate_by_code(code)
    if certificate is None or not rules.may(_actor(request), "revoke", certificate):
        raise Http404
    grounds = actions.revocation_grounds(certificate.scorecard)
    form = RevocationForm(request.POST or None, grounds=grounds, initial={"signed_on": today()})
    if request.method == "POST" and form.is_valid() and _revoke(_actor(request), certificate, form):
        messages.success(request, _("Đã thu hồi giấy chứng nhận %(number)s.") % {"number": certificate.number})
        return redirect("certificate", code=certificate.code)
    context = {"form": form, "certificate": certificate}
    return render(request, "certificates/revoke.html", context, status=422 if form.errors else 200)


def _revoke(actor: Actor, certificate: Certificate, form: RevocationForm) -> bool:
    signature = actions.Signature(form.cleaned_data["number"], form.cleaned_data["signed_on"])
    try:
        actions.revoke(actor, certificate, form.cleaned_data["ground"], signature)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


def _outcome(value: str) -> Outcome:
    try:
        return Outcome(value)
    except ValueError:
        raise Http404 from None


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19][:500]
