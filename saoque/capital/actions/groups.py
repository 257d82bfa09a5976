"""Savings and credit groups: members of one hamlet, meetings with what they resolve and save."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.capital.actions.checks import not_future, some_words
from saoque.capital.flow import group_flow
from saoque.capital.models import GroupMeeting, GroupMember, Loan, Saving, SavingsGroup
from saoque.capital.paths import group_limits
from saoque.capital.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.producers.models import Producer


@transaction.atomic
def found_group(
    unit: Unit,
    *,
    actor: Actor,
    name: str,
    hamlet: str,
    leader: str,
    on: date,
    members: Sequence[tuple[str, Producer | None]],
) -> SavingsGroup:
    """Found a group of as many members as the record allows, all of the hamlet; the leader is one of them."""
    acting = rules.require(actor, "lead_group", unit)
    not_future(on, "on")
    if unit.kind != UnitKind.YOUTH_COMMUNE:
        raise DomainError(_("Tổ do Đoàn xã, phường lập."), field="unit")
    least, most = group_limits()
    names = [some_words(one, "members") for one, _producer in members]
    if not least <= len(names) <= most:
        raise DomainError(
            _("Tổ cần từ %(least)d đến %(most)d thành viên.") % {"least": least, "most": most}, field="members"
        )
    if leader not in names:
        raise DomainError(_("Tổ trưởng phải là một thành viên."), field="leader")
    group = SavingsGroup.objects.create(
        unit=unit, name=some_words(name, "name"), hamlet=some_words(hamlet, "hamlet"), leader_name=leader, founded_on=on
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, name=one, producer=producer, joined_on=on)
        for one, (_said, producer) in zip(names, members, strict=True)
    )
    audit.record(group, "found_group", acting, to_state=group.state, data={"members": len(names)})
    return group


@transaction.atomic
def join(group: SavingsGroup, name: str, *, actor: Actor, on: date, producer: Producer | None = None) -> GroupMember:
    acting = rules.require(actor, "lead_group", group)
    not_future(on, "on")
    _must_be_active(group)
    if group.members.filter(left_on=None).count() >= group_limits()[1]:
        raise DomainError(_("Tổ đã đủ người."))
    if producer is not None and group.members.filter(producer=producer, left_on=None).exists():
        raise DomainError(_("Người này đã ở trong tổ."), field="producer")
    compare_and_set(group, acting, "join", data={"name": name})
    return GroupMember.objects.create(group=group, name=some_words(name, "name"), producer=producer, joined_on=on)


@transaction.atomic
def leave(member: GroupMember, *, actor: Actor, on: date) -> None:
    """A member leaves; not with a loan under way, and not so that fewer remain than a group needs."""
    group = member.group
    acting = rules.require(actor, "lead_group", group)
    not_future(on, "on")
    owing = Loan.objects.filter(group=group, producer=member.producer_id, state=Loan.State.DISBURSED)
    if member.producer_id and owing.exists():
        raise DomainError(_("Người này còn khoản vay qua tổ, chưa ra tổ được."))
    if group.members.filter(left_on=None).count() <= group_limits()[0]:
        raise DomainError(_("Ra thêm một người thì tổ không còn đủ người."))
    compare_and_set(group, acting, "leave", data={"name": member.name})
    if not GroupMember.objects.filter(pk=member.pk, left_on=None).update(left_on=on):
        raise Stale()


@transaction.atomic
def hold_meeting(
    group: SavingsGroup, *, actor: Actor, on: date, present: int, resolution: str, savings: Mapping[int, int]
) -> GroupMeeting:
    """Note a meeting: how many came, what was resolved, what each member (by id) saved, VND."""
    acting = rules.require(actor, "lead_group", group)
    not_future(on, "on")
    _must_be_active(group)
    members = set(group.members.filter(left_on=None).values_list("pk", flat=True))
    if not 1 <= present <= len(members):
        raise DomainError(_("Số người dự phải từ 1 đến số thành viên của tổ."), field="present")
    if set(savings) - members:
        raise DomainError(_("Có người gửi tiết kiệm không ở trong tổ."), field="savings")
    compare_and_set(group, acting, "hold_meeting", data={"on": on.isoformat(), "saved": sum(savings.values())})
    meeting = GroupMeeting.objects.create(
        group=group,
        held_on=on,
        present=present,
        resolution=some_words(resolution, "resolution"),
        entered_by=acting.user,
    )
    Saving.objects.bulk_create(
        Saving(meeting=meeting, member_id=member, amount=amount) for member, amount in savings.items() if amount > 0
    )
    return meeting


@transaction.atomic
def end_group(group: SavingsGroup, *, actor: Actor) -> None:
    """Dissolve a group; not while a loan through it is asked for or being paid back. Everything stays readable."""
    acting = rules.require(actor, "lead_group", group)
    _must_be_active(group)
    under_way = (Loan.State.DRAFT, Loan.State.HANDED_OVER, Loan.State.DISBURSED)
    if group.loans.filter(state__in=under_way).exists():
        raise DomainError(_("Còn khoản vay qua tổ chưa xong, chưa giải thể được."))
    group_flow.apply(group, "end_group", acting, ended_on=today())


def _must_be_active(group: SavingsGroup) -> None:
    if group.state != SavingsGroup.State.ACTIVE:
        raise Stale()
