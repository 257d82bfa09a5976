"""Lines of the ledger in words and as a table."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from saoque.ledger.models import Sale
from saoque.ledger.words import money, number


def said(sale: Sale) -> str:
    """Return the line in a few words: 2 hũ Mắm cá Bà Đầm, 130.000 đ."""
    amount = money(sale.amount)
    return f"{number(sale.quantity)} {sale.unit} {sale.product.name}, {amount}"


def head() -> list[str]:
    return [
        _("Ngày bán"), _("Sản phẩm"), _("Số lượng"), _("Bán theo"), _("Số tiền (đồng)"), _("Cách bán"), _("Kênh"),
        _("Nơi bán"), _("Hội chợ, hợp đồng"), _("Ghi chú"), _("Ai ghi"), _("Nguồn"),
    ]  # fmt: skip


def table(sales: Iterable[Sale]) -> tuple[list[str], list[list[Any]]]:
    """Return head and rows for a spreadsheet, day first."""
    rows = [
        [
            f"{one.sold_on:%d/%m/%Y}", one.product.name, float(one.quantity), one.unit, one.amount,
            str(one.get_kind_display()), one.channel.name if one.channel else "",
            one.place.full_name if one.place else "", one.occasion, one.note,
            one.entered_by.full_name if one.entered_by else "", str(one.get_source_display()),
        ]
        for one in sales
    ]  # fmt: skip
    return head(), rows
