"""What several acts of this room check alike. Everything raises `DomainError` with the field it is about."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.people.actors import held_today
from saoque.people.models import Unit, User
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer

LONGEST = 20_000  # letters of a long text
MOST_MONEY = 10**13  # VND; a figure above it is a slip of the hand


def needed(text: str, field: str, message: str, longest: int = LONGEST) -> str:
    """Return the text without blanks around it. Raises when it is empty or too long."""
    text = text.strip()
    if not text:
        raise DomainError(message, field=field)
    return limited(text, field, longest)


def limited(text: str, field: str, longest: int = LONGEST) -> str:
    text = text.strip()
    if len(text) > longest:
        raise DomainError(_("Chỗ này dài quá %(limit)d chữ. Hãy viết gọn lại.") % {"limit": longest}, field=field)
    return text


def not_in_future(day: date, field: str) -> date:
    if day > today():
        raise DomainError(_("Ngày này chưa tới. Hãy ghi hôm nay hoặc một ngày đã qua."), field=field)
    return day


def money(value: int, field: str) -> int:
    """Return an amount in VND."""
    if not 0 <= value <= MOST_MONEY:
        raise DomainError(_("Số tiền phải từ 0 đồng trở lên và không quá 10 nghìn tỷ đồng."), field=field)
    return value


def works_in(user: User, unit_id: int) -> bool:
    """Whether the person holds a role of the Youth Union in the unit today."""
    return held_today().filter(user=user, unit=unit_id, role__in=YOUTH_ROLES).exists()


def check_owner(user: User, unit_id: int) -> User:
    if not works_in(user, unit_id):
        raise DomainError(_("Người này không làm ở đơn vị đang giữ vụ việc. Hãy chọn người khác."), field="owner")
    return user


def check_partner(unit: Unit | None, person: User | None) -> None:
    """The partner is a partner's unit; a named person holds the role in it today."""
    if unit is None:
        if person is not None:
            raise DomainError(_("Hãy chọn đơn vị của người này trước."), field="partner")
        return
    if unit.kind != UnitKind.PARTNER:
        raise DomainError(_("Đơn vị này không phải đối tác. Hãy chọn đơn vị khác."), field="partner")
    if person is not None and not held_today().filter(user=person, unit=unit, role=Role.PARTNER).exists():
        raise DomainError(_("Người này không thuộc đối tác đã chọn."), field="partner_person")


def unit_for(producer: Producer) -> Unit:
    """Return the unit that takes a need in: the commune's when somebody works in it, else the city's. Two queries.

    Raises `DomainError` where the Youth Union has no unit on this site.
    """
    staffed = held_today().filter(role__in=YOUTH_ROLES, unit__until__isnull=True).values("unit")
    units = Unit.objects.filter(pk__in=staffed).order_by("pk")
    found = units.filter(kind=UnitKind.YOUTH_COMMUNE, commune__code=producer.commune.code).first()
    if found is None and producer.commune.parent is not None:
        found = units.filter(kind=UnitKind.YOUTH_CITY, province__code=producer.commune.parent.code).first()
    if found is None:
        raise DomainError(_("Nơi này chưa có đơn vị Đoàn nào trên Sao Quê. Hãy gọi Đoàn xã, phường của bà con."))
    return found


def keep_file(upload: Any, user: Any) -> Any:
    """Check and keep a file that was sent, of a picture only the pixels; None for none."""
    from saoque.producers.keeping import keep

    return keep(upload, user) if upload else None
