"""Checks that several acts share. Each raises `DomainError` in words for people."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.outcome_flow import AT_FAIR, LOGGING
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError

MOST_MONEY = 10**12  # VND
MOST_PEOPLE = 1_000_000


def at_the_fair(exhibitor: Exhibitor) -> None:
    if exhibitor.state not in AT_FAIR:
        raise DomainError(_("Đơn vị này không có tên trong danh sách dự hội chợ."))


def in_time(fair: Fair, states: Collection[str]) -> None:
    if fair.state not in states:
        raise DomainError(
            _("Hội chợ đang ở bước «%(state)s» nên không ghi việc này được.") % {"state": fair.get_state_display()}
        )


def may_log(exhibitor: Exhibitor, day: date) -> None:
    """A day of the fair that has begun, while the result is not yet reported."""
    at_the_fair(exhibitor)
    in_time(exhibitor.fair, LOGGING)
    if not exhibitor.fair.first_day <= day <= min(exhibitor.fair.last_day, today()):
        raise DomainError(_("Chỉ ghi những ngày hội chợ đã mở, không ghi trước."))


def words(text: str, least: int, most: int, say: str, field: str) -> str:
    """Return the text on one line; `say` is what to tell when it is too short."""
    said = " ".join(text.split())[:most]
    if len(said) < least:
        raise DomainError(say, field=field)
    return said


def whole(number: int, most: int, field: str) -> int:
    if not 0 <= number <= most:
        raise DomainError(_("Con số từ 0 đến %(most)s.") % {"most": f"{most:,}".replace(",", ".")}, field=field)
    return number
