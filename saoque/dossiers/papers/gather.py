"""Reads what the official papers are filled with. Who may have them is asked before."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from saoque import rulebook
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, Evidence, OfficialWording, Receipt
from saoque.dossiers.papers.facts import COMMUNE_KINDS, PROVINCE_KINDS, AnnexPaper, Facts, Places, ReceiptFacts
from saoque.dossiers.papers.words import short_day
from saoque.dossiers.queries_writing import answer_rows, evidence_of, values_of
from saoque.kernel.calendar import today
from saoque.rulebook import forms as law

_NOT_YET_PROPOSED = {
    DossierState.DRAFT, DossierState.FILED, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED,
}  # fmt: skip


def facts_of(dossier: Dossier, evidence: list[Evidence] | None = None) -> Facts:
    """Return everything that forms 01 to 03 of this dossier print, in seven queries."""
    decision = rulebook.scorecard(dossier.scorecard).decision
    places = places_of(dossier)
    values = values_of(dossier)
    evidence = evidence_in_order(dossier) if evidence is None else evidence
    values |= _of_form_03(dossier, decision, values, places)
    return Facts(
        decision=decision,
        scorecard=dossier.scorecard,
        kind=str(dossier.kind),
        places=places,
        values=values,
        answers={code: (row.option, row.description) for code, row in answer_rows(dossier).items()},
        annex=tuple(_annex(number, one, dossier.scorecard) for number, one in enumerate(evidence, start=1)),
        receipts=_receipts(dossier),
        wording=wording_for(dossier, decision),
        producer=dossier.producer.name,
        product=dossier.product.name,
    )


def evidence_in_order(dossier: Dossier) -> list[Evidence]:
    """Return the evidence by the first criterion that cites it, then as added; what nothing cites comes last."""
    place = {criterion.code: number for number, criterion in enumerate(rulebook.scorecard(dossier.scorecard).criteria)}
    last = len(place)

    def key(one: Evidence) -> tuple[int, int, int]:
        cited = [place.get(citation.criterion, last) for citation in one.citations.all()]
        return min(cited, default=last), one.position, one.pk

    return sorted(evidence_of(dossier), key=key)


def criteria_of(evidence: Evidence, scorecard: str) -> tuple[str, ...]:
    """Return the criteria that cite it, in the order of the scorecard."""
    cited = {citation.criterion for citation in evidence.citations.all()}
    return tuple(criterion.code for criterion in rulebook.scorecard(scorecard).criteria if criterion.code in cited)


def places_of(dossier: Dossier) -> Places:
    return Places(
        commune=dossier.commune.name,
        commune_kind=_kind(dossier.commune, COMMUNE_KINDS),
        province=dossier.province.name,
        province_kind=_kind(dossier.province, PROVINCE_KINDS),
    )


def wording_for(dossier: Dossier, decision: str) -> dict[str, str]:
    """Return key → the wording entered last: that of the province before that of the nation."""
    rows = OfficialWording.objects.filter(
        Q(province=dossier.province.code) | Q(province=""), decision=decision
    ).order_by("pk")
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.province != "", row.pk)):
        found[row.key] = row.text
    return {key: words for key, words in found.items() if words}


def statements(decision: str) -> dict[str, Any]:
    """Return key → field or section of every printed sentence whose official wording an office may enter."""
    found: dict[str, Any] = {}
    for form in law.forms(decision):
        for section in form.sections:
            if section.points and section.printed:
                found[f"{form.code}.{section.key}"] = section
            for field in section.fields:
                if field.points and field.printed:
                    found[field.path] = field
    return found


def has_form_03(dossier: Dossier) -> bool:
    """Whether the commune has proposed the dossier, so that its report belongs to it."""
    proposed = CommuneReport.objects.filter(dossier=dossier, proposed_at__isnull=False).exists()
    return proposed and dossier.state not in _NOT_YET_PROPOSED


def made_on(dossier: Dossier) -> date:
    """Return the day that the papers bear: that of the filing, before it today."""
    return dossier.filed_at.date() if dossier.filed_at else today()


def _kind(unit: Any, known: tuple[str, ...]) -> str:
    """Return the word for its kind: as recorded, else as its full name begins."""
    full = f"{unit.kind} {unit.full_name}".lower()
    return next((kind for kind in reversed(known) if full.startswith(kind) or f" {kind} " in f" {full}"), known[0])


def _of_form_03(dossier: Dossier, decision: str, values: dict[str, Any], places: Places) -> dict[str, Any]:
    report = CommuneReport.objects.filter(dossier=dossier).first() or CommuneReport(dossier=dossier)
    found: dict[str, Any] = {
        field.path: getattr(report, field.key) for field in law.form("M03", decision).section("assessment").fields
    }
    for field in law.all_fields(law.form("M03", decision)):
        if field.path not in found and field.prefill_from:
            found[field.path] = values.get(field.prefill_from) or found.get(field.prefill_from)
    found |= {
        "M03.producer_name": values.get("M02.producer_name") or dossier.producer.name,
        "M03.product_name": values.get("M01.product_name") or dossier.product.name,
        "M03.request_commune": places.commune,
        "M03.request_province": places.province,
        "M03.request_product": dossier.product.name,
        "M03.request_producer": dossier.producer.name,
    }
    return found


def _annex(number: int, one: Evidence, scorecard: str) -> AnnexPaper:
    paper = one.paper
    days = [f"cấp {short_day(paper.issued_on)}" if paper.issued_on else ""]
    days.append(f"hết hạn {short_day(paper.expires_on)}" if paper.expires_on else "")
    about = "; ".join(filter(None, (paper.number and f"số {paper.number}", paper.issuer, *days)))
    return AnnexPaper(number, paper.title, paper.evidence_code, paper.file.pages, criteria_of(one, scorecard), about)


def _receipts(dossier: Dossier) -> dict[str, ReceiptFacts]:
    rows = Receipt.objects.filter(dossier=dossier).select_related("received_by")
    return {row.office: ReceiptFacts(row.number, row.received_on, row.received_by.full_name) for row in rows}
