"""Rounds, sheets and results. How means are formed and rounded, how a sheet is sealed: the councils' own scoring."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.councils.actions.sheets import digest
from saoque.councils.flow import sheet_flow
from saoque.councils.models import SheetMark as CouncilMark
from saoque.councils.results import Terms, mean_of, spread_of
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.flow import compare_and_set
from saoque.startups import placing
from saoque.startups.flow import contest_flow, round_flow
from saoque.startups.models import (
    Candidate,
    Conflict,
    Contest,
    ContestRound,
    Criterion,
    Entry,
    Juror,
    Sheet,
    SheetMark,
)
from saoque.startups.rules import rules

DECIMALS = 2


@transaction.atomic
def open_round(round_: ContestRound, *, actor: Actor) -> None:
    """Open a round: the first one with every entry, which ends the taking of entries; a later one with those who passed."""
    contest = round_.contest
    acting = rules.require(actor, "organise", contest)
    if round_.number == 1:
        entries = list(contest.entries.filter(state=Entry.State.ENTERED))
    else:
        before = contest.rounds.get(number=round_.number - 1)
        if before.state != ContestRound.State.CLOSED:
            raise DomainError(_("Vòng trước chưa có kết quả."))
        entries = [one.entry for one in before.candidates.filter(passes=True).select_related("entry")]
    if not entries:
        raise DomainError(_("Chưa có dự án nào vào vòng này."))
    if not contest.jury.filter(state=Juror.State.ACCEPTED).exists():
        raise DomainError(_("Ban giám khảo chưa có ai nhận lời."))
    if round_.number == 1:
        contest_flow.apply(contest, "judge", acting)
    round_flow.apply(round_, "open_round", acting, data={"entries": len(entries)})
    Candidate.objects.bulk_create(Candidate(round=round_, entry=entry) for entry in entries)


@transaction.atomic
def write_sheet(candidate: Candidate, points: Mapping[int, int], opinion: str, *, version: int, actor: Actor) -> Sheet:
    """Keep a juror's points by criterion id, as many as are there. `version` is the sheet's as seen, 0 for none yet."""
    acting = rules.require(actor, "judge", candidate)
    _scoring(candidate)
    criteria = {one.pk: one for one in Criterion.objects.filter(contest=candidate.round.contest_id)}
    for pk, given in points.items():
        if pk not in criteria:
            raise NotFound()
        if not 0 <= given <= criteria[pk].most:
            raise DomainError(
                _("«%(name)s» cho từ 0 đến %(most)d điểm.") % {"name": criteria[pk].name, "most": criteria[pk].most},
                field=f"points_{pk}",
            )
    juror = Juror.objects.get(contest=candidate.round.contest_id, user=acting.user_id)
    sheet = Sheet.objects.filter(candidate=candidate, juror=juror).first()
    if sheet is None and version == 0:
        sheet, made = Sheet.objects.get_or_create(candidate=candidate, juror=juror)
        if made:
            version = sheet.version
    if sheet is None or sheet.version != version:
        raise Stale()
    if sheet.state != Sheet.State.DRAFT:
        raise DomainError(_("Phiếu này đã nộp và niêm phong nên không sửa được."))
    compare_and_set(sheet, acting, "mark", total=sum(points.values()), opinion=opinion.strip()[:2000])
    SheetMark.objects.filter(sheet=sheet).delete()
    SheetMark.objects.bulk_create(SheetMark(sheet=sheet, criterion_id=pk, points=given) for pk, given in points.items())
    return sheet


@transaction.atomic
def hand_in(sheet: Sheet, *, actor: Actor) -> None:
    """Seal a sheet on which every criterion has points."""
    acting = rules.require(actor, "judge", sheet.candidate)
    if sheet.juror.user_id != acting.user_id:
        raise NotFound()
    _scoring(sheet.candidate)
    if sheet.state != Sheet.State.DRAFT:
        raise DomainError(_("Phiếu này đã nộp và niêm phong."))
    marks = {one.criterion_id: one for one in sheet.marks.all()}
    left = [one.name for one in sheet.candidate.round.contest.criteria.all() if one.pk not in marks]
    if left:
        raise DomainError(_("Còn tiêu chí chưa chấm: %(names)s.") % {"names": ", ".join(left)})
    said = {f"{pk:09}": CouncilMark(criterion=str(pk), points=one.points) for pk, one in marks.items()}
    held = ContestRound.objects.filter(pk=sheet.candidate.round_id, state=ContestRound.State.SCORING)
    if not held.select_for_update().exists():
        raise Stale()
    data = {"total": sheet.total, "digest": digest(said)}
    sheet_flow.apply(sheet, "hand_in", acting, data=data, handed_in_at=timezone.now())


def missing_sheets(round_: ContestRound) -> list[str]:
    """Say for each juror how many candidates without an interest still wait for the sheet. Four queries."""
    jury = round_.contest.jury.filter(state=Juror.State.ACCEPTED).select_related("user")
    candidates = dict(round_.candidates.values_list("pk", "entry"))
    handed = set(
        Sheet.objects.filter(candidate__round=round_, state=Sheet.State.HANDED_IN).values_list("juror", "candidate")
    )
    barred = set(Conflict.objects.filter(juror__contest=round_.contest_id).values_list("juror", "entry"))
    found = []
    for juror in jury:
        waits = sum(
            (juror.pk, pk) not in handed and (juror.pk, entry) not in barred for pk, entry in candidates.items()
        )
        if waits:
            found.append(_("%(name)s còn %(count)d phiếu.") % {"name": juror.user.full_name, "count": waits})
    return found


def means_of(round_: ContestRound) -> dict[int, tuple[int, Decimal, Decimal]]:
    """Reckon (sheets, mean, spread) by candidate from the sealed sheets alone. One query."""
    terms = Terms(round_.contest.averaging, DECIMALS, "half_up", "majority")
    totals: dict[int, list[int]] = {}
    sealed = Sheet.objects.filter(candidate__round=round_, state=Sheet.State.HANDED_IN)
    for candidate, total in sealed.order_by("pk").values_list("candidate", "total"):
        totals.setdefault(candidate, []).append(total)
    return {pk: (len(given), mean_of(given, terms), spread_of(given)) for pk, given in totals.items()}


def going_of(round_: ContestRound, means: Mapping[int, Decimal]) -> placing.Going:
    """Return who goes on under the round's own rule; nobody from the last one."""
    if round_.passing == ContestRound.Passing.BEST:
        return placing.best(means, round_.bound)
    if round_.passing == ContestRound.Passing.ABOVE:
        return placing.above(means, round_.bound)
    return placing.Going(frozenset())


@transaction.atomic
def close_round(round_: ContestRound, *, tie: str = "", actor: Actor) -> None:
    """Reckon the round and close it. A tie at the bound needs `tie`: all of them go on, or none."""
    acting = rules.require(actor, "organise", round_.contest)
    if round_.state != ContestRound.State.SCORING:
        raise DomainError(_("Vòng này không còn chấm. Hãy tải lại trang."))
    waiting = missing_sheets(round_)
    if waiting:
        raise DomainError(_("Chưa đủ phiếu.") + " " + " ".join(waiting))
    reckoned = means_of(round_)
    candidates = {one.pk: one for one in round_.candidates.all()}
    unread = len(candidates.keys() - reckoned.keys())
    if unread:
        raise DomainError(
            _("%(count)d dự án chưa có phiếu nào, vì giám khảo đều có lợi ích liên quan. Hãy mời thêm người.")
            % {"count": unread}
        )
    means = {pk: mean for pk, (_count, mean, _spread) in reckoned.items()}
    going = going_of(round_, means)
    if going.tied and tie not in ContestRound.Tie.values:
        raise DomainError(
            _("%(count)d dự án bằng điểm ngay ở mức vào vòng sau. Hãy chọn lấy hết hay không lấy dự án nào.")
            % {"count": len(going.tied)},
            field="tie",
        )
    kept = tie if going.tied else ""
    round_flow.apply(round_, "close_round", acting, data={"tie": kept}, tie=kept, closed_on=today())
    passed = going.on | (going.tied if kept == ContestRound.Tie.ALL else frozenset())
    places = placing.places_of(means)
    for pk, one in candidates.items():
        one.sheets, one.mean, one.spread = reckoned[pk][0], means[pk], int(reckoned[pk][2])
        one.place, one.passes = places[pk], pk in passed
    Candidate.objects.bulk_update(candidates.values(), ["sheets", "mean", "spread", "place", "passes"])
    audit.record(round_, "reckon", acting, data={"places": {str(pk): place for pk, place in places.items()}})


def publish(contest: Contest, *, actor: Actor) -> None:
    """Publish the lists of every round, for anybody to read."""
    acting = rules.require(actor, "organise", contest)
    if contest.rounds.exclude(state=ContestRound.State.CLOSED).exists():
        raise DomainError(_("Còn vòng chưa có kết quả."))
    contest_flow.apply(contest, "publish", acting, published_on=today())


def _scoring(candidate: Candidate) -> None:
    if candidate.round.state != ContestRound.State.SCORING:
        raise DomainError(_("Vòng này không còn chấm điểm."))
