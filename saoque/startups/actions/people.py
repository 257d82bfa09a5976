"""Who belongs to a project: members who accept, mentors who accept; either side may end it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.people.actors import held_today
from saoque.people.models import Membership
from saoque.people.queries import find_account
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.startups.flow import member_flow, mentor_flow
from saoque.startups.models import Member, Mentorship, Project
from saoque.startups.rules import rules

MENTOR_ROLES = (Role.PARTNER, *YOUTH_ROLES)
MOST_MEMBERS = 20
OLDEST, YOUNGEST = 100, 14  # years


@transaction.atomic
def invite(project: Project, name: str, part: str, *, actor: Actor) -> Member:
    """Ask the account with this email or phone into the team. Nothing of the project is shown before it accepts."""
    acting = rules.require(actor, "lead", project)
    user = find_account(name)
    if user is None:
        raise DomainError(
            _("Chưa có tài khoản nào dùng địa chỉ này. Hãy nhờ bạn ấy đăng ký trước rồi mời lại."), field="name"
        )
    present = (Member.State.ASKED, Member.State.ACCEPTED)
    if project.members.filter(state__in=present).count() >= MOST_MEMBERS:
        raise DomainError(_("Một nhóm có nhiều nhất 20 người."), field="name")
    try:
        with transaction.atomic():
            member = Member.objects.create(project=project, user=user, part=part.strip()[:120], asked_on=today())
    except IntegrityError:
        raise DomainError(_("Bạn ấy đã ở trong nhóm hoặc đang được mời."), field="name") from None
    audit.record(member, "invite", acting, to_state=member.state, data={"project": project.pk, "user": user.pk})
    return member


def accept_membership(member: Member, *, actor: Actor, born_on: date | None = None) -> None:
    """Join the team. The birthday is the person's own to state; contests ask for it."""
    acting = rules.require(actor, "answer_member", member)
    member_flow.apply(member, "accept", acting, born_on=checked_birthday(born_on))


def decline_membership(member: Member, *, actor: Actor) -> None:
    member_flow.apply(member, "decline", rules.require(actor, "answer_member", member))


def state_birthday(member: Member, born_on: date, *, actor: Actor) -> None:
    """State one's own birthday. The audit keeps that it was stated, not the day."""
    acting = rules.require(actor, "answer_member", member)
    if member.state != Member.State.ACCEPTED:
        raise NotFound()
    compare_and_set(member, acting, "state_birthday", born_on=checked_birthday(born_on))


def part_with(member: Member, *, actor: Actor) -> None:
    """Leave the team, or be let go by the one who leads. The leader stays: a project always has one."""
    action = "answer_member" if member.user_id == actor.user_id else "lead"
    acting = rules.require(actor, action, member if action == "answer_member" else member.project)
    if member.leads:
        raise DomainError(_("Trưởng nhóm ở lại với dự án. Nếu không làm nữa, hãy dừng dự án."))
    member_flow.apply(member, "leave", acting)


def mentors_for(project: Project) -> list[Membership]:
    """Return the partners' and Youth Union's people of the province, and the nation's, who may be asked. One query."""
    province = project.commune.parent_id
    held = held_today().filter(role__in=MENTOR_ROLES, user__is_active=True).select_related("user", "unit__commune")
    near = [
        one
        for one in held.order_by("unit__sort", "user__full_name", "pk")[:500]
        if (one.unit.commune.parent_id if one.unit.commune else one.unit.province_id) in (province, None)
    ]
    return near


@transaction.atomic
def ask_mentor(project: Project, mentor: Membership, message: str, *, actor: Actor) -> Mentorship:
    """Ask somebody to walk beside the project. The mentor reads the request and the idea, the inside after accepting."""
    acting = rules.require(actor, "lead", project)
    if mentor not in mentors_for(project):
        raise DomainError(_("Hãy chọn một người trong danh sách."), field="mentor")
    if any(one.user_id == mentor.user_id and one.state == Member.State.ACCEPTED for one in project.members.all()):
        raise DomainError(_("Người này đang ở trong nhóm."), field="mentor")
    if len(message.strip()) < 10:
        raise DomainError(_("Hãy viết vài câu: nhóm mong được giúp điều gì."), field="message")
    try:
        with transaction.atomic():
            made = Mentorship.objects.create(
                project=project, mentor=mentor.user, unit=mentor.unit, message=message.strip()[:3000], asked_on=today()
            )
    except IntegrityError:
        raise DomainError(_("Nhóm đã mời người này rồi."), field="mentor") from None
    audit.record(made, "ask_mentor", acting, to_state=made.state, data={"project": project.pk, "user": mentor.user_id})
    return made


def answer_mentor(mentorship: Mentorship, *, accepted: bool, answer: str = "", actor: Actor) -> None:
    """Accept or decline, with a word to the team."""
    acting = rules.require(actor, "answer_mentor", mentorship)
    mentor_flow.apply(mentorship, "accept" if accepted else "decline", acting, answer=answer.strip()[:1000])


def end_mentorship(mentorship: Mentorship, *, actor: Actor) -> None:
    """End it from either side; the mentor no longer sees the inside."""
    mine = mentorship.mentor_id == actor.user_id
    acting = rules.require(actor, "answer_mentor" if mine else "lead", mentorship if mine else mentorship.project)
    mentor_flow.apply(mentorship, "end", acting)


def checked_birthday(born_on: date | None) -> date | None:
    if born_on is None:
        return None
    years = (today() - born_on).days // 365
    if not YOUNGEST <= years <= OLDEST:
        raise DomainError(_("Hãy xem lại ngày sinh."), field="born_on")
    return born_on
