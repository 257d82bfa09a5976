"""A session until it is open: roll, dossiers, conflicts of interest, quorum."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.councils.actions.forming import current_members
from saoque.councils.actions.rounds import require_open
from saoque.councils.flow import assessment_flow, session_flow
from saoque.councils.interests import interests
from saoque.councils.models import Assessment, Attendance, Council, Recusal, Round, ScoreSheet, Session
from saoque.councils.results import quorum_needed
from saoque.councils.rules import is_recused, rules, voting_roles
from saoque.dossiers.actions import assessing
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.people.models import User
from saoque.people.roles import Role

_SEATED = (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)


def plan_session(council: Council, round_: Round, held_on: date, *, place: str = "", actor: Actor) -> Session:
    """Plan a meeting in a round, under the council's newest rules, with the roll of its people today."""
    actor = rules.require(actor, "plan_session", council)
    require_open(round_)
    if not council.is_active:
        raise DomainError(_("Hội đồng này đã kết thúc nhiệm vụ."))
    if (round_.level, round_.province_id) != (council.level, council.province_id):
        raise DomainError(_("Đợt này không thuộc cấp và tỉnh của Hội đồng."), field="round")
    with transaction.atomic():
        session = Session.objects.create(
            council=council,
            round=round_,
            rules=council.rules.order_by("-number")[0],
            held_on=held_on,
            place=place.strip()[:160],
        )
        _refresh_roll(session)
        audit.record(session, "plan_session", actor, to_state=session.state, data={"held_on": held_on.isoformat()})
    return session


def call_roll(session: Session, present: Collection[int], *, actor: Actor) -> None:
    """Say who is present, by user id. Until the session opens the roll follows the council's members."""
    actor = rules.require(actor, "call_roll", session)
    if session.state == Session.State.CLOSED:
        raise DomainError(_("Phiên đã đóng, không điểm danh nữa."))
    with transaction.atomic():
        compare_and_set(session, actor, "call_roll", data={"present": sorted(present)})
        if session.state == Session.State.PLANNED:
            _refresh_roll(session)
        handed = ScoreSheet.objects.filter(assessment__session=session, state=ScoreSheet.State.HANDED_IN)
        gone = set(handed.values_list("member", flat=True)) - set(present)
        if gone:
            raise DomainError(_("Có người đã nộp phiếu nên không thể ghi là vắng."))
        session.attendance.update(present=False)
        session.attendance.filter(member__in=present).update(present=True)


def put_dossier(session: Session, dossier: Dossier, *, actor: Actor) -> Assessment:
    """Put a dossier before the council. Whoever the records show to have an interest is recused at once."""
    actor = rules.require(actor, "put_dossier", session)
    council = session.council
    if session.state == Session.State.CLOSED:
        raise DomainError(_("Phiên đã đóng, không nhận thêm hồ sơ."))
    require_open(session.round)
    if dossier.level != council.level or (council.province_id and dossier.province_id != council.province_id):
        raise DomainError(_("Hồ sơ này không thuộc cấp và tỉnh của Hội đồng."), field="dossier")
    if dossier.state != DossierState.AGENCY_RECEIVED:
        raise DomainError(
            _("Hồ sơ đang ở bước «%(state)s», chưa đưa ra Hội đồng được.") % {"state": dossier.get_state_display()},
            field="dossier",
        )
    try:
        with transaction.atomic():
            _hold(session, [Session.State.PLANNED, Session.State.OPEN])
            assessing.put_before_council(dossier, actor, data={"session": session.pk})
            assessment = Assessment.objects.create(session=session, dossier=dossier)
            recused = _recuse_by_record(assessment)
            data = {"session": session.pk, "dossier": dossier.pk, "recused": sorted(recused)}
            audit.record(assessment, "put_dossier", actor, to_state=assessment.state, data=data)
    except IntegrityError:
        raise Stale() from None
    return assessment


def take_dossier(assessment: Assessment, reason: str, *, actor: Actor) -> None:
    """Take a dossier out again, before it is concluded; it goes back to the agency. Sheets are kept as they are."""
    actor = rules.require(actor, "take_dossier", assessment)
    if not reason.strip():
        raise DomainError(_("Hãy ghi vì sao rút hồ sơ khỏi phiên."), field="reason")
    if not assessment_flow.allows("take_dossier", assessment.state):
        raise DomainError(_("Hồ sơ đã có kết luận nên không rút được."))
    with transaction.atomic():
        assessment_flow.apply(assessment, "take_dossier", actor, data={"reason": reason.strip()})
        assessing.take_from_council(assessment.dossier, actor)


def recuse(assessment: Assessment, member: User, reason: str, *, actor: Actor) -> None:
    """Record that a person of the council has an interest in a dossier: from now on it does not exist for them."""
    act = "recuse_oneself" if member.pk == actor.user_id else "recuse"
    actor = rules.require(actor, act, assessment)
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do vắng mặt vì xung đột lợi ích."), field="reason")
    if assessment.state != Assessment.State.SCORING:
        raise DomainError(_("Hồ sơ đã có kết luận nên không đổi người chấm được."))
    if not assessment.session.council.unit.memberships.filter(user=member, until__isnull=True).exists():
        raise DomainError(_("Người này không ở trong Hội đồng."), field="member")
    if is_recused(assessment, member.pk):
        raise DomainError(_("Người này đã được ghi vắng mặt với hồ sơ này."), field="member")
    with transaction.atomic():
        changes = {"presider": None} if assessment.presider_id == member.pk else {}
        compare_and_set(assessment, actor, act, data={"member": member.pk, "reason": reason.strip()}, **changes)
        Recusal.objects.create(assessment=assessment, member=member, reason=reason.strip())
    _forget_prefetched(assessment)


def name_presider(assessment: Assessment, member: User, *, actor: Actor) -> None:
    """Name who presides over one dossier in which the chair has an interest."""
    actor = rules.require(actor, "name_presider", assessment)
    roll = list(assessment.session.attendance.all())
    chair = next((line.member_id for line in roll if line.role == Role.COUNCIL_CHAIR), None)
    if not is_recused(assessment, chair):
        raise DomainError(_("Chủ tịch không vắng mặt với hồ sơ này nên không cần người thay."), field="member")
    fit = any(line.member_id == member.pk and line.present and line.role == Role.COUNCIL_MEMBER for line in roll)
    if not fit or is_recused(assessment, member.pk):
        raise DomainError(
            _("Người chủ trì thay phải là thành viên có mặt và không có lợi ích trong hồ sơ."), field="member"
        )
    assessment_flow.apply(assessment, "name_presider", actor, data={"member": member.pk}, presider=member)


def open_session(session: Session, *, actor: Actor) -> None:
    """Open the session: the quorum is present and, where the rules say so, the chair is."""
    actor = rules.require(actor, "open_session", session)
    if not session_flow.allows("open_session", session.state):
        raise DomainError(_("Phiên này đã mở hoặc đã đóng."))
    require_open(session.round)
    with transaction.atomic():
        lacking = missing_for_open(session)
        if lacking:
            raise DomainError(" ".join(lacking))
        session_flow.apply(session, "open_session", actor, opened_at=timezone.now())
        for assessment in session.assessments.filter(state=Assessment.State.SCORING).select_related(
            "dossier__producer", "session__council__unit"
        ):
            _recuse_by_record(assessment)


def missing_for_open(session: Session) -> list[str]:
    """What still lacks before the session may open, one sentence each."""
    council = list(session.attendance.filter(role__in=_SEATED))
    here = [line for line in council if line.present]
    needed = quorum_needed(len(council), session.rules.quorum_percent)
    lacking = []
    if len(here) < needed:
        lacking.append(
            _("Chưa đủ người họp: có mặt %(here)d, cần ít nhất %(needed)d trên %(all)d thành viên (%(percent)d%%).")
            % {"here": len(here), "needed": needed, "all": len(council), "percent": session.rules.quorum_percent}
        )
    if session.rules.chair_required and not any(line.role == Role.COUNCIL_CHAIR for line in here):
        lacking.append(_("Chủ tịch Hội đồng chưa có mặt."))
    return lacking


def voters_of(assessment: Assessment) -> list[Attendance]:
    """The lines of the roll whose sheets count for this dossier: those who vote and have no interest in it."""
    roles = voting_roles(assessment.session)
    return [
        line
        for line in assessment.session.attendance.all()
        if line.role in roles and not is_recused(assessment, line.member_id)
    ]


def _refresh_roll(session: Session) -> None:
    """Write the roll anew from the council's members; who was present stays so."""
    here = set(session.attendance.filter(present=True).values_list("member", flat=True))
    session.attendance.all().delete()
    people = [one for one in current_members(session.council) if one.role != Role.ADVISER]
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            member_id=one.user_id,
            role=one.role,
            title=one.title,
            present=one.user_id in here,
            position=place,
        )
        for place, one in enumerate(people, start=1)
    )


def _recuse_by_record(assessment: Assessment) -> list[int]:
    """Recuse everyone of the council whose interest the records show. Returns the user ids newly recused."""
    people = [one.user_id for one in current_members(assessment.session.council)]
    known = set(assessment.recusals.values_list("member", flat=True))
    found = {pk: why for pk, why in interests(assessment.dossier, people).items() if pk not in known}
    Recusal.objects.bulk_create(
        Recusal(assessment=assessment, member_id=pk, reason=why, by_record=True) for pk, why in found.items()
    )
    return list(found)


def _hold(session: Session, states: Collection[str]) -> None:
    """Take the session's row for this transaction, so that nobody closes it meanwhile. Raises `Stale`."""
    if not Session.objects.filter(pk=session.pk, state__in=states).update(version=F("version") + 1):
        raise Stale()
    session.version += 1


def _forget_prefetched(assessment: Assessment) -> None:
    getattr(assessment, "_prefetched_objects_cache", {}).pop("recusals", None)
