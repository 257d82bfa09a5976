"""Shape and sense of what comes in, for screens, imports and demonstration data alike."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.places import register
from saoque.places.models import AdminUnit
from saoque.places.models import Level as PlaceLevel
from saoque.producers.models import TEXT_LIMIT, LegalForm
from saoque.rulebook.shapes import ProductSet

# Who may apply for community tourism only (article 2 clause 3).
ONLY_TOURISM = frozenset({LegalForm.ASSOCIATION, LegalForm.FEDERATION, LegalForm.OPERATING_CENTRE})
TOURISM_SET = 26
_PHONE = re.compile(r"(?:\+?84|0)([1-9]\d{8,9})")
_REGISTRATION = re.compile(r"[\w./\- ]{3,60}")


def cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with texts in NFC and without space around them."""
    return {
        name: unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value
        for name, value in data.items()
    }


def check_fields(subject: models.Model, names: Collection[str]) -> None:
    """Raise `DomainError` for the first of the named fields that does not fit its column (length, choice, email)."""
    others = [field.name for field in subject._meta.fields if field.name not in names]
    try:
        subject.clean_fields(exclude=others)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field=name) from None
    for name in names:
        value = getattr(subject, name)
        if isinstance(value, str) and len(value) > TEXT_LIMIT:
            raise DomainError(
                _("Đoạn này dài quá %(limit)d chữ cái. Hãy viết gọn lại.") % {"limit": TEXT_LIMIT}, field=name
            )


def check_place(commune: AdminUnit, old_place: AdminUnit | None) -> None:
    """Raise `DomainError` unless the commune is in force and the old place went there, wholly or in part."""
    now = today()
    if commune.level != PlaceLevel.COMMUNE or commune.since > now or (commune.until and commune.until < now):
        raise DomainError(_("Xã, phường này không còn. Hãy tìm lại theo tên mới hoặc tên cũ."), field="place")
    if old_place is None:
        return
    went_to = {place.unit.key for place in register.resolve(old_place.code, old_place.since, now)}
    if (commune.code, commune.since) not in went_to:
        raise DomainError(_("Địa chỉ cũ không thuộc xã, phường mới đã chọn. Hãy tìm lại địa chỉ."), field="place")


def check_set(scorecard: str, legal_form: str) -> ProductSet:
    """Return the set. Raises `DomainError` when it is unknown or not open to this legal form."""
    try:
        found = rulebook.product_set(scorecard)
    except rulebook.RulebookError:
        raise DomainError(_("Không có bộ sản phẩm này. Hãy chọn lại trong danh sách."), field="scorecard") from None
    if legal_form in ONLY_TOURISM and found.set_no != TOURISM_SET:
        raise DomainError(
            _("Hội, hiệp hội, trung tâm điều hành chỉ đăng ký được bộ 26, dịch vụ du lịch (Điều 2 khoản 3)."),
            field="scorecard",
        )
    return found


def check_days(issued_on: Any, expires_on: Any) -> None:
    """Raise `DomainError` for a paper from tomorrow, or one that ended before it began. Days are `date` or None."""
    if issued_on and issued_on > today():
        raise DomainError(_("Ngày cấp chưa tới. Hãy xem lại ngày in trên giấy."), field="issued_on")
    if issued_on and expires_on and expires_on < issued_on:
        raise DomainError(_("Ngày hết hạn đứng trước ngày cấp. Hãy xem lại hai ngày."), field="expires_on")


def clean_phone(text: str) -> str:
    """Return a Vietnamese number as 0…, digits only; empty stays empty. Raises `DomainError`."""
    digits = re.sub(r"[\s.()\-]", "", text)
    found = _PHONE.fullmatch(digits)
    if digits and not found:
        raise DomainError(_("Số điện thoại chưa đúng. Hãy ghi đủ 10 số, ví dụ 0912 345 678."), field="phone")
    return f"0{found[1]}" if found else ""


def clean_registration(text: str) -> str:
    """Return the number of the registration paper without outer space; empty stays empty. Raises `DomainError`."""
    number = " ".join(text.split())
    if number and not (_REGISTRATION.fullmatch(number) and any(char.isdigit() for char in number)):
        raise DomainError(
            _("Số giấy đăng ký chỉ gồm chữ, số và các dấu . / - và phải có số. Hãy chép lại như trên giấy."),
            field="registration_number",
        )
    return number
