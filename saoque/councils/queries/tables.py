"""The table of a session, with as many queries for fifty dossiers as for one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.councils.actions.closing import terms_of
from saoque.councils.models import Assessment, CouncilRules, Recusal, ScoreSheet, Session, SheetMark
from saoque.councils.queries.access import visible_to
from saoque.councils.results import Disagreement, Leaning, combine, disagreements, leanings
from saoque.councils.rules import is_recused, rules, voting_roles
from saoque.kernel.access import Actor
from saoque.kernel.text import fold
from saoque.rulebook import scorecard


@dataclass
class Row:
    """One dossier as this reader may see it. Figures are None where they are sealed for the reader or not there yet."""

    assessment: Assessment
    expected: int
    handed: int | None = None
    mean: Decimal | None = None
    spread: Decimal | None = None
    stars: int | None = None
    stars_by_points: int | None = None
    unmet: list[str] = field(default_factory=list)
    sealed: bool = True
    own: ScoreSheet | None = None
    criteria: int = 0
    scores: bool = False
    kind: str = ""
    todo: str = ""

    @property
    def handed_own(self) -> bool:
        return self.own is not None and self.own.state == ScoreSheet.State.HANDED_IN

    @property
    def set_number(self) -> int:
        return int(self.assessment.dossier.scorecard.rsplit("-", 1)[1])


def sees_figures(actor: Actor, assessment: Assessment, *, own_handed: bool, handed: int, expected: int) -> bool:
    """Whether the reader may see mean, spread and star now.

    After the conclusion everyone who may read; before it only those who steer, and those of them who score
    only once their own sheet is sealed. Under the stricter sealing nobody until all sheets are in.
    """
    if assessment.state == Assessment.State.CLOSED:
        return True
    if not rules.may(actor, "steer", assessment):
        return False
    if rules.may(actor, "mark", assessment) and not own_handed:
        return False
    strict = assessment.session.rules.sealing == CouncilRules.Sealing.ALL_SHEETS
    return not strict or handed >= expected > 0


def session_table(actor: Actor, session: Session, search: str = "") -> list[Row]:
    """The dossiers of a session in the order in which they were put, as this reader may see them.

    `session` comes from `get_session`. Four more queries, whatever the number of dossiers.
    """
    found = (
        visible_to(actor)
        .filter(session=session)
        .select_related("dossier__product__producer")
        .prefetch_related(Prefetch("recusals", Recusal.objects.select_related("member")))
        .order_by("pk")
    )
    words = fold(search)
    if words:
        found = found.filter(dossier__product__search__holds=f" {words}")
    assessments = list(found)
    for assessment in assessments:
        assessment.session = session
    sheets = _sheets(session)
    answers = _star_answers(session, assessments)
    return [_row(actor, one, sheets.get(one.pk, []), answers) for one in assessments]


def _sheets(session: Session) -> dict[int, list[ScoreSheet]]:
    present = ScoreSheet.objects.filter(assessment__session=session, turn=F("assessment__turn")).order_by("pk")
    found: dict[int, list[ScoreSheet]] = defaultdict(list)
    for sheet in present:
        found[sheet.assessment_id].append(sheet)
    return found


def _star_answers(session: Session, assessments: list[Assessment]) -> dict[int, dict[str, str | None]]:
    """The choices for criteria with star marks on the sealed sheets, by sheet."""
    codes = {mark.criterion for one in assessments for mark in scorecard(one.dossier.scorecard).marks}
    marks = SheetMark.objects.filter(
        sheet__assessment__session=session,
        sheet__assessment__state=Assessment.State.SCORING,
        sheet__state=ScoreSheet.State.HANDED_IN,
        sheet__turn=F("sheet__assessment__turn"),
        chosen=True,
        criterion__in=codes,
    )
    found: dict[int, dict[str, str | None]] = defaultdict(dict)
    for sheet, criterion, option in marks.values_list("sheet", "criterion", "option"):
        found[sheet][criterion] = option or None
    return found


def _row(actor: Actor, one: Assessment, sheets: list[ScoreSheet], answers: dict[int, dict[str, Any]]) -> Row:
    session = one.session
    roles = voting_roles(session)
    voting = {
        line.member_id
        for line in session.attendance.all()
        if line.role in roles and line.present and not is_recused(one, line.member_id)
    }
    sealed = [s for s in sheets if s.state == ScoreSheet.State.HANDED_IN and s.member_id in voting]
    own = next((s for s in sheets if s.member_id == actor.user_id), None)
    row = Row(one, expected=len(voting), own=own, scores=rules.may(actor, "mark", one))
    row.criteria = len(scorecard(one.dossier.scorecard).criteria)
    handed_own = own is not None and own.state == ScoreSheet.State.HANDED_IN
    row.sealed = not sees_figures(actor, one, own_handed=handed_own, handed=len(sealed), expected=len(voting))
    if one.state == Assessment.State.CLOSED:
        row.handed, row.mean, row.spread = one.sheets, one.mean, one.spread
        row.stars, row.stars_by_points = one.stars, one.stars_by_points
        row.unmet = [str(item["criterion"]) for item in one.unmet]
    elif rules.may(actor, "steer", one):
        row.handed = len(sealed)
        if sealed and not row.sealed:
            card = scorecard(one.dossier.scorecard)
            totals = [s.total for s in sealed]
            result = combine(card, totals, [answers.get(s.pk, {}) for s in sealed], terms_of(session.rules))
            row.mean, row.spread, row.stars = result.mean, result.spread, result.stars
            row.stars_by_points, row.unmet = result.stars_by_points, [item.criterion for item in result.unmet]
    row.kind, row.todo = _todo(row)
    return row


def unmet_words(stars_by_points: int, unmet: list[str]) -> str:
    """«Đủ điểm 4 sao, thiếu 1 điều kiện (2.3)»."""
    codes = list(dict.fromkeys(unmet))
    return ngettext(
        "Đủ điểm %(star)d sao, thiếu %(count)d điều kiện (%(codes)s)",
        "Đủ điểm %(star)d sao, thiếu %(count)d điều kiện (%(codes)s)",
        len(codes),
    ) % {"star": stars_by_points, "count": len(codes), "codes": ", ".join(codes)}


def _todo(row: Row) -> tuple[str, str]:
    """Kind of tag and words for the last column."""
    closed = row.assessment.state == Assessment.State.CLOSED
    if row.scores and not closed and (row.own is None or row.own.state == ScoreSheet.State.DRAFT):
        return "wait", _("Bạn chưa nộp phiếu")
    if not closed and row.handed is None:
        return "", _("Đang chấm, kết quả niêm phong")
    if not closed and row.spread is not None and row.spread > row.assessment.session.rules.spread_limit:
        limit = f"{row.assessment.session.rules.spread_limit.normalize():f}".replace(".", ",")
        return "bad", _("Lệch quá %(limit)s: thảo luận, chấm lại") % {"limit": limit}
    if not closed and row.handed == 0:
        return "", _("Chưa có phiếu")
    if not closed and row.handed is not None and row.handed < row.expected:
        lack = row.expected - row.handed
        return "wait", ngettext("Thiếu %(count)d phiếu", "Thiếu %(count)d phiếu", lack) % {"count": lack}
    if row.unmet and row.stars_by_points and row.stars is not None and row.stars < row.stars_by_points:
        return "wait", unmet_words(row.stars_by_points, row.unmet)
    return ("ok", _("Đã kết luận")) if closed else ("ok", _("Thống nhất, kết luận được"))


@dataclass(frozen=True)
class Apart:
    """Why the sheets of one dossier differ, and members who lean to one side in the whole session."""

    disagreements: list[Disagreement]
    leanings: list[tuple[int, Leaning]]


def why_apart(actor: Actor, assessment: Assessment) -> Apart:
    """The distribution per criterion and the hint of severity, for those who see the figures. Two queries."""
    marks = SheetMark.objects.filter(
        sheet__assessment=assessment,
        sheet__turn=assessment.turn,
        sheet__state=ScoreSheet.State.HANDED_IN,
        chosen=True,
    ).exclude(sheet__member__in=[one.member_id for one in assessment.recusals.all()])
    points: dict[str, list[int]] = defaultdict(list)
    for criterion, given in marks.values_list("criterion", "points"):
        points[criterion].append(given)
    session = assessment.session
    totals: dict[int, dict[int, int]] = defaultdict(dict)
    seen = visible_to(actor).filter(session=session).values("pk")
    sealed = ScoreSheet.objects.filter(
        assessment__in=seen, turn=F("assessment__turn"), state=ScoreSheet.State.HANDED_IN
    )
    for dossier, member, total in sealed.values_list("assessment", "member", "total"):
        totals[dossier][member] = total
    place = {line.member_id: line.position for line in session.attendance.all()}
    hints = leanings(totals, session.rules.spread_limit / 2)
    card = scorecard(assessment.dossier.scorecard)
    return Apart(disagreements(card, points), [(place[hint.member], hint) for hint in hints if hint.member in place])
