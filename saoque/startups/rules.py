"""Who may do what with projects and contests. A project is its team's; a contest is its unit's."""

from typing import Any

from saoque.kernel.access import ANYONE, SIGNED_IN, Actor, Rules, Standing, always
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.startups.models import Candidate, Conflict, Contest, Introduction, Juror, Member, Mentorship, Project


def in_team(actor: Actor, standing: Standing | None, project: Project) -> bool:
    return any(one.user_id == actor.user_id and one.state == Member.State.ACCEPTED for one in project.members.all())


def leads(actor: Actor, standing: Standing | None, project: Project) -> bool:
    return any(one.user_id == actor.user_id and one.leads for one in project.members.all())


def reads(actor: Actor, standing: Standing | None, project: Project) -> bool:
    """The team and the mentors who walk beside it."""
    return in_team(actor, standing, project) or any(
        one.mentor_id == actor.user_id and one.state == Mentorship.State.ACCEPTED for one in project.mentorships.all()
    )


def in_area(actor: Actor, standing: Standing | None, project: Project) -> bool:
    """The Youth Union's unit of the commune or the province."""
    if standing is None:
        return False
    if standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return bool(standing.commune) and project.commune.code == standing.commune
    parent = project.commune.parent
    return bool(standing.province) and parent is not None and parent.code == standing.province


def reads_shared(actor: Actor, standing: Standing | None, project: Project) -> bool:
    """Of the area, once the team has agreed."""
    return project.shared_at is not None and in_area(actor, standing, project)


def asked_member(actor: Actor, standing: Standing | None, member: Member) -> bool:
    return member.user_id == actor.user_id


def asked_mentor(actor: Actor, standing: Standing | None, mentorship: Mentorship) -> bool:
    return mentorship.mentor_id == actor.user_id


def its_unit(actor: Actor, standing: Standing | None, contest: Contest) -> bool:
    return standing is not None and standing.unit_id == contest.unit_id


def its_unit_at_work(actor: Actor, standing: Standing | None, contest: Contest) -> bool:
    """The unit reads what the contest is about to bring; a person of it who judges reads as a juror alone."""
    return its_unit(actor, standing, contest) and not _seat(actor, contest)


def is_called(actor: Actor, standing: Standing | None, contest: Contest) -> bool:
    return contest.state != Contest.State.DRAFT


def asked_juror(actor: Actor, standing: Standing | None, juror: Juror) -> bool:
    return juror.user_id == actor.user_id


def judges(actor: Actor, standing: Standing | None, candidate: Candidate) -> bool:
    """In the jury, and without an interest in the entry."""
    seat = _seat(actor, candidate.round.contest)
    return seat is not None and not Conflict.objects.filter(juror=seat, entry=candidate.entry_id).exists()


def _seat(actor: Actor, contest: Contest) -> Juror | None:
    seats = contest.jury.all() if actor.signed_in else ()
    return next((one for one in seats if one.user_id == actor.user_id and one.state == Juror.State.ACCEPTED), None)


# A project and a partner: the leader speaks for the one, whoever holds the role in the unit for the other.


def of_unit(actor: Actor, standing: Standing | None, unit: Unit) -> bool:
    return standing is not None and standing.unit_id == unit.pk


def _leads_it(actor: Actor, standing: Standing | None, introduction: Introduction) -> bool:
    return leads(actor, standing, introduction.project)


def _of_its_unit(actor: Actor, standing: Standing | None, introduction: Introduction) -> bool:
    return standing is not None and standing.unit_id == introduction.unit_id


def _two_sides(project_side: Any, partner_side: Any) -> dict[str, Any]:
    return {SIGNED_IN: project_side, Role.PARTNER: partner_side}


def _when(condition: Any, *, by_project: bool) -> Any:
    """The condition, where the knock came from that side."""
    return lambda actor, standing, one: one.by_project == by_project and condition(actor, standing, one)


def team_reads_it(actor: Actor, standing: Standing | None, introduction: Introduction) -> bool:
    return in_team(actor, standing, introduction.project)


def agreed_with_team(actor: Actor, standing: Standing | None, introduction: Introduction) -> bool:
    return introduction.state == Introduction.State.AGREED and team_reads_it(actor, standing, introduction)


def agreed_with_unit(actor: Actor, standing: Standing | None, introduction: Introduction) -> bool:
    """The partner's view of a project's inside: only while both agree."""
    return introduction.state == Introduction.State.AGREED and _of_its_unit(actor, standing, introduction)


def _youth(condition: Any) -> dict[str, Any]:
    return dict.fromkeys(YOUTH_ROLES, condition)


rules = Rules(
    "startups",
    {
        "open_project": {SIGNED_IN: always},
        "list_projects": _youth(always),
        "read": {SIGNED_IN: reads, **_youth(reads_shared)},
        "edit": {SIGNED_IN: in_team},
        "lead": {SIGNED_IN: leads},
        "answer_member": {SIGNED_IN: asked_member},
        "answer_mentor": {SIGNED_IN: asked_mentor},
        # partners
        "speak_for": {Role.PARTNER: of_unit},
        "see_introduction": _two_sides(team_reads_it, _of_its_unit),
        "see_details": _two_sides(agreed_with_team, agreed_with_unit),
        "belong": _two_sides(_leads_it, _of_its_unit),
        "answer_knock": _two_sides(_when(_leads_it, by_project=False), _when(_of_its_unit, by_project=True)),
        "take_back": _two_sides(_when(_leads_it, by_project=True), _when(_of_its_unit, by_project=False)),
        # contests
        "open_contest": _youth(always),
        "organise": _youth(its_unit),
        "read_contest": {ANYONE: is_called, **_youth(its_unit)},
        "read_results": _youth(its_unit_at_work),
        "answer_juror": {SIGNED_IN: asked_juror},
        "judge": {SIGNED_IN: judges},
    },
)
