"""One member's sheet: marks saved one criterion at a time, then handed in and sealed.

Each mark carries its own version, which is what an autosave compares: two criteria saved in quick succession from
one page never meet, while two pages that change the same criterion do (409). The sheet's version counts every mark,
and handing in compares that one, so that nobody seals marks they have not seen.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.councils.actions.rounds import require_open
from saoque.councils.flow import sheet_flow
from saoque.councils.models import Assessment, ScoreSheet, Session, SheetMark
from saoque.councils.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.rulebook import score, scorecard
from saoque.rulebook.shapes import Criterion, Scorecard

LONGEST_REMARK = 2000


class _Keep(Enum):
    KEEP = "keep"


KEEP = _Keep.KEEP
_Given = str | _Keep


@dataclass(frozen=True)
class Marked:
    """A mark as it stands now, on its sheet as it stands now."""

    sheet: ScoreSheet
    mark: SheetMark


class StaleMark(Stale):
    """Another page has changed this very criterion. `current` is the mark as it stands, None when there is none."""

    def __init__(self, current: SheetMark | None) -> None:
        super().__init__(_("Tiêu chí này vừa được chấm ở một trang khác. Hãy chọn giữ điểm nào."))
        self.current = current


def open_sheet(assessment: Assessment, *, actor: Actor) -> ScoreSheet:
    """Return the actor's own sheet of the present turn, begun when there is none yet."""
    actor = rules.require(actor, "mark", assessment)
    own = {"assessment": assessment, "member_id": actor.user_id, "turn": assessment.turn}
    sheet = ScoreSheet.objects.filter(**own).first()
    if sheet is None:
        _require_scoring(assessment)
        try:
            with transaction.atomic():
                sheet = ScoreSheet.objects.create(**own)
                audit.record(sheet, "open_sheet", actor, to_state=sheet.state)
        except IntegrityError:
            sheet = ScoreSheet.objects.get(**own)
    sheet.assessment = assessment
    return sheet


def mark(
    sheet: ScoreSheet,
    criterion: str,
    *,
    actor: Actor,
    version: int,
    option: _Given = KEEP,
    remark: _Given = KEEP,
) -> Marked:
    """Save one criterion. `option` empty says that no rung is reached. `version` is that of the mark as seen, 0 for none.

    Points are the scorecard's. Raises `StaleMark` when another page was faster, `DomainError` for a sealed sheet,
    a closed round or session, an unknown criterion or option; then nothing has changed.
    """
    assessment = sheet.assessment
    actor = _own(sheet, actor, "mark")
    card = scorecard(assessment.dossier.scorecard)
    line = _line(card, criterion)
    points = _points(line, option)
    if not isinstance(remark, _Keep) and len(remark) > LONGEST_REMARK:
        raise DomainError(_("Nhận xét dài quá %(limit)d chữ.") % {"limit": LONGEST_REMARK}, field="remark")
    _require_scoring(assessment)
    # At first by comparing alone. Whoever loses to another criterion of the sheet holds its row while trying again:
    # a phone sends many marks side by side when its line is back, and none may lose to the others for ever.
    for held in (False, True):
        with transaction.atomic():
            if held:
                sheet.refresh_from_db(from_queryset=ScoreSheet.objects.select_for_update())
                sheet.assessment = assessment
            marks = {one.criterion: one for one in sheet.marks.all()}
            found = marks.get(criterion)
            if (found.version if found else 0) != version:
                _require_writable(sheet)
                raise StaleMark(found)
            before = found.option if found and found.chosen else None
            found = found or SheetMark(sheet=sheet, criterion=criterion, version=0)
            found.version += 1
            if not isinstance(option, _Keep):
                found.option, found.chosen, found.points = option, True, points
            if not isinstance(remark, _Keep):
                found.remark = remark.strip()
            marks[criterion] = found
            if _write(sheet, card, marks):
                found.save()
                after = found.option if found.chosen else None
                audit.record(sheet, "mark", actor, data={"criterion": criterion, "from": before, "to": after})
                return Marked(sheet, found)
        _require_writable(sheet)
    raise Stale()


def hand_in(sheet: ScoreSheet, *, actor: Actor, version: int, opinion: str = "") -> None:
    """Hand in and seal a sheet on which every criterion is marked. `version` is the sheet's as seen."""
    assessment = sheet.assessment
    actor = _own(sheet, actor, "hand_in")
    _require_scoring(assessment)
    if sheet.state != ScoreSheet.State.DRAFT:
        raise DomainError(_("Phiếu này đã nộp và niêm phong."))
    if sheet.version != version:
        raise Stale(_("Phiếu vừa đổi ở một trang khác. Hãy tải lại, xem lại điểm rồi nộp."))
    card = scorecard(assessment.dossier.scorecard)
    marks = {one.criterion: one for one in sheet.marks.all()}
    left = [line.code for line in card.criteria if line.code not in marks or not marks[line.code].chosen]
    if left:
        raise DomainError(
            _("Còn %(count)d tiêu chí chưa chấm: %(codes)s. Nếu không đạt mức nào, hãy chọn «Không đạt mức nào».")
            % {"count": len(left), "codes": ", ".join(left)}
        )
    with transaction.atomic():
        # Counts the dossier's version up, so that a conclusion drawn without this sheet does not go through.
        held = Assessment.objects.filter(pk=assessment.pk, state=Assessment.State.SCORING, turn=sheet.turn)
        if not held.update(version=F("version") + 1):
            raise Stale()
        data = {"turn": sheet.turn, "total": sheet.total, "digest": digest(marks)}
        sheet_flow.apply(
            sheet, "hand_in", actor, data=data, opinion=opinion.strip()[:LONGEST_REMARK], handed_in_at=timezone.now()
        )
    assessment.version += 1


def digest(marks: dict[str, SheetMark]) -> str:
    """SHA-256 over what a sheet says: criterion, option and points, in the order of the codes."""
    content = [[code, one.option, one.points, one.remark] for code, one in sorted(marks.items())]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _own(sheet: ScoreSheet, actor: Actor, act: str) -> Actor:
    """The actor in the standing that scores; somebody else's sheet does not exist for them."""
    if sheet.member_id != actor.user_id:
        raise NotFound()
    return rules.require(actor, act, sheet.assessment)


def _require_scoring(assessment: Assessment) -> None:
    if assessment.state != Assessment.State.SCORING:
        raise DomainError(_("Hồ sơ này đã có kết luận, không chấm nữa."))
    if assessment.session.state != Session.State.OPEN:
        raise DomainError(_("Phiên họp chưa mở hoặc đã đóng nên chưa chấm được."))
    require_open(assessment.session.round)


def _write(sheet: ScoreSheet, card: Scorecard, marks: dict[str, SheetMark]) -> bool:
    """Write the sums and take the sheet's row for this transaction, if it is as read and may still be written.

    One statement, so that no race is left. `marks` must have been read after `sheet`: a criterion that another page
    saved in between then shows in the version. Returns False, having written nothing, when it was not so.
    """
    result = score(card, {code: one.option or None for code, one in marks.items() if one.chosen})
    sums = {f"part_{part.lower()}": result.parts.get(part, 0) for part in "ABC"}
    sums |= {"total": result.total, "marked": sum(one.chosen for one in marks.values()), "version": sheet.version + 1}
    held = ScoreSheet.objects.filter(pk=sheet.pk, version=sheet.version, state=ScoreSheet.State.DRAFT)
    if not held.filter(pk__in=_writable(sheet).values("pk")).update(**sums):
        return False
    for name, value in sums.items():
        setattr(sheet, name, value)
    return True


def _writable(sheet: ScoreSheet) -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(
        pk=sheet.pk,
        state=ScoreSheet.State.DRAFT,
        turn=F("assessment__turn"),
        assessment__state=Assessment.State.SCORING,
        assessment__session__state=Session.State.OPEN,
        assessment__session__round__is_closed=False,
    )


def _require_writable(sheet: ScoreSheet) -> None:
    """Read the sheet again, and raise with the reason when it takes no marks any more."""
    sheet.refresh_from_db(fields=["state", "version"])
    if sheet.state == ScoreSheet.State.HANDED_IN:
        raise DomainError(_("Phiếu này đã nộp và niêm phong nên không sửa được."))
    if not _writable(sheet).exists():
        _require_scoring(Assessment.objects.select_related("session__round").get(pk=sheet.assessment_id))
        raise DomainError(_("Hội đồng đã chấm lại hoặc đã kết luận hồ sơ này. Hãy tải lại trang."))


def _line(card: Scorecard, criterion: str) -> Criterion:
    line = card.by_code.get(criterion)
    if line is None:
        raise DomainError(_("Bộ tiêu chí này không có tiêu chí «%(code)s».") % {"code": criterion[:12]})
    return line


def _points(line: Criterion, option: _Given) -> int:
    if isinstance(option, _Keep) or not option:
        return 0
    found = line.find(option)
    if found is None:
        raise DomainError(
            _("Tiêu chí %(criterion)s không có mức «%(option)s».") % {"criterion": line.code, "option": option[:12]}
        )
    return found.points
