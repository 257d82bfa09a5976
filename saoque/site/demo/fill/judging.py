"""Storing what councils did: assessments with their results, every member's sheet, every mark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import NamedTuple, cast

from saoque import rulebook
from saoque.councils.actions.sheets import digest
from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.kernel.audit.models import AuditRecord
from saoque.site.demo.fill import words
from saoque.site.demo.fill.bulk import store, store_plain
from saoque.site.demo.fill.cases import Case, Sheet
from saoque.site.demo.fill.chain import Act, By, chained
from saoque.site.demo.fill.draw import Draw
from saoque.site.demo.fill.offices import opened_at


class Mark(NamedTuple):
    """A row of `SheetMark`."""

    sheet_id: int
    criterion: str
    option: str
    points: int
    remark: str
    chosen: bool = True
    version: int = 1


def store_judging(draw: Draw, cases: Iterable[Case]) -> int:
    """Store assessments, sheets and marks of the cases that came before a council; returns how many sheets."""
    judged = [case for case in cases if case.session is not None]
    assessments = store(Assessment, (_assessment(case) for case in judged))
    pairs = [(a, case, sheet) for a, case in zip(assessments, judged, strict=True) for sheet in case.sheets]
    sheets = store(ScoreSheet, (_sheet(draw, *pair) for pair in pairs))
    marks = [list(_marks(draw, row, pair[2], pair[1])) for row, pair in zip(sheets, pairs, strict=True)]
    store_plain(SheetMark, Mark._fields, (mark for of_one in marks for mark in of_one))
    records = [r for a, case in zip(assessments, judged, strict=True) for r in chained(a, _life(a, case))]
    for row, (_a, case, _s), given in zip(sheets, pairs, marks, strict=True):
        records += chained(row, _sheet_life(row, case, given))
    store(AuditRecord, records)
    return len(sheets)


def _assessment(case: Case) -> Assessment:
    result, session = case.result, case.session
    assert session is not None  # noqa: S101 - only cases with a session come here
    row = Assessment(session=session, dossier=case.stored, version=1 + sum(s.sealed for s in case.sheets))
    if result is None:
        return row
    row.state, row.version = Assessment.State.CLOSED, row.version + 1
    row.sheets, row.mean, row.spread = result.sheets, result.mean, result.spread
    row.stars_by_points, row.stars = result.stars_by_points, result.stars
    row.unmet = [asdict(one) for one in result.unmet]
    row.spread_reason = words.SPREAD_REASON if result.spread > session.rules.spread_limit else ""
    row.conclusion = words.CONCLUSION
    row.closed_at = next(act.at for act in case.acts if act.action == "conclude")
    return row


def _sheet(draw: Draw, assessment: Assessment, case: Case, sheet: Sheet) -> ScoreSheet:
    opened = opened_at(assessment.session)
    marked = len(sheet.options)
    return ScoreSheet(
        assessment=assessment,
        member_id=sheet.member,
        state=ScoreSheet.State.HANDED_IN if sheet.sealed else ScoreSheet.State.DRAFT,
        version=1 + marked + sheet.sealed,
        part_a=sheet.result.parts["A"],
        part_b=sheet.result.parts["B"],
        part_c=sheet.result.parts["C"],
        total=sheet.result.total,
        marked=marked,
        handed_in_at=opened + dt.timedelta(minutes=draw.whole(20, 400)) if sheet.sealed else None,
    )


def _marks(draw: Draw, row: ScoreSheet, sheet: Sheet, case: Case) -> Iterator[Mark]:
    """In the order of the scorecard; here and there with a remark."""
    by_code = rulebook.scorecard(case.owned.product.scorecard).by_code
    remarked = draw.whole(0, 99)
    for place, (criterion, option) in enumerate(sheet.options.items()):
        chosen = by_code[criterion].find(option or "")
        remark = words.REMARK if place == remarked else ""
        yield Mark(row.pk, criterion, option or "", chosen.points if chosen else 0, remark)


def _life(assessment: Assessment, case: Case) -> Iterator[Act]:
    put = next(act for act in case.acts if act.action == "put_before_council")
    data = {"session": assessment.session_id, "dossier": assessment.dossier_id, "recused": []}
    yield Act("put_dossier", put.by, put.at, after=Assessment.State.SCORING, data=data)
    if case.result is not None and assessment.closed_at is not None:
        said = {"sheets": case.result.sheets, "mean": str(case.result.mean), "stars": case.result.stars, "turn": 1}
        closed = Assessment.State.CLOSED
        yield Act(
            "close_assessment", case.bench.chair, assessment.closed_at, Assessment.State.SCORING, closed, data=said
        )


def _sheet_life(row: ScoreSheet, case: Case, marks: list[Mark]) -> Iterator[Act]:
    by, opened = By(row.member_id, case.bench.chair.unit), opened_at(row.assessment.session)
    yield Act("open_sheet", by, opened, after=ScoreSheet.State.DRAFT)
    if row.handed_in_at is not None:
        said = {
            "turn": 1,
            "total": row.total,
            "digest": digest(cast("dict[str, SheetMark]", {mark.criterion: mark for mark in marks})),
        }
        sealed = ScoreSheet.State.HANDED_IN
        yield Act("hand_in", by, row.handed_in_at, ScoreSheet.State.DRAFT, sealed, data=said)
