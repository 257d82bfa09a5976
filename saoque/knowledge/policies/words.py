"""Figures inside the matcher's sentences, as people in Vietnam write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from saoque.knowledge.policies.sentences import Sentence, listed, sentence

LEGAL_FORMS: Mapping[str, Sentence] = {
    "cooperative": sentence("hợp tác xã"),
    "cooperative_group": sentence("tổ hợp tác"),
    "small_medium_enterprise": sentence("doanh nghiệp nhỏ và vừa"),
    "farm": sentence("trang trại"),
    "producing_household": sentence("hộ sản xuất"),
    "registered_household": sentence("hộ có đăng ký kinh doanh"),
    "association": sentence("hội"),
    "federation": sentence("hiệp hội"),
    "operating_centre": sentence("trung tâm điều hành"),
}


def money(amount: int) -> Sentence:
    """35.000.000 đồng."""
    return sentence("{amount} đồng", amount=f"{amount:,}".replace(",", "."))


def day(value: date) -> str:
    """01/07/2025."""
    return value.strftime("%d/%m/%Y")


def number(value: object) -> str:
    """8,38."""
    return str(value).replace(".", ",")


def forms(codes: tuple[str, ...]) -> Sentence:
    """Return legal forms as one list of words."""
    return listed(LEGAL_FORMS.get(code, code) for code in codes)
