"""The chair scores again, concludes a dossier, closes the session. The server alone reckons means and stars."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.councils.actions.rounds import require_open
from saoque.councils.actions.sessions import voters_of
from saoque.councils.events import AssessmentClosed
from saoque.councils.flow import assessment_flow, session_flow
from saoque.councils.models import Assessment, CouncilRules, ScoreSheet, Session, SheetMark
from saoque.councils.results import Result, Terms, quorum_needed, reckon, spread_of
from saoque.councils.rules import is_recused, rules
from saoque.dossiers.actions import assessing
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.people.roles import Role
from saoque.rulebook import scorecard


def terms_of(council_rules: CouncilRules) -> Terms:
    """The council's rules as the reckoning wants them."""
    return Terms(council_rules.averaging, council_rules.decimals, council_rules.rounding, council_rules.mark_rule)


def counted_sheets(assessment: Assessment) -> list[ScoreSheet]:
    """The sealed sheets of the present turn from members without interest in the dossier."""
    voting = {line.member_id for line in voters_of(assessment)}
    sealed = assessment.score_sheets.filter(turn=assessment.turn, state=ScoreSheet.State.HANDED_IN).order_by("pk")
    return [sheet for sheet in sealed if sheet.member_id in voting]


def missing_for_close(assessment: Assessment, sheets: list[ScoreSheet], spread_reason: str = "") -> list[str]:
    """What still lacks before the chair may conclude, one sentence each; empty when nothing does."""
    council_rules = assessment.session.rules
    voting = voters_of(assessment)
    needed = quorum_needed(len(voting), council_rules.quorum_percent)
    lacking = []
    if len(sheets) < needed:
        lacking.append(
            _("Thiếu %(missing)d phiếu: đã nộp %(sheets)d, cần ít nhất %(needed)d trên %(all)d người được chấm.")
            % {"missing": needed - len(sheets), "sheets": len(sheets), "needed": needed, "all": len(voting)}
        )
    if council_rules.chair_required and council_rules.chair_scores:
        head = _head(assessment)
        if head is not None and head not in {sheet.member_id for sheet in sheets}:
            lacking.append(_("Thiếu phiếu của người chủ trì."))
    if sheets:
        spread = spread_of([sheet.total for sheet in sheets])
        if spread > council_rules.spread_limit and not spread_reason.strip():
            lacking.append(
                _(
                    "Lệch %(spread)s điểm, quá giới hạn %(limit)s. Hãy thảo luận rồi cho chấm lại, "
                    "hoặc ghi lý do Hội đồng thống nhất giữ điểm."
                )
                % {"spread": _figure(spread), "limit": _figure(council_rules.spread_limit)}
            )
    return lacking


def close_assessment(
    assessment: Assessment,
    *,
    actor: Actor,
    conclusion: str = "",
    spread_reason: str = "",
    version: int | None = None,
) -> Result:
    """Conclude one dossier: reckon mean, spread, marks and star, and store them for good.

    `version` is the assessment's as the chair saw it. Raises `DomainError` that lists everything that lacks, and
    `Stale` when a sheet came in meanwhile; then nothing has changed.
    """
    actor = rules.require(actor, "close_assessment", assessment)
    if not assessment_flow.allows("close_assessment", assessment.state):
        raise DomainError(_("Hồ sơ này đã có kết luận."))
    if assessment.session.state != Session.State.OPEN:
        raise DomainError(_("Phiên họp chưa mở hoặc đã đóng."))
    if version is not None and version != assessment.version:
        raise Stale(_("Vừa có phiếu mới. Hãy tải lại trang, xem số mới rồi kết luận."))
    sheets = counted_sheets(assessment)
    lacking = missing_for_close(assessment, sheets, spread_reason)
    if lacking:
        raise DomainError(" ".join(lacking))
    result = _reckon(assessment, sheets)
    over = result.spread > assessment.session.rules.spread_limit
    with transaction.atomic():
        assessment_flow.apply(
            assessment,
            "close_assessment",
            actor,
            data={**_plain(result), "turn": assessment.turn, "sheet_ids": [sheet.pk for sheet in sheets]},
            sheets=result.sheets,
            mean=result.mean,
            spread=result.spread,
            stars_by_points=result.stars_by_points,
            stars=result.stars,
            unmet=[asdict(one) for one in result.unmet],
            spread_reason=spread_reason.strip() if over else "",
            conclusion=conclusion.strip(),
            closed_at=timezone.now(),
        )
        assessing.conclude(assessment.dossier, actor, data={"assessment": assessment.pk, **_plain(result)})
        emit(AssessmentClosed(assessment=assessment))
    return result


def score_again(assessment: Assessment, reason: str, *, actor: Actor) -> None:
    """Let the council score once more after discussing a spread over the limit. Old sheets stay; new ones begin from them."""
    actor = rules.require(actor, "score_again", assessment)
    if assessment.state != Assessment.State.SCORING or assessment.session.state != Session.State.OPEN:
        raise DomainError(_("Hồ sơ đã có kết luận hoặc phiên không mở, không chấm lại được."))
    require_open(assessment.session.round)
    if not reason.strip():
        raise DomainError(_("Hãy ghi vì sao Hội đồng chấm lại."), field="reason")
    sheets = counted_sheets(assessment)
    spread = spread_of([sheet.total for sheet in sheets]) if sheets else None
    if spread is None or spread <= assessment.session.rules.spread_limit:
        raise DomainError(_("Các phiếu không lệch quá giới hạn nên không chấm lại."))
    with transaction.atomic():
        data = {"reason": reason.strip(), "turn": assessment.turn, "spread": str(spread)}
        assessment_flow.apply(assessment, "score_again", actor, data=data, turn=assessment.turn + 1)
        _copy_sheets(assessment)


def close_session(session: Session, *, actor: Actor) -> None:
    """Close the session once every dossier before it has its conclusion."""
    actor = rules.require(actor, "close_session", session)
    if not session_flow.allows("close_session", session.state):
        raise DomainError(_("Phiên này chưa mở hoặc đã đóng."))
    waiting = list(
        session.assessments.filter(state=Assessment.State.SCORING)
        .select_related("dossier__product")
        .prefetch_related("recusals")
    )
    if waiting:
        # A chair with an interest learns that something waits, but not what.
        names = [one.dossier.product.name for one in waiting if not is_recused(one, actor.user_id)]
        if names:
            raise DomainError(
                _("Chưa đóng được phiên, còn hồ sơ chưa kết luận: %(names)s.") % {"names": ", ".join(names)}
            )
        raise DomainError(_("Chưa đóng được phiên: còn việc do người chủ trì thay phụ trách."))
    session_flow.apply(session, "close_session", actor, closed_at=timezone.now())


def _head(assessment: Assessment) -> int | None:
    """Who presides over this dossier: the one named in the chair's place, else the chair if without interest."""
    if assessment.presider_id:
        return assessment.presider_id
    return next((line.member_id for line in voters_of(assessment) if line.role == Role.COUNCIL_CHAIR), None)


def _reckon(assessment: Assessment, sheets: list[ScoreSheet]) -> Result:
    answers: dict[int, dict[str, str | None]] = {sheet.pk: {} for sheet in sheets}
    marks = SheetMark.objects.filter(sheet__in=list(answers), chosen=True)
    for sheet_id, criterion, option in marks.values_list("sheet", "criterion", "option"):
        answers[sheet_id][criterion] = option or None
    card = scorecard(assessment.dossier.scorecard)
    return reckon(card, list(answers.values()), terms_of(assessment.session.rules))


def reckon_again(assessment: Assessment) -> Result | None:
    """What the sealed sheets of a concluded dossier give now; None when they came without marks (a bulk import)."""
    sheets = counted_sheets(assessment)
    if not SheetMark.objects.filter(sheet__in=sheets).exists():
        return None
    return _reckon(assessment, sheets)


def _figure(value: Decimal) -> str:
    """10 or 10,5: no idle zeros, a comma before decimals."""
    return f"{value.normalize():f}".replace(".", ",")


def _plain(result: Result) -> dict[str, object]:
    return {
        "sheets": result.sheets,
        "mean": str(result.mean),
        "spread": str(result.spread),
        "stars_by_points": result.stars_by_points,
        "stars": result.stars,
    }


def _copy_sheets(assessment: Assessment) -> None:
    """Begin the new turn's sheets from the marks of the last one."""
    old = list(assessment.score_sheets.filter(turn=assessment.turn - 1).order_by("pk"))
    fields = ("part_a", "part_b", "part_c", "total", "marked", "opinion")
    new = ScoreSheet.objects.bulk_create(
        ScoreSheet(
            assessment=assessment,
            member_id=sheet.member_id,
            turn=assessment.turn,
            **{name: getattr(sheet, name) for name in fields},
        )
        for sheet in old
    )
    heir = {before.pk: after for before, after in zip(old, new, strict=True)}
    marks = SheetMark.objects.filter(sheet__in=list(heir))
    SheetMark.objects.bulk_create(
        SheetMark(
            sheet=heir[one.sheet_id],
            criterion=one.criterion,
            option=one.option,
            chosen=one.chosen,
            points=one.points,
            remark=one.remark,
        )
        for one in marks
    )
