"""What the minutes of a session say: who, quorum, sheets, means, conclusions, and the hash of the chain."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from saoque.councils.models import Assessment, Attendance, Recusal, ScoreSheet, Session
from saoque.councils.queries.access import visible_to
from saoque.councils.queries.tables import unmet_words
from saoque.councils.results import quorum_needed
from saoque.kernel.access import Actor
from saoque.kernel.audit.models import AuditRecord
from saoque.people.roles import Role


@dataclass
class MinutesLine:
    """One dossier in the minutes; figures only when it is concluded."""

    assessment: Assessment
    recused: list[str]
    missing: list[str]
    turns: int
    unmet: str
    hash: str


@dataclass
class MinutesPaper:
    """The minutes of one session."""

    session: Session
    roll: list[Attendance]
    present: int
    council: int
    needed: int
    lines: list[MinutesLine]
    hash: str


def minutes_of(actor: Actor, session: Session) -> MinutesPaper:
    """The minutes as far as this reader may see them. Four queries more than `get_session`."""
    found = list(
        visible_to(actor)
        .filter(session=session)
        .select_related("dossier__product__producer", "presider")
        .prefetch_related(
            Prefetch("recusals", Recusal.objects.select_related("member")),
            Prefetch("score_sheets", ScoreSheet.objects.filter(state=ScoreSheet.State.HANDED_IN), to_attr="sealed"),
        )
        .order_by("pk")
    )
    hashes = _last_hashes(session, found)
    roll = list(session.attendance.all())
    council = [line for line in roll if line.role != Role.COUNCIL_SECRETARY]
    return MinutesPaper(
        session=session,
        roll=roll,
        present=sum(line.present for line in council),
        council=len(council),
        needed=quorum_needed(len(council), session.rules.quorum_percent),
        lines=[_line(one, council, hashes) for one in found],
        hash=hashes.get((Session._meta.label, str(session.pk)), ""),
    )


def _line(one: Assessment, council: list[Attendance], hashes: dict[tuple[str, str], str]) -> MinutesLine:
    closed = one.state == Assessment.State.CLOSED
    away = {recusal.member_id for recusal in one.recusals.all()}
    handed = {sheet.member_id for sheet in one.sealed if sheet.turn == one.turn}  # type: ignore[attr-defined]
    missing = [
        line.member.full_name
        for line in council
        if line.present and line.member_id not in handed and line.member_id not in away
    ]
    short = closed and one.stars is not None and one.stars_by_points is not None and one.stars < one.stars_by_points
    codes = [str(item["criterion"]) for item in one.unmet]
    return MinutesLine(
        assessment=one,
        recused=[recusal.member.full_name for recusal in one.recusals.all()],
        missing=missing if closed else [],
        turns=one.turn,
        unmet=unmet_words(one.stars_by_points or 0, codes) if short else "",
        hash=hashes.get((Assessment._meta.label, str(one.pk)), ""),
    )


def last_hash(session: Session) -> str:
    """The hash of the latest record of the session's own chain."""
    return _last_hashes(session, []).get((Session._meta.label, str(session.pk)), "")


def _last_hashes(session: Session, found: Sequence[Assessment]) -> dict[tuple[str, str], str]:
    """The hash of the latest record of the session and of each dossier, in one query."""
    labels = {Session._meta.label, Assessment._meta.label}
    wanted = {(Assessment._meta.label, str(one.pk)) for one in found} | {(Session._meta.label, str(session.pk))}
    rows = (
        AuditRecord.objects.filter(subject_type__in=labels, subject_id__in={pk for _, pk in wanted})
        .order_by("sequence")
        .values_list("subject_type", "subject_id", "hash")
    )
    return {(kind, pk): value for kind, pk, value in rows if (kind, pk) in wanted}
