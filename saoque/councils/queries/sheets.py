"""Everything that a member needs beside each criterion, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saoque.councils.models import AdvisoryReport, Assessment, ScoreSheet, SheetMark
from saoque.councils.queries.access import get_assessment
from saoque.councils.rules import rules
from saoque.dossiers.models import Citation, CommuneReport, CriterionAnswer, Evidence
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.rulebook import guidance, notices, scorecard
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.forms import form_facts
from saoque.rulebook.shapes import Criterion, Group, Guidance, Notice, Option, Part, Scorecard

# What a page sends for "no rung is reached", because an empty value would mean that nothing was chosen.
NO_RUNG = "-"


@dataclass
class Line:
    """One criterion: what is asked, what the producer claims and proves, what is doubtful, and the member's own mark."""

    criterion: Criterion
    group: Group
    mark: SheetMark | None
    claim: Option | None
    words: str
    evidence: list[Evidence]
    notices: list[Notice]
    guidance: Guidance | None

    @property
    def version(self) -> int:
        return self.mark.version if self.mark else 0

    @property
    def chosen(self) -> str | None:
        """Id of the option, empty for "no rung", None for not marked yet."""
        return self.mark.option if self.mark and self.mark.chosen else None

    @property
    def rungs(self) -> list[dict[str, Any]]:
        """The options in printed order, with the star that wants at least this one."""
        english = (get_language() or "").startswith("en")
        return [
            {
                "id": option.id,
                "label": (english and option.label_en) or option.label,
                "points": option.points,
                "note": _("điều kiện của %(star)d sao: ít nhất mức này") % {"star": option.min_for_star}
                if option.min_for_star
                else "",
                "checked": self.chosen == option.id,
            }
            for option in self.criterion.options
        ]

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The options to choose from, the last of them that none is reached."""
        none = {"id": NO_RUNG, "label": _("Không đạt mức nào"), "points": 0, "note": "", "checked": self.chosen == ""}
        return [*self.rungs, none]


@dataclass
class PartLines:
    part: Part
    lines: list[Line]
    points: int


@dataclass
class SheetPage:
    """The scoring sheet of one member for one dossier."""

    card: Scorecard
    sheet: ScoreSheet | None
    parts: list[PartLines]
    loose_notices: list[Notice]
    commune_report: CommuneReport | None
    advisory_report: AdvisoryReport | None

    @property
    def total_criteria(self) -> int:
        return len(self.card.criteria)

    @property
    def left(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines if line.chosen is None]


def own_sheet(actor: Actor, assessment: Assessment) -> ScoreSheet | None:
    """The actor's sheet of the present turn."""
    return ScoreSheet.objects.filter(assessment=assessment, member=actor.user_id, turn=assessment.turn).first()


def sheet_page(assessment: Assessment, sheet: ScoreSheet | None) -> SheetPage:
    """The page of one sheet (None: not begun). Six queries."""
    card = scorecard(assessment.dossier.scorecard)
    marks = {one.criterion: one for one in sheet.marks.all()} if sheet else {}
    claims = {one.criterion: one for one in CriterionAnswer.objects.filter(dossier=assessment.dossier_id)}
    cited = evidence_by_criterion(assessment)
    said = notices(card)
    points = {"A": sheet.part_a, "B": sheet.part_b, "C": sheet.part_c} if sheet else {}
    parts = [
        PartLines(
            part,
            [
                _line(card, group, line, marks.get(line.code), claims.get(line.code), cited, said)
                for group in part.groups
                for line in group.criteria
            ],
            points.get(part.code, 0),
        )
        for part in card.parts
    ]
    return SheetPage(
        card=card,
        sheet=sheet,
        parts=parts,
        loose_notices=[one for one in said if not one.criteria],
        commune_report=CommuneReport.objects.filter(dossier=assessment.dossier_id).first(),
        advisory_report=AdvisoryReport.objects.filter(assessment=assessment).select_related("written_by").first(),
    )


def evidence_by_criterion(assessment: Assessment) -> dict[str, list[Evidence]]:
    """The papers that each criterion cites, with their files. One query."""
    cited: dict[str, list[Evidence]] = defaultdict(list)
    rows = (
        Citation.objects.filter(evidence__dossier=assessment.dossier_id)
        .select_related("evidence__paper__file")
        .order_by("evidence__position", "evidence__pk")
    )
    for row in rows:
        cited[row.criterion].append(row.evidence)
    return cited


def _line(
    card: Scorecard,
    group: Group,
    line: Criterion,
    mark: SheetMark | None,
    claim: CriterionAnswer | None,
    cited: dict[str, list[Evidence]],
    said: Any,
) -> Line:
    try:
        help_text = guidance(card.code, line.code)
    except RulebookError:
        help_text = None
    return Line(
        criterion=line,
        group=group,
        mark=mark,
        claim=line.find(claim.option) if claim and claim.option else None,
        words=claim.description if claim else "",
        evidence=cited.get(line.code, []),
        notices=[one for one in said if line.code in one.criteria],
        guidance=help_text,
    )


def sheet_to_print(actor: Actor, pk: int) -> tuple[ScoreSheet, Assessment]:
    """A sheet that the reader may print, and its assessment. Raises `NotFound`.

    One's own always; anybody's sealed sheet for those who steer, once the dossier is concluded.
    """
    found = ScoreSheet.objects.select_related("member").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    assessment = get_assessment(actor, found.assessment_id)
    steers = rules.may(actor, "steer", assessment) and assessment.state == Assessment.State.CLOSED
    if found.member_id != actor.user_id and not (steers and found.state == ScoreSheet.State.HANDED_IN):
        raise NotFound()
    return found, assessment


def score_sheet_labels() -> dict[str, Any]:
    """The printed labels of the sheet, as the forms data has them: head by key, columns, total, foot by key."""
    raw = next(form for form in form_facts()["forms_elsewhere"] if form["key"] == "score_sheet")
    head = {row["key"]: row["label"] for row in raw["head"]}
    foot = {row["key"]: row for row in raw["foot"]}
    return {
        "name": raw["name"],
        "head": head,
        "columns": raw["table_columns"],
        "total": raw["total_label"],
        "foot": foot,
    }
