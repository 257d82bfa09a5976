"""Vietnamese telephone numbers: one stored form, +84 and the number without its leading zero."""

import re

from django.utils.translation import gettext_lazy as _

from saoque.kernel.errors import DomainError

_SEPARATORS = re.compile(r"[\s.\-()\u00a0\u2009]+")
# Mobile networks have nine digits after the trunk zero (since 2018 they begin with 3, 5, 7, 8, 9),
# land lines ten: 02, the area and the subscriber.
_MOBILE = re.compile(r"[35789]\d{8}")
_LAND = re.compile(r"2\d{9}")


def normalise_phone(text: str) -> str:
    """Return `text` as +84…: "0912 345 678", "84912345678" and "+84 912.345.678" are the same number.

    Raises `DomainError` that says what is wrong with it.
    """
    plain = _SEPARATORS.sub("", text)
    digits = plain.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        raise DomainError(_("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."))
    national = _national(digits, international=plain.startswith("+") or digits.startswith("00"))
    if _MOBILE.fullmatch(national) or _LAND.fullmatch(national):
        return f"+84{national}"
    raise DomainError(_fault(national))


def _national(digits: str, *, international: bool) -> str:
    """Return the number without country code and trunk zero."""
    if international:
        digits = digits.removeprefix("00")
        if not digits.startswith("84"):
            raise DomainError(_("Chỉ nhận số điện thoại Việt Nam, bắt đầu bằng 0 hoặc +84."))
        return digits.removeprefix("84").removeprefix("0")
    if digits.startswith("0"):
        return digits[1:]
    if digits.startswith("84") and len(digits) >= 11:
        return digits.removeprefix("84")
    return digits


def _fault(national: str) -> object:
    land = national.startswith("2")
    wanted = 10 if land else 9
    # People count the leading zero.
    values = {"count": len(national) + 1, "wanted": wanted + 1}
    if len(national) < wanted:
        return _("Số điện thoại thiếu chữ số: mới có %(count)d, cần %(wanted)d (tính cả số 0 đầu).") % values
    if len(national) > wanted:
        return _("Số điện thoại thừa chữ số: đang có %(count)d, cần %(wanted)d (tính cả số 0 đầu).") % values
    return _("Đầu số này không có ở Việt Nam. Hãy xem lại, ví dụ 0912 345 678.")


def show_phone(phone: str | None) -> str:
    """Return a stored number the way people read it aloud: +84912345678 → 0912 345 678."""
    if not phone:
        return ""
    national = "0" + phone.removeprefix("+84")
    return f"{national[:4]} {national[4:7]} {national[7:]}"
