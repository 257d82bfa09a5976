"""Form 03 on screen, kept while it is typed, and on paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque import rulebook
from saoque.dossiers import deadlines, reading
from saoque.dossiers.actions import reporting
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.rules import rules
from saoque.dossiers.views.office import get_in_office
from saoque.dossiers.views.office_acts import seen
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.rulebook import forms as official


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The four contents, each beside what the producer claims and shows."""
    dossier = get_in_office(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    written = stored_report(dossier)
    editable = rules.may(actor, "write_report", dossier) and dossier.state == DossierState.COMMUNE_RECEIVED
    unsettled = dossier.return_items.exclude(state=ReturnItem.State.ACCEPTED).count()
    missing = reporting.missing_in_report(dossier, written)
    context = {
        "dossier": dossier,
        "report": written,
        "contents": contents(dossier, written),
        "editable": editable,
        "may_print": written.pk is not None and rules.may(actor, "see_personal", dossier),
        "may_take": rules.may(actor, "take_papers", dossier),
        "may_propose": rules.may(actor, "propose", dossier) and editable,
        "missing": [reporting.NAMES[name] for name in missing],
        "unsettled": unsettled,
        "samples": rulebook.scorecard(dossier.scorecard).samples_required,
        "round": deadlines.round_of(dossier, today()) if editable else None,
    }
    return render(request, "dossiers/office/report.html", context)


@login_required
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep one field. 200 {version, saved_at}; 409 {version, current, error} when somebody was faster; 422 {error}."""
    dossier = get_in_office(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    version = request.POST.get("version", "")
    try:
        kept = reporting.save_report(dossier, field, value, int(version) if version.isdigit() else 0, actor)
    except Stale as refused:
        now = stored_report(dossier)
        current = getattr(now, field, "") if field in reporting.NAMES else ""
        told = {"error": str(refused), "version": now.version, "current": "" if current is None else str(current)}
        return JsonResponse(told, status=409)
    except DomainError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    return JsonResponse({"version": kept.version, "saved_at": f"{timezone.localtime():%H:%M}"})


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the dossier to the province with the report as it was read."""
    dossier = seen(request, get_in_office(request, pk))
    actor: Actor = request.actor  # type: ignore[attr-defined]
    read_version = request.POST.get("report_version", "")
    reporting.propose(dossier, actor, report_version=int(read_version) if read_version.isdigit() else 0)
    messages.success(request, _("Đã đề nghị lên %(place)s.") % {"place": dossier.province.full_name})
    return redirect("dossiers:office_dossier", pk)


@login_required
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 03 as a page of A4. It names a person's sex, people and residence, so not everyone who reads the dossier."""
    dossier = get_in_office(request, pk)
    rules.require(request.actor, "see_personal", dossier)  # type: ignore[attr-defined]
    written = stored_report(dossier)
    form = official.form("M03", rulebook.scorecard(dossier.scorecard).decision)
    request_section = form.section("request")
    context = {
        "dossier": dossier,
        "report": written,
        "form": form,
        "general": form.section("general"),
        "assessment": form.section("assessment"),
        "lines": _general_lines(dossier, form),
        "contents": [(field, getattr(written, field.key)) for field in form.section("assessment").fields],
        "statement": request_section,
        "signature": form.section("signature"),
        "place_kind": dossier.commune.full_name.upper(),
    }
    return render(request, "dossiers/office/report_print.html", context)


def stored_report(dossier: Dossier) -> CommuneReport:
    """Return the report as stored; before anything is typed an empty one of version 1."""
    return CommuneReport.objects.filter(dossier=dossier).first() or CommuneReport(dossier=dossier)


def contents(dossier: Dossier, written: CommuneReport) -> list[dict[str, Any]]:
    """Return the four contents with their printed labels, what each must cover, and the claims that belong to it."""
    decision = rulebook.scorecard(dossier.scorecard).decision
    section = official.form("M03", decision).section("assessment")
    claims = [c for group in reading.read_claims(dossier) for c in group.claims if c.criterion.commune_report]
    return [
        {
            "field": field,
            "value": getattr(written, field.key),
            "claims": [claim for claim in claims if _content_of(claim) == field.key],
        }
        for field in section.fields
    ]


def _content_of(claim: reading.Claim) -> str:
    """Return which of the four contents a criterion marked for the commune's report speaks of."""
    codes = set(claim.criterion.evidence)
    if "M03-3" in codes:
        return "idea_origin"
    if "M03-4" in codes:
        return "local_identity"
    return "local_labour" if "E05" in codes else "local_materials"


def _general_lines(dossier: Dossier, form: official.Form) -> list[list[dict[str, Any]]]:
    """Return part I line by line as it is printed, filled from form 02 and from what is known of the producer."""
    stored = dict(dossier.values.values_list("path", "value"))
    producer = dossier.producer
    known = {
        "producer_name": producer.name,
        "organisation_type": producer.legal_form,
        "address": ", ".join(part for part in (producer.address_line, producer.commune.full_name) if part),
        "representative_full_name": producer.representative_name,
        "representative_sex": producer.representative_sex,
        "representative_ethnicity": producer.representative_ethnicity,
        "representative_residence": producer.representative_residence,
        "product_name": dossier.product.name,
    }
    lines: list[list[dict[str, Any]]] = []
    for field in official.all_fields(form.section("general"), groups=True):
        raw = stored.get(field.prefill_from or "") or known.get(field.key)
        blank = {"field": field, "value": reading.show(field, raw), "head": field.kind == "group"}
        if field.same_line and lines:
            lines[-1].append(blank)
        else:
            lines.append([blank])
    return lines
