"""How each contradiction is found: every function yields the words of one sentence and the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from saoque.dossiers.addresses import criterion_url, field_url
from saoque.dossiers.gap import aim_of
from saoque.dossiers.readiness.facts import Facts
from saoque.dossiers.standing import LEAST_RECOGNISED
from saoque.kernel.text import fold
from saoque.knowledge.papers import kinds_for
from saoque.producers.models import LegalForm
from saoque.rulebook import forms, stars_by_points
from saoque.rulebook.procedure import add_months
from saoque.rulebook.shapes import Criterion

# The words that fill the sentence, and the place to mend it.
Found = Iterator[tuple[Mapping[str, Any], str]]
REGISTRATIONS: Mapping[str, tuple[str, ...]] = {
    "household_registration": (LegalForm.REGISTERED_HOUSEHOLD, LegalForm.PRODUCING_HOUSEHOLD, LegalForm.FARM),
    "enterprise_registration": (LegalForm.ENTERPRISE,),
    "cooperative_registration": (LegalForm.COOPERATIVE,),
    "cooperative_group_registration": (LegalForm.COOPERATIVE_GROUP,),
}
_MAJORITY, _BILINGUAL = "kinh", ("ingredients", "net", "product", "expiry", "storage", "origin", "made", "use", "best")
_STEADY_MONTHS = 12  # the rung's own words: «đã thực hiện ổn định từ 12 tháng tính đến lúc đăng ký»


def _line(facts: Facts, begins: str) -> Criterion | None:
    """The criterion whose name begins so, when it is answered with points."""
    return next((line for line, option in facts.chosen() if option.points and line.name.startswith(begins)), None)


def registration_paper(facts: Facts) -> Found:
    """A registration of another legal form than the declared one, and none of its own."""
    declared = facts.values.get("M02.organisation_type")
    held = [paper for paper in facts.papers if paper.kind in REGISTRATIONS]
    if declared in LegalForm.values and held and not any(declared in REGISTRATIONS[paper.kind] for paper in held):
        words = {"form": LegalForm(declared).label, "title": held[0].title}
        yield words, field_url(facts.dossier, "M02.organisation_type")


def registration_number(facts: Facts) -> Found:
    told = fold(str(facts.values.get("M02.registration_number") or "")).replace(" ", "")
    numbers = [paper for paper in facts.papers if paper.kind in REGISTRATIONS and paper.number]
    if told and numbers and told not in {fold(paper.number).replace(" ", "") for paper in numbers}:
        words = {
            "told": facts.values["M02.registration_number"],
            "title": numbers[0].title,
            "number": numbers[0].number,
        }
        yield words, field_url(facts.dossier, "M02.registration_number")


def address(facts: Facts) -> Found:
    """The commune of the producer as it is registered must stand in the address of both forms."""
    commune = facts.dossier.commune
    for path in ("M01.contact_address", "M02.address"):
        told = str(facts.values.get(path) or "")
        if told and f" {fold(commune.name)} " not in f" {fold(told)} ":
            yield {"told": told, "commune": commune.full_name}, field_url(facts.dossier, path)


def name(facts: Facts) -> Found:
    told, name = str(facts.values.get("M01.unit_name") or ""), facts.dossier.producer.name
    if told and fold(told) != fold(name):
        yield {"told": told, "name": name}, field_url(facts.dossier, "M01.unit_name")


def representative(facts: Facts) -> Found:
    """Criterion 3.2 counts a woman, an ethnic minority or a disability: the form must say one of them."""
    line = _line(facts, "Đại diện pháp luật")
    values = facts.values
    group = fold(str(values.get("M02.representative_ethnicity") or ""))
    some = (
        values.get("M02.representative_sex") == "female"
        or (group and group != _MAJORITY)
        or values.get("M02.representative_disability") == "declared"
    )
    if line and values.get("M02.representative_sex") and group and not some:
        yield {"code": line.code}, criterion_url(facts.dossier, line.code)


def ticked(facts: Facts) -> Found:
    """Boxes of form 02 that say a paper exists while the dossier holds none of its row."""
    ticked = facts.values.get("M02.existing_papers") or []
    rows = {row for paper in facts.papers if facts.holds(paper) for row in _rows_of(paper.kind)}
    for choice in forms.form_field("M02.existing_papers", facts.sheet.decision).choices:
        if choice.key in ticked and choice.evidence and rows.isdisjoint(choice.evidence):
            yield {"label": choice.label}, reverse("dossiers:papers", args=[facts.dossier.pk])


def not_ticked(facts: Facts) -> Found:
    """Papers in the dossier whose box in form 02 is empty."""
    ticked = set(facts.values.get("M02.existing_papers") or [])
    choices = forms.form_field("M02.existing_papers", facts.sheet.decision).choices
    rows = {row for choice in choices if choice.key in ticked for row in choice.evidence}
    asked = {row for choice in choices for row in choice.evidence}
    for row in sorted(asked - rows):
        paper = next((paper for paper in facts.papers if paper.evidence_code == row), None)
        if paper and ticked:
            yield {"title": paper.title}, field_url(facts.dossier, "M02.existing_papers")


def _rows_of(kind: str) -> tuple[str, ...]:
    return next((one.evidence for one in kinds_for([f"E{n:02d}" for n in range(1, 16)]) if one.code == kind), ())


def growth(facts: Facts) -> Found:
    """Growth is claimed, while the table of form 02 shows a last year below the one before."""
    line = _line(facts, "Tăng trưởng")
    rows = facts.values.get("M02.revenue_since_recognition") or []
    told = sorted((int(row["year"]), float(row["amount"])) for row in rows if _is_number(row, "year", "amount"))
    if line and len(told) > 1 and told[-1][1] < told[-2][1]:
        yield {"code": line.code, "year": told[-1][0], "before": told[-2][0]}, criterion_url(facts.dossier, line.code)


def profit(facts: Facts) -> Found:
    line, profit = _line(facts, "Tăng trưởng"), _number(facts, "M02.profit")
    if line and profit is not None and profit <= 0:
        yield {"code": line.code}, field_url(facts.dossier, "M02.profit")


def profit_above_revenue(facts: Facts) -> Found:
    revenue, profit = _number(facts, "M02.revenue"), _number(facts, "M02.profit")
    if revenue is not None and profit is not None and profit > revenue:
        yield {}, field_url(facts.dossier, "M02.profit")


def linkage(facts: Facts) -> Found:
    """Twelve steady months are claimed, while every contract is younger."""
    found = next(((line, option) for line, option in facts.chosen() if "ổn định từ 12 tháng" in option.label), None)
    contracts = [p for p in facts.of_kinds(["linkage_contract"]) if p.issued_on]
    if found and contracts and all(_younger(paper.issued_on, facts.day) for paper in contracts):
        oldest = min(contracts, key=lambda paper: paper.issued_on or facts.day)
        words = {"code": found[0].code, "title": oldest.title, "day": oldest.issued_on.strftime("%d/%m/%Y")}  # type: ignore[union-attr]
        yield words, criterion_url(facts.dossier, found[0].code) + "#minh-chung"


def _younger(day: date | None, now: date) -> bool:
    return day is not None and add_months(day, _STEADY_MONTHS) > now


def bilingual(facts: Facts) -> Found:
    line = _line(facts, "Ghi nhãn song ngữ")
    if line and facts.label and not set(fold(facts.label.text).split()) & set(_BILINGUAL):
        yield {"code": line.code}, criterion_url(facts.dossier, line.code)


def barcode(facts: Facts) -> Found:
    if facts.label and facts.label.gtin and not facts.of_kinds(["barcode_certificate"]):
        yield {"gtin": facts.label.gtin}, reverse("dossiers:papers", args=[facts.dossier.pk])


def aim(facts: Facts) -> Found:
    """An upgrade or a re-assessment asks for a star that the self-assessment does not reach."""
    kept, aim = facts.dossier.self_stars, aim_of(facts.dossier)
    if facts.dossier.kind != facts.dossier.Kind.FIRST and facts.answers and kept < aim:
        yield {"aim": aim, "stars": kept}, reverse("dossiers:next_star", args=[facts.dossier.pk])


def points_above_star(facts: Facts) -> Found:
    """The points alone would bring more stars than the marks let through."""
    by_points = stars_by_points(facts.sheet.decision, facts.dossier.self_total)
    if facts.answers and by_points >= LEAST_RECOGNISED and by_points > facts.dossier.self_stars:
        words = {"total": facts.dossier.self_total, "points": by_points, "stars": facts.dossier.self_stars}
        yield words, reverse("dossiers:next_star", args=[facts.dossier.pk])


def printed_star(facts: Facts) -> Found:
    """The kept label already prints the star that the dossier only applies for."""
    printed = facts.label.claimed if facts.label else None
    if printed and facts.answers and printed > facts.dossier.self_stars:
        yield (
            {"printed": printed, "stars": facts.dossier.self_stars},
            reverse("producers:label", args=[facts.dossier.product_id]),
        )


def _number(facts: Facts, path: str) -> float | None:
    try:
        return float(str(facts.values.get(path) or ""))
    except ValueError:
        return None


def _is_number(row: Any, *keys: str) -> bool:
    return isinstance(row, dict) and all(str(row.get(key) or "").replace(".", "", 1).isdigit() for key in keys)
