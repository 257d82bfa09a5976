"""Everything that can happen to accounts, units and memberships.

Who may is asked before, of `rules` in the room that shows the button: producers and councils found units of
their own and appoint their first people through the same functions.
"""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.people.letters import reset_link
from saoque.people.models import Membership, Unit, User
from saoque.people.phones import normalise_phone
from saoque.people.roles import HEAD_OF, ROLES_IN, Role, UnitKind


def create_account(
    *, full_name: str, email: str = "", phone: str = "", password: str = "", is_demo: bool = False
) -> User:
    """Create the account of a person who signs up; a demonstration account has no password and cannot get one.

    Raises `DomainError` naming the field. Whether the name is taken is for `find_account`; if two people race
    for one name, the second gets the same error as for a name that cannot be used.
    """
    name = _clean_name(full_name)
    email, phone = _clean_email(email), normalise_phone(phone) if phone.strip() else ""
    if not email and not phone:
        raise DomainError(_("Hãy cho biết số điện thoại hoặc thư điện tử, để lần sau đăng nhập."), field="phone")
    if not is_demo:
        _check_password(password, User(full_name=name, email=email or None, phone=phone or None))
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=email, phone=phone, password=None if is_demo else password, full_name=name, is_demo=is_demo
            )
            audit.record(user, "create_account", Actor(user=user), to_state="active")
    except IntegrityError:
        raise DomainError(_("Số điện thoại hoặc thư điện tử này không dùng để đăng ký được."), field="phone") from None
    return user


def change_name(user: User, full_name: str, *, actor: Actor) -> None:
    _refuse_demo(user)
    compare_and_set(user, actor, "change_name", full_name=_clean_name(full_name))


def change_phone(user: User, phone: str, *, actor: Actor) -> None:
    """Store another phone, or none when an email is left to sign in with."""
    _refuse_demo(user)
    number = normalise_phone(phone) if phone.strip() else None
    if number is None and not user.email:
        raise DomainError(
            _("Đây là cách đăng nhập duy nhất của bạn. Hãy thêm thư điện tử trước khi bỏ số điện thoại."), field="phone"
        )
    try:
        compare_and_set(user, actor, "change_phone", phone=number, phone_verified=False)
    except IntegrityError:
        raise DomainError(_("Số điện thoại này không dùng được. Hãy xem lại."), field="phone") from None


def change_email(user: User, email: str, *, actor: Actor) -> None:
    """Store an address that its owner has just confirmed."""
    _refuse_demo(user)
    address = _clean_email(email)
    if not address:
        raise DomainError(_("Hãy nhập thư điện tử."), field="email")
    try:
        with transaction.atomic():
            compare_and_set(user, actor, "change_email", email=address)
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    except IntegrityError:
        raise DomainError(_("Thư điện tử này không dùng được. Hãy chọn thư khác."), field="email") from None


def note_password(user: User, action: str, *, actor: Actor) -> None:
    """Write that a password was changed or set again; the password itself is stored by the sign-in library."""
    audit.record(User.objects.select_for_update().get(pk=user.pk), action, actor)


def make_reset_link(user: User, *, actor: Actor) -> str:
    """Return a link that sets a new password once, to be handed over in person to somebody without a mailbox."""
    _refuse_demo(user)
    with transaction.atomic():
        holder = User.objects.select_for_update().get(pk=user.pk)
        audit.record(holder, "make_reset_link", actor)
        return reset_link(holder)


def create_unit(
    kind: str,
    name: str,
    *,
    actor: Actor,
    commune: Any = None,
    province: Any = None,
    parent: Unit | None = None,
    since: date | None = None,
) -> Unit:
    """Found a unit. A unit of a commune gets the commune's province when none is given."""
    name = " ".join(name.split())
    if len(name) < 3 or len(name) > 200:
        raise DomainError(_("Tên đơn vị cần từ 3 đến 200 chữ."), field="name")
    if kind not in UnitKind.values:
        raise DomainError(_("Không có loại đơn vị này."), field="kind")
    if commune is not None and province is None:
        province = commune.parent
    if kind in (UnitKind.COMMUNE_COMMITTEE, UnitKind.YOUTH_COMMUNE) and commune is None:
        raise DomainError(_("Đơn vị cấp xã cần có xã, phường."), field="commune")
    if kind in (UnitKind.PROVINCE_COMMITTEE, UnitKind.YOUTH_CITY) and province is None:
        raise DomainError(_("Đơn vị cấp tỉnh cần có tỉnh, thành phố."), field="province")
    with transaction.atomic():
        unit = Unit.objects.create(
            kind=kind, name=name, commune=commune, province=province, parent=parent, since=since or today()
        )
        audit.record(unit, "create_unit", actor, to_state="active", data={"kind": kind, "name": name})
    return unit


def appoint(
    user: User, unit: Unit, role: str, *, actor: Actor, title: str = "", since: date | None = None
) -> Membership:
    """Give `user` a role in `unit` from `since` (today) on. Raises `DomainError` when the unit has no such role."""
    if role not in ROLES_IN.get(unit.kind, ()):
        raise DomainError(_("Đơn vị này không có vai trò đó. Hãy chọn vai trò khác."), field="role")
    if not user.is_active:
        raise DomainError(_("Tài khoản này đang tạm khóa, nên chưa giao vai trò được."), field="name")
    begins = since or today()
    if unit.until is not None and unit.until < begins:
        raise DomainError(_("Đơn vị này đã thôi hoạt động, nên không giao thêm vai trò."), field="role")
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user, unit=unit, role=role, title=" ".join(title.split())[:160], since=begins
            )
            data = {"user": user.pk, "unit": unit.pk, "role": str(role), "since": begins.isoformat()}
            audit.record(membership, "appoint", actor, to_state="held", data=data)
    except IntegrityError:
        raise DomainError(_("Người này đang giữ vai trò đó ở đơn vị rồi."), field="role") from None
    return membership


def end_membership(membership: Membership, *, actor: Actor) -> None:
    """Take the role back at once: yesterday becomes its last day. Raises `Stale` when it has ended already.

    The last person who answers for a unit stays, unless an administrator acts: nobody could let others in again.
    """
    last_day = today() - timedelta(days=1)
    with transaction.atomic():
        # The unit's row orders two people who leave in the same moment.
        unit = Unit.objects.select_for_update().get(pk=membership.unit_id)
        if not _by_admin(actor) and _is_last_head(unit, membership):
            raise DomainError(
                _("Đây là người phụ trách cuối cùng của đơn vị. Hãy giao vai trò này cho người khác trước.")
            )
        still_held = Q(until__isnull=True) | Q(until__gt=last_day)
        ended = Membership.objects.filter(still_held, pk=membership.pk).update(until=last_day)
        if ended != 1:
            raise Stale()
        audit.record(membership, "end_membership", actor, from_state="held", to_state="ended")
    membership.until = last_day


def _by_admin(actor: Actor) -> bool:
    return actor.standing is not None and actor.standing.role == Role.ADMIN


def _is_last_head(unit: Unit, membership: Membership) -> bool:
    if HEAD_OF.get(unit.kind) != membership.role:
        return False
    others = unit.memberships.filter(role=membership.role, until__isnull=True).exclude(pk=membership.pk)
    return not others.exists()


def _refuse_demo(user: User) -> None:
    if user.is_demo:
        raise DomainError(_("Đây là tài khoản trình diễn, nhiều người dùng chung, nên không đổi được."))


def _clean_name(full_name: str) -> str:
    name = " ".join(full_name.split())
    if len(name) < 2:
        raise DomainError(_("Hãy nhập họ tên đầy đủ."), field="full_name")
    if len(name) > 120:
        raise DomainError(_("Họ tên dài quá 120 chữ."), field="full_name")
    return name


def _clean_email(email: str) -> str:
    address = email.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise DomainError(_("Thư điện tử chưa đúng, ví dụ ten@gmail.com."), field="email") from None
    return address


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password1") from None
