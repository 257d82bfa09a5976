"""Who may do what in a council. A person with an interest in a dossier has no right to it at all, whatever the role."""

from dataclasses import dataclass
from typing import Any

from saoque.councils.models import Assessment, Attendance, Council, Round, Session
from saoque.kernel.access import Actor, Rules, Standing
from saoque.people.roles import Level, Role
from saoque.places.models import AdminUnit

COUNCIL_ROLES = (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER)
OFFICE_ROLES = (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER)


@dataclass(frozen=True)
class Seat:
    """A level and its province (None for the nation), before there is a round or a council."""

    level: str
    province: AdminUnit | None


def council_of(subject: Council | Session | Assessment) -> Council:
    if isinstance(subject, Assessment):
        return subject.session.council
    return subject.council if isinstance(subject, Session) else subject


def its_agency(actor: Actor, standing: Standing | None, subject: Seat | Round | Council | Session | Assessment) -> bool:
    """The office of the very level and province."""
    if standing is None or (isinstance(subject, Assessment) and is_recused(subject, actor.user_id)):
        return False
    seat = subject if isinstance(subject, Seat | Round) else council_of(subject)
    if seat.level == Level.MINISTRY:
        return not standing.province
    return bool(standing.province) and seat.province is not None and seat.province.code == standing.province


def in_council(actor: Actor, standing: Standing | None, subject: Council | Session | Assessment) -> bool:
    """Holds a role in this very council, and has no interest in the dossier when a dossier is meant."""
    if standing is None or standing.unit_id != council_of(subject).unit_id:
        return False
    return not (isinstance(subject, Assessment) and is_recused(subject, actor.user_id))


def presides(actor: Actor, standing: Standing | None, assessment: Assessment) -> bool:
    """The chair, or the member named in the chair's place for this dossier."""
    if standing is None or not in_council(actor, standing, assessment):
        return False
    if assessment.presider_id is not None:
        return assessment.presider_id == actor.user_id
    return standing.role == Role.COUNCIL_CHAIR


def scores(actor: Actor, standing: Standing | None, assessment: Assessment) -> bool:
    """Present at the session as one who scores, and without interest in the dossier."""
    if standing is None or not in_council(actor, standing, assessment):
        return False
    session = assessment.session
    return standing.role in voting_roles(session) and any(
        line.member_id == actor.user_id and line.present and line.role == standing.role
        for line in session.attendance.all()
    )


def voting_roles(session: Session) -> tuple[str, ...]:
    """The roles whose sheets count under the rules of this session."""
    return (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER) if session.rules.chair_scores else (Role.COUNCIL_MEMBER,)


def is_recused(assessment: Assessment, user_id: int | None) -> bool:
    return any(recusal.member_id == user_id for recusal in assessment.recusals.all())


def voters(session: Session) -> list[Attendance]:
    """The lines of the roll whose sheets count, present or not."""
    roles = voting_roles(session)
    return [line for line in session.attendance.all() if line.role in roles]


def _everyone(council: Any, office: Any) -> dict[str, Any]:
    return {**dict.fromkeys(COUNCIL_ROLES, council), **dict.fromkeys(OFFICE_ROLES, office)}


rules = Rules(
    "councils",
    {
        # rounds and the council itself
        "open_rounds": {Role.AGENCY_HEAD: its_agency},
        "close_round": {Role.AGENCY_HEAD: its_agency},
        "form_council": {Role.AGENCY_HEAD: its_agency},
        "change_members": {Role.AGENCY_HEAD: its_agency},
        "set_rules": {Role.AGENCY_HEAD: its_agency},
        "read_council": _everyone(in_council, its_agency),
        # a session
        "plan_session": {Role.COUNCIL_SECRETARY: in_council, Role.AGENCY_CLERK: its_agency},
        "call_roll": {Role.COUNCIL_SECRETARY: in_council, Role.COUNCIL_CHAIR: in_council},
        "put_dossier": {Role.COUNCIL_SECRETARY: in_council, Role.AGENCY_CLERK: its_agency},
        "open_session": {Role.COUNCIL_CHAIR: in_council},
        "close_session": {Role.COUNCIL_CHAIR: in_council},
        "read_minutes": _everyone(in_council, its_agency),
        # one dossier
        "read": _everyone(in_council, its_agency),
        "take_dossier": {Role.COUNCIL_SECRETARY: in_council, Role.AGENCY_CLERK: its_agency},
        "recuse": {Role.COUNCIL_SECRETARY: in_council, Role.COUNCIL_CHAIR: in_council},
        "recuse_oneself": {
            Role.COUNCIL_CHAIR: in_council,
            Role.COUNCIL_MEMBER: in_council,
            Role.COUNCIL_SECRETARY: in_council,
            Role.ADVISER: in_council,
        },
        "name_presider": {Role.COUNCIL_SECRETARY: in_council},
        "advise": {Role.ADVISER: in_council},
        "mark": {Role.COUNCIL_CHAIR: scores, Role.COUNCIL_MEMBER: scores},
        "hand_in": {Role.COUNCIL_CHAIR: scores, Role.COUNCIL_MEMBER: scores},
        "steer": {
            Role.COUNCIL_CHAIR: presides,
            Role.COUNCIL_MEMBER: presides,
            Role.COUNCIL_SECRETARY: in_council,
        },
        "score_again": {Role.COUNCIL_CHAIR: presides, Role.COUNCIL_MEMBER: presides},
        "close_assessment": {Role.COUNCIL_CHAIR: presides, Role.COUNCIL_MEMBER: presides},
    },
)
