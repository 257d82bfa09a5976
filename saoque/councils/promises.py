"""What the room promises about its data: totals follow from marks, results from sealed sheets, states from conclusions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import Exists, OuterRef, QuerySet

from saoque.councils.actions.closing import reckon_again
from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.invariants import invariant
from saoque.rulebook import score, scorecard

CHUNK = 500


@invariant
def sheets_follow_from_their_marks() -> Iterator[str]:
    """Sheets without a single mark row are not asked: a bulk import may bring totals alone."""
    sheets = ScoreSheet.objects.filter(Exists(SheetMark.objects.filter(sheet=OuterRef("pk")))).order_by("pk")
    chunk: list[ScoreSheet] = []
    for sheet in sheets.select_related("assessment__dossier").iterator(chunk_size=CHUNK):
        chunk.append(sheet)
        if len(chunk) == CHUNK:
            yield from _check_sheets(chunk)
            chunk = []
    yield from _check_sheets(chunk)


def _check_sheets(sheets: list[ScoreSheet]) -> Iterator[str]:
    marks: dict[int, list[SheetMark]] = defaultdict(list)
    for mark in SheetMark.objects.filter(sheet__in=[sheet.pk for sheet in sheets]):
        marks[mark.sheet_id].append(mark)
    for sheet in sheets:
        yield from _check_sheet(sheet, marks[sheet.pk])


def _check_sheet(sheet: ScoreSheet, marks: list[SheetMark]) -> Iterator[str]:
    card = scorecard(sheet.assessment.dossier.scorecard)
    for mark in marks:
        option = card.by_code[mark.criterion].find(mark.option) if mark.option else None
        if mark.points != (option.points if option else 0):
            yield f"sheet {sheet.pk}: {mark.criterion} has {mark.points} points for option «{mark.option}»"
    chosen = {mark.criterion: mark.option or None for mark in marks if mark.chosen}
    result = score(card, chosen)
    fresh = (*(result.parts.get(part, 0) for part in "ABC"), result.total, len(chosen))
    kept = (sheet.part_a, sheet.part_b, sheet.part_c, sheet.total, sheet.marked)
    if fresh != kept:
        yield f"sheet {sheet.pk}: A, B, C, total and marked are {kept}, the marks give {fresh}"
    if sheet.state == ScoreSheet.State.HANDED_IN and len(chosen) != len(card.criteria):
        yield f"sheet {sheet.pk}: handed in with {len(chosen)} of {len(card.criteria)} criteria"


@invariant
def conclusions_follow_from_their_sheets() -> Iterator[str]:
    closed = Assessment.objects.filter(state=Assessment.State.CLOSED).order_by("pk")
    for assessment in closed.select_related("session__rules", "dossier").iterator(chunk_size=CHUNK):
        result = reckon_again(assessment)
        if result is None:
            continue
        fresh = (result.sheets, result.mean, result.spread, result.stars_by_points, result.stars)
        kept = (
            assessment.sheets,
            assessment.mean,
            assessment.spread,
            assessment.stars_by_points,
            assessment.stars,
        )
        if fresh != kept:
            yield f"assessment {assessment.pk}: concluded with {kept}, the sheets give {fresh}"
        if assessment.unmet != [asdict(one) for one in result.unmet]:
            yield f"assessment {assessment.pk}: what lacks for the next star is not what the sheets give"


@invariant
def dossiers_before_councils_have_assessments() -> Iterator[str]:
    mine = Assessment.objects.filter(dossier=OuterRef("pk"))
    needs: list[tuple[str, QuerySet[Assessment], str]] = [
        (DossierState.ASSESSING, mine.filter(state=Assessment.State.SCORING), "is before no council"),
        (DossierState.ASSESSED, mine.filter(state=Assessment.State.CLOSED), "has no conclusion of a council"),
        (DossierState.RECOGNISED, mine.filter(state=Assessment.State.CLOSED), "has no conclusion of a council"),
    ]
    for state, rows, words in needs:
        for pk in Dossier.objects.filter(~Exists(rows), state=state).order_by("pk").values_list("pk", flat=True):
            yield f"dossier {pk}: {state} but {words}"
    scoring = Assessment.objects.filter(state=Assessment.State.SCORING).exclude(dossier__state=DossierState.ASSESSING)
    for pk, state in scoring.order_by("pk").values_list("pk", "dossier__state"):
        yield f"assessment {pk}: still scoring while its dossier is {state}"
