"""Storing dossiers with what the producer wrote, what was handed in, and what the offices added."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db.models import Max

from saoque import rulebook
from saoque.dossiers.actions.writing.filing import digest_of
from saoque.dossiers.models import (
    CommuneReport,
    CriterionAnswer,
    Dossier,
    DossierState,
    FieldValue,
    Filing,
    ProductNumber,
    Receipt,
    ReturnItem,
)
from saoque.kernel.audit.models import AuditRecord
from saoque.places.models import AdminUnit
from saoque.producers.models import Product
from saoque.rulebook import procedure
from saoque.site.demo.fill import words
from saoque.site.demo.fill.bulk import moment, store, store_plain
from saoque.site.demo.fill.cases import Case
from saoque.site.demo.fill.chain import Act, chained
from saoque.site.demo.fill.course import NO_DEADLINE
from saoque.site.demo.fill.draw import Draw

S = DossierState
_ANSWER = ("dossier_id", "criterion", "option", "description", "version", "changed_by_id", "changed_at")
_RETURNS = {S.COMMUNE_RETURNED: "commune", S.AGENCY_RETURNED: "province"}
_OFFICES = {"receive_at_commune": "commune", "receive_at_agency": "province"}


@dataclass
class Numbers:
    """Running numbers already given: products per commune, receipts per unit and year."""

    home: AdminUnit
    products: Counter[str] = field(default_factory=Counter)
    receipts: Counter[tuple[int, int]] = field(default_factory=Counter)

    @classmethod
    def of(cls, home: AdminUnit) -> Numbers:
        """Go on after the numbers that other data has used."""
        used = ProductNumber.objects.values_list("commune_code").annotate(last=Max("serial")).order_by()
        return cls(home, Counter(dict(used)))


def store_dossiers(draw: Draw, cases: list[Case], numbers: Numbers) -> None:
    """Store the dossiers of a batch and all rows that hang on them alone; each case then knows its row."""
    for case, row in zip(cases, [_dossier(draw, case, numbers) for case in cases], strict=True):
        case.dossier = row
    store(Dossier, (case.stored for case in cases))
    store(FieldValue, (row for case in cases for row in _values(case)))
    store_plain(CriterionAnswer, _ANSWER, (row for case in cases for row in _answers(case)))
    filed = [case for case in cases if case.stored.filed_at is not None]
    filings = store(Filing, (_filing(case) for case in filed))
    digests = {filing.dossier_id: filing.digest for filing in filings}
    receipts = store(Receipt, (row for case in cases for row in _receipts(case, numbers)))
    store(ProductNumber, (_number(case) for case in cases if case.stored.product_code))
    store(CommuneReport, (_report(draw, case) for case in cases if _at(case, "propose")))
    store(ReturnItem, (row for case in cases if case.state in _RETURNS for row in _items(draw, case)))
    told = {(r.dossier_id, r.office): r.number for r in receipts}
    store(AuditRecord, (row for case in cases for row in chained(case.stored, _told(case, digests, told))))
    locked = [case.stored.product_id for case in filed if case.state != S.WITHDRAWN]
    Product.objects.filter(pk__in=locked).update(set_locked=True)


def _dossier(draw: Draw, case: Case, numbers: Numbers) -> Dossier:
    owned, filed, begun = case.owned, _at(case, "file"), case.acts[0].at
    code = ""
    if _at(case, "receive_at_commune"):
        numbers.products[owned.commune.code] += 1
        code = f"{numbers.home.code}-{owned.commune.code}-{numbers.products[owned.commune.code]:02d}-{begun.year}"
    waits = case.state not in NO_DEADLINE and case.signed is None
    dossier = Dossier(
        product=owned.product,
        producer=owned.producer,
        commune=owned.commune,
        province=numbers.home,
        kind=Dossier.Kind.FIRST,
        scorecard=owned.product.scorecard,
        state=case.state,
        level=case.level,
        version=len(case.acts),
        year=begun.year,
        product_code=code,
        self_a=case.own.parts["A"],
        self_b=case.own.parts["B"],
        self_c=case.own.parts["C"],
        self_total=case.own.total,
        self_stars=case.own.stars,
        answered=len(case.answers),
        filed_at=filed.at if filed else None,
        due_on=draw.last + dt.timedelta(days=draw.whole(-6, 25)) if waits else None,
    )
    return dossier


def _values(case: Case) -> Iterator[FieldValue]:
    user = case.owned.user
    for path, value in _fields(case).items():
        yield FieldValue(dossier=case.stored, path=path, value=value, changed_by_id=user)


def _fields(case: Case) -> dict[str, Any]:
    """What the forms begin with from the records, and a few words of the producer's own."""
    dossier, producer, product = case.stored, case.owned.producer, case.owned.product
    entry = rulebook.product_set(product.scorecard)
    year = dossier.year - 3 - producer.pk % 20
    own = {path: text.format(year=year, n=3 + producer.pk % 30) for path, text in words.FORM_TEXTS.items()}
    return {
        "M01.province": dossier.province.name,
        "M01.year": str(dossier.year),
        "M01.unit_name": producer.name,
        "M01.legal_representative_name": producer.representative_name,
        "M01.contact_address": f"{producer.address_line}, {dossier.commune.full_name}, {dossier.province.full_name}",
        "M01.phone": producer.phone,
        "M01.product_name": product.name,
        "M01.group": entry.group,
        "M01.registration_type": str(dossier.kind),
        "M02.organisation_type": str(producer.legal_form),
        "M02.product_description": f"{product.name}\n{product.summary}",
        **own,
    }


def _answers(case: Case) -> Iterator[tuple[Any, ...]]:
    at = moment(case.acts[0].at)
    for criterion, option in case.answers.items():
        yield case.stored.pk, criterion, option or "", "", 1, case.owned.user, at


def _filing(case: Case) -> Filing:
    dossier, filed = case.stored, _at(case, "file")
    assert filed is not None  # noqa: S101 - only filed dossiers come here
    snapshot = {
        "scorecard": dossier.scorecard,
        "kind": str(dossier.kind),
        "product": case.owned.product.name,
        "producer": case.owned.producer.name,
        "commune": dossier.commune.full_name,
        "fields": _fields(case),
        "answers": {code: _answer(dossier.scorecard, code, option or "") for code, option in case.answers.items()},
        "points": {**dict(case.own.parts), "total": case.own.total},
        "stars": case.own.stars,
    }
    return Filing(
        dossier=dossier,
        sequence=1,
        filed_at=filed.at,
        filed_by_id=case.owned.user,
        manifest=[],
        snapshot=snapshot,
        digest=digest_of([], snapshot),
    )


@cache
def _answer(scorecard: str, criterion: str, option: str) -> dict[str, Any]:
    found = rulebook.scorecard(scorecard).by_code[criterion].find(option)
    assert found is not None  # noqa: S101 - the options were taken from the scorecard
    return {"option": option, "label": found.label, "points": found.points, "description": ""}


def _receipts(case: Case, numbers: Numbers) -> Iterator[Receipt]:
    for act in case.acts:
        if act.action not in _OFFICES:
            continue
        day = act.at.date()
        numbers.receipts[act.by.unit, day.year] += 1
        serial = numbers.receipts[act.by.unit, day.year]
        place = f"{numbers.home.code}-{case.owned.commune.code}"
        yield Receipt(
            dossier=case.stored,
            office=_OFFICES[act.action],
            unit_id=act.by.unit,
            serial=serial,
            year=day.year,
            number=f"{serial:02d}-{_round_number(day)}/PĐK-{place}-{day.year}",
            received_on=day,
            received_by_id=act.by.user,
        )


@cache
def _round_number(day: dt.date) -> int:
    return procedure.next_round(day, "province").number


def _number(case: Case) -> ProductNumber:
    serial = int(case.stored.product_code.split("-")[2])
    return ProductNumber(product_id=case.stored.product_id, commune_code=case.owned.commune.code, serial=serial)


def _report(draw: Draw, case: Case) -> CommuneReport:
    proposed = _at(case, "propose")
    assert proposed is not None  # noqa: S101 - only proposed dossiers come here
    said = {name: text.format(commune=case.owned.commune.full_name) for name, text in words.REPORT_TEXTS.items()}
    return CommuneReport(
        dossier=case.stored,
        **said,
        report_number=f"{draw.whole(1, 400)}/BC-THU",
        signer_name="Người thử",
        signer_position="Chủ tịch UBND (thử)",
        samples=rulebook.scorecard(case.stored.scorecard).samples_required,
        written_by_id=proposed.by.user,
        version=9,
        proposed_at=proposed.at,
    )


def _items(draw: Draw, case: Case) -> Iterator[ReturnItem]:
    for criterion in draw.random.sample(list(case.answers), 2):
        yield ReturnItem(
            dossier=case.stored,
            office=_RETURNS[case.state],
            target=ReturnItem.Target.CRITERION,
            key=criterion,
            reason=draw.one(words.RETURN_REASONS),
            due_on=case.stored.due_on or draw.last,
            opened_by_id=case.acts[-1].by.user,
        )


def _told(case: Case, digests: dict[int, str], receipts: dict[tuple[int, str], str]) -> Iterable[Act]:
    """The acts with what each of them says."""
    for act in case.acts:
        pk, data = case.stored.pk, dict(act.data)
        if act.action == "file":
            data = {"filing": 1, "digest": digests[pk], "points": case.own.total}
        elif act.action in _OFFICES:
            data = {"receipt": receipts[pk, _OFFICES[act.action]], "product_code": case.stored.product_code}
        elif act.action == "conclude" and case.result is not None:
            data = {"mean": str(case.result.mean), "stars": case.result.stars}
        yield replace(act, data=data)


def _at(case: Case, action: str) -> Act | None:
    return next((act for act in case.acts if act.action == action), None)
