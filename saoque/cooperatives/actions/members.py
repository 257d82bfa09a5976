"""The member book: founders, invitations, who joins and leaves; and the Youth Union unit that helps."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.cooperatives.actions.telling import require_founding
from saoque.cooperatives.kinds import MemberKind, Post, Standing
from saoque.cooperatives.models import Cooperative, Help, Invitation, Member
from saoque.cooperatives.queries.capital import capital_on
from saoque.cooperatives.rules import present_members, rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit
from saoque.people.phones import normalise_phone

INVITATION_DAYS = 30
# What a member may say of oneself; the rest is for whoever keeps the founding.
OWN = frozenset(
    {"born_on", "id_number", "home", "phone", "full_capacity", "uses_services", "gives_labour", "need",
     "representative", "investment_certificate"}
)  # fmt: skip
TOLD = OWN | {"name", "kind", "standing", "post", "represents"}


def add_member(
    cooperative: Cooperative, told: dict[str, Any], *, actor: Actor, joined_on: date | None = None
) -> Member:
    """Write a founder, or after registration a new member, into the book."""
    acting = rules.require(actor, "found", cooperative)
    founding = cooperative.state != Cooperative.State.REGISTERED
    if founding:
        require_founding(cooperative)
    values = _checked({name: value for name, value in told.items() if name in TOLD})
    day = joined_on or today()
    if day > today():
        raise DomainError(_("Ngày vào chưa tới."), field="joined_on")
    member = Member(cooperative=cooperative, is_founder=founding, joined_on=day, **values)
    if not member.name:
        raise DomainError(_("Hãy ghi họ tên, hoặc tên tổ chức."), field="name")
    with transaction.atomic():
        compare_and_set(cooperative, acting, "add_member", data={"name": member.name})
        member.save()
        audit.record(member, "add_member", acting, to_state="held")
    return member


def change_member(member: Member, told: dict[str, Any], *, actor: Actor) -> None:
    """Change a line; its own person may change what concerns the person. The audit record keeps names of fields only."""
    cooperative = member.cooperative
    keeps = rules.may(actor, "found", cooperative)
    acting = rules.require(actor, "found", cooperative) if keeps else rules.require(actor, "edit_own", member)
    if cooperative.state == Cooperative.State.FILED:
        require_founding(cooperative)
    values = _checked({name: value for name, value in told.items() if name in (TOLD if keeps else OWN)})
    if keeps and not values.get("name", member.name):
        raise DomainError(_("Hãy ghi họ tên, hoặc tên tổ chức."), field="name")
    changes = {name: value for name, value in values.items() if getattr(member, name) != value}
    if changes:
        compare_and_set(member, acting, "change_member", data={"fields": sorted(changes)}, **changes)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    for name, known in (("kind", MemberKind.values), ("standing", Standing.values), ("post", Post.values)):
        if name in found and found[name] not in known:
            raise DomainError(_("Hãy chọn một trong các lựa chọn."), field=name)
    born_on = found.get("born_on")
    if born_on and born_on > today():
        raise DomainError(_("Ngày sinh chưa tới. Hãy xem lại."), field="born_on")
    for name, limit in (("name", 160), ("id_number", 40), ("home", 250), ("representative", 160)):
        if len(found.get(name) or "") > limit:
            raise DomainError(_("Chỗ này dài quá %(limit)d chữ.") % {"limit": limit}, field=name)
    return found


def leave(member: Member, left_on: date, why: str, *, actor: Actor) -> None:
    """End a membership from `left_on` on. Capital must be transferred or repaid first; somebody must keep the book."""
    cooperative = member.cooperative
    acting = rules.require(actor, "found", cooperative)
    if cooperative.state == Cooperative.State.FILED:
        require_founding(cooperative)
    if member.left_on is not None:
        raise Stale()
    if not member.joined_on <= left_on <= today():
        raise DomainError(_("Ngày ra phải từ ngày vào đến hôm nay."), field="left_on")
    if not why.strip():
        raise DomainError(_("Hãy ghi lý do ra."), field="why")
    others = [one for one in present_members(cooperative) if one.manages and one.user_id and one.pk != member.pk]
    if member.manages and not others:
        raise DomainError(_("Người này đang giữ hồ sơ. Hãy mời thêm một người cùng giữ trước khi ra."))
    row = next((row for row in capital_on(cooperative).rows if row.member.pk == member.pk), None)
    if row and (row.pledged or row.paid):
        raise DomainError(_("Thành viên còn vốn góp. Hãy ghi chuyển nhượng hoặc trả lại trước."))
    data = {"left_on": left_on.isoformat()}
    compare_and_set(member, acting, "leave", data=data, left_on=left_on, left_why=why.strip()[:200])


def invite(member: Member, phone: str, *, manages: bool, actor: Actor) -> Invitation:
    """Make a way in for the person of a line. With a phone only that account can take it; earlier ones are withdrawn."""
    cooperative = member.cooperative
    acting = rules.require(actor, "invite", cooperative)
    if member.user_id is not None:
        raise DomainError(_("Người này đã vào rồi."))
    number = normalise_phone(phone) if phone.strip() else ""
    with transaction.atomic():
        member.invitations.filter(state="open").update(state="withdrawn")
        made = Invitation.objects.create(
            member=member,
            phone=number,
            manages=manages,
            made_by=acting.user,
            expires_on=today() + timedelta(days=INVITATION_DAYS),
        )
        compare_and_set(member, acting, "invite", data={"manages": manages, "by_phone": bool(number)})
    return made


def invite_first(cooperative: Cooperative, name: str, phone: str, *, actor: Actor) -> Invitation:
    """A unit that opened a founding hands it over: writes the first founder's name and makes the way in."""
    acting = rules.require(actor, "invite", cooperative)
    if not name.strip():
        raise DomainError(_("Hãy ghi tên sáng lập viên đầu tiên."), field="name")
    with transaction.atomic():
        member = Member.objects.create(cooperative=cooperative, name=name.strip()[:160], joined_on=today())
        audit.record(member, "add_member", acting, to_state="held")
        return invite(member, phone, manages=True, actor=actor)


def find_invitation(actor: Actor, token: str) -> Invitation:
    """Return an open invitation that the signed-in person may take. Raises `NotFound`."""
    found = (
        Invitation.objects.select_related("member__cooperative__commune__parent", "made_by")
        .filter(token=token, state="open", expires_on__gte=today())
        .first()
    )
    if found is None or actor.user is None or (found.phone and actor.user.phone != found.phone):
        raise NotFound()
    return found


def take_invitation(token: str, *, actor: Actor) -> Cooperative:
    """Consent to be a founder. Whoever keeps the founding thereby consents to the help of the unit that opened it."""
    found = find_invitation(actor, token)
    member = found.member
    if member.left_on is not None:
        raise NotFound()
    now = timezone.now()
    try:
        with transaction.atomic():
            if Invitation.objects.filter(pk=found.pk, state="open").update(state="used") != 1:
                raise Stale()
            changes = {"user": actor.user, "consented_at": now, "manages": found.manages}
            compare_and_set(member, actor, "take_invitation", **changes)
            if found.manages:
                waiting = member.cooperative.helps.filter(consented_at=None, ended_at=None)
                waiting.update(consented_at=now)
    except IntegrityError:
        raise DomainError(_("Bạn đã có tên trong nhóm này rồi.")) from None
    return member.cooperative


def youth_units_for(cooperative: Cooperative) -> list[Unit]:
    """Return the Youth Union units that work in the place, the commune's own first. One query."""
    commune = cooperative.commune
    units = Unit.objects.filter(kind="youth_commune", commune__code=commune.code, until=None) | Unit.objects.filter(
        kind="youth_city", province__code=commune.parent.code if commune.parent else "", until=None
    )
    return sorted(units, key=lambda unit: (unit.kind != "youth_commune", unit.sort))


def ask_help(cooperative: Cooperative, unit_id: int, *, actor: Actor) -> Help:
    """Let a unit of the place see and help. It sees no personal data and decides nothing."""
    acting = rules.require(actor, "found", cooperative)
    unit = next((one for one in youth_units_for(cooperative) if one.pk == unit_id), None)
    if unit is None:
        raise DomainError(_("Hãy chọn một đơn vị Đoàn trong danh sách."), field="unit")
    if any(one.unit_id == unit.pk for one in cooperative.helps.all()):
        raise DomainError(_("Đơn vị này đang giúp rồi."), field="unit")
    with transaction.atomic():
        compare_and_set(cooperative, acting, "ask_help", data={"unit": unit.pk})
        return Help.objects.create(
            cooperative=cooperative, unit=unit, asked_by=acting.user, consented_at=timezone.now()
        )


def end_help(cooperative: Cooperative, pk: int, *, actor: Actor) -> None:
    acting = rules.require(actor, "found", cooperative)
    with transaction.atomic():
        compare_and_set(cooperative, acting, "end_help", data={"help": pk})
        if cooperative.helps.filter(pk=pk, ended_at=None).update(ended_at=timezone.now()) != 1:
            raise NotFound()
