"""Setting up a council by decision: its unit, its members, its own rules (article 7 clause 3 point b)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from saoque.councils.defaults import default_source
from saoque.councils.models import Council, CouncilRules, Session
from saoque.councils.rules import COUNCIL_ROLES, Seat, rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.people.actions import appoint, create_unit, end_membership
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit

_MOST_PERCENT, _MOST_DECIMALS, _MOST_POINTS = 100, 3, 100


@dataclass(frozen=True)
class NewMember:
    """A person as the decision names them: `title` is position and organisation."""

    user: User
    role: str
    title: str = ""


def form_council(
    level: str,
    province: AdminUnit | None,
    *,
    name: str,
    decision_number: str,
    decided_on: date,
    members: Sequence[NewMember],
    actor: Actor,
) -> Council:
    """Set up a council with exactly one chair. It begins with the suggested rules, each with its source."""
    actor = rules.require(actor, "form_council", Seat(level, province))
    if (level == Level.PROVINCE) != (province is not None):
        raise DomainError(_("Cấp tỉnh phải có tên tỉnh; cấp trung ương thì không."), field="province")
    if not decision_number.strip():
        raise DomainError(_("Hãy ghi số quyết định thành lập Hội đồng."), field="decision_number")
    if decided_on > today():
        raise DomainError(_("Ngày quyết định không thể ở sau hôm nay."), field="decided_on")
    _check_members(members)
    with transaction.atomic():
        agency = Unit.objects.filter(pk=actor.unit_id or 0).first()
        unit = create_unit(UnitKind.COUNCIL, name, actor=actor, province=province, parent=agency, since=decided_on)
        council = Council.objects.create(
            unit=unit,
            level=level,
            province=province,
            decision_number=decision_number.strip(),
            decided_on=decided_on,
        )
        for one in members:
            appoint(one.user, unit, one.role, actor=actor, title=one.title, since=decided_on)
        CouncilRules.objects.create(council=council, number=1, source=default_source())
        people = [[m.user.pk, str(m.role)] for m in members]
        audit.record(council, "form_council", actor, data={"decision": decision_number, "members": people})
    return council


def retire_council(council: Council, *, actor: Actor) -> None:
    """End a council whose time is over. Refused while a session of it is not closed."""
    actor = rules.require(actor, "form_council", council)
    if council.sessions.exclude(state=Session.State.CLOSED).exists():
        raise DomainError(_("Hội đồng còn phiên chưa đóng. Hãy đóng phiên trước."))
    with transaction.atomic():
        compare_and_set(council, actor, "retire_council", is_active=False)


def add_member(council: Council, member: NewMember, *, actor: Actor) -> Membership:
    """Add one person by a change of the decision. A second chair is refused."""
    actor = rules.require(actor, "change_members", council)
    held = current_members(council)
    if any(one.user_id == member.user.pk for one in held):
        raise DomainError(_("Người này đã ở trong Hội đồng."), field="person")
    if member.role == Role.COUNCIL_CHAIR and any(one.role == Role.COUNCIL_CHAIR for one in held):
        raise DomainError(_("Hội đồng đã có Chủ tịch. Hãy kết thúc vai cũ trước."), field="role")
    if member.role not in COUNCIL_ROLES:
        raise DomainError(_("Vai này không có trong Hội đồng."), field="role")
    with transaction.atomic():
        added = appoint(member.user, council.unit, member.role, actor=actor, title=member.title)
        compare_and_set(council, actor, "add_member", data={"user": member.user.pk, "role": str(member.role)})
    return added


def end_member(council: Council, membership: Membership, *, actor: Actor) -> None:
    """End one person's role. What the person has handed in stays."""
    actor = rules.require(actor, "change_members", council)
    if membership.unit_id != council.unit_id or membership.until is not None:
        raise DomainError(_("Người này không còn trong Hội đồng."))
    with transaction.atomic():
        end_membership(membership, actor=actor)
        compare_and_set(council, actor, "end_member", data={"user": membership.user_id, "role": membership.role})


def set_rules(council: Council, *, actor: Actor, source: str, **values: Any) -> CouncilRules:
    """Write a new version of the council's rules. Sessions that are already planned keep the version they began with."""
    actor = rules.require(actor, "set_rules", council)
    if not source.strip():
        raise DomainError(_("Hãy ghi quy chế này theo văn bản nào, hoặc ai đề xuất."), field="source")
    _check_values(values)
    try:
        with transaction.atomic():
            last = council.rules.aggregate(n=Max("number"))["n"] or 0
            made = CouncilRules.objects.create(council=council, number=last + 1, source=source.strip(), **values)
            shown = {key: str(value) for key, value in values.items()}
            audit.record(council, "set_rules", actor, data={"number": made.number, "values": shown})
    except IntegrityError:
        raise DomainError(_("Có người vừa sửa quy chế. Hãy tải lại trang rồi xem lại.")) from None
    return made


def current_members(council: Council) -> list[Membership]:
    """The people of the council today, the chair first, in the order of the decision."""
    rank = {role: place for place, role in enumerate(COUNCIL_ROLES)}
    held = council.unit.memberships.filter(until__isnull=True).select_related("user").order_by("pk")
    return sorted(held, key=lambda one: rank.get(Role(one.role), len(rank)))


def _check_members(members: Sequence[NewMember]) -> None:
    roles = Counter(m.role for m in members)
    if any(role not in COUNCIL_ROLES for role in roles):
        raise DomainError(_("Có vai không thuộc Hội đồng."), field="members")
    if roles[Role.COUNCIL_CHAIR] != 1:
        raise DomainError(_("Hội đồng phải có đúng một Chủ tịch."), field="members")
    if not roles[Role.COUNCIL_MEMBER]:
        raise DomainError(_("Hội đồng phải có ít nhất một thành viên ngoài Chủ tịch."), field="members")
    if not roles[Role.COUNCIL_SECRETARY]:
        raise DomainError(_("Hội đồng cần một thư ký để điểm danh và đưa hồ sơ vào phiên."), field="members")
    twice = [pk for pk, count in Counter(m.user.pk for m in members).items() if count > 1]
    if twice:
        names = ", ".join(sorted({m.user.full_name for m in members if m.user.pk in twice}))
        raise DomainError(_("Mỗi người chỉ giữ một vai trong Hội đồng: %(names)s.") % {"names": names}, field="members")


def _check_values(values: dict[str, Any]) -> None:
    if not 1 <= int(values["quorum_percent"]) <= _MOST_PERCENT:
        raise DomainError(_("Tỷ lệ có mặt phải từ 1 đến 100%."), field="quorum_percent")
    if not 0 <= int(values["decimals"]) <= _MOST_DECIMALS:
        raise DomainError(_("Số chữ số lẻ phải từ 0 đến 3."), field="decimals")
    if not Decimal(0) < Decimal(values["spread_limit"]) <= _MOST_POINTS:
        raise DomainError(_("Độ lệch cho phép phải lớn hơn 0 và không quá 100 điểm."), field="spread_limit")
    kinds = {
        "averaging": CouncilRules.Averaging,
        "rounding": CouncilRules.Rounding,
        "mark_rule": CouncilRules.MarkRule,
        "sealing": CouncilRules.Sealing,
    }
    for field, choices in kinds.items():
        if values[field] not in choices.values:
            raise DomainError(_("Hãy chọn một trong các cách có sẵn."), field=field)
