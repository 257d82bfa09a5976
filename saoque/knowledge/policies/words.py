"""Figures inside the matcher's sentences, as people in Vietnam write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

LEGAL_FORMS: Mapping[str, str] = {
    "cooperative": "hợp tác xã",
    "cooperative_group": "tổ hợp tác",
    "small_medium_enterprise": "doanh nghiệp nhỏ và vừa",
    "farm": "trang trại",
    "producing_household": "hộ sản xuất",
    "registered_household": "hộ có đăng ký kinh doanh",
    "association": "hội",
    "federation": "hiệp hội",
    "operating_centre": "trung tâm điều hành",
}


def money(amount: int) -> str:
    """35.000.000 đồng."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def day(value: date) -> str:
    """01/07/2025."""
    return value.strftime("%d/%m/%Y")


def number(value: object) -> str:
    """8,38."""
    return str(value).replace(".", ",")


def forms(codes: tuple[str, ...]) -> str:
    """Return legal forms as one list of words."""
    return ", ".join(LEGAL_FORMS.get(code, code) for code in codes)
