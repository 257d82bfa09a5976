"""What several acts check alike."""

from datetime import date

from django.utils.translation import gettext as _

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError


def not_future(day: date, field: str) -> None:
    if day > today():
        raise DomainError(_("Ngày này ở tương lai. Hãy ghi ngày đã xảy ra."), field=field)


def some_words(text: str, field: str) -> str:
    """Return the text without blanks around it. Raises `DomainError` when nothing is left."""
    if not text.strip():
        raise DomainError(_("Chỗ này cần điền."), field=field)
    return text.strip()


def some_money(amount: int | None, field: str) -> int:
    """Return the amount in VND. Raises `DomainError` unless it is more than nothing."""
    if amount is None or amount <= 0:
        raise DomainError(_("Số tiền phải lớn hơn 0."), field=field)
    return amount
