"""The result of a fair as Word and Excel, in the fields of the record `trade_event`, with the rows behind."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saoque.dossiers.papers.tree import Heading, Node, Paper, Row, Rule, Table, text
from saoque.dossiers.papers.word import draw_word
from saoque.fairs.models import Fair
from saoque.fairs.queries.outcomes import deals_for, due_months
from saoque.fairs.queries.results import Result, day_sums, later_of, result_of, rows_of
from saoque.kernel.calendar import today
from saoque.kernel.papers.tables import plain

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def lines_of(fair: Fair, result: Result) -> list[tuple[str, str | int]]:
    """Return the fields of the record in its order, then what the daily logs add."""
    five, four, three = result.stars
    return [
        (_("Đơn vị tổ chức"), fair.host or fair.unit.name),
        (_("Địa điểm"), f"{fair.venue}, {fair.commune.full_name}"),
        (_("Từ ngày"), f"{fair.first_day:%d/%m/%Y}"),
        (_("Đến ngày"), f"{fair.last_day:%d/%m/%Y}"),
        (_("Số gian hàng"), result.booths),
        (_("Số tỉnh, thành phố"), result.provinces),
        (_("Số chủ thể"), result.exhibitors),
        (_("Số sản phẩm 5 sao"), five),
        (_("Số sản phẩm 4 sao"), four),
        (_("Số sản phẩm 3 sao"), three),
        (_("Doanh thu (đồng)"), result.revenue),
        (_("Số biên bản ghi nhớ"), result.memoranda),
        (_("Số hợp đồng"), result.contracts),
        (_("Giá trị hợp đồng (đồng)"), result.contract_value),
        (_("Chi phí (đồng)"), result.cost),
        (_("Hỗ trợ (đồng)"), result.help),
        (_("Số sản phẩm"), result.products),
        (_("Lượt khách ghé gian"), result.visits),
        (_("Người hỏi mua nhiều"), result.leads),
        (_("Đơn vị vắng không báo"), result.absent),
    ]


_PARTS = (
    "booths", "products", "visits", "leads", "revenue", "memoranda", "contracts", "contract_value", "cost", "help",
)  # fmt: skip


def _head() -> list[str]:
    return [
        _("Gian"), _("Sản phẩm"), _("Khách"), _("Hỏi mua"), _("Doanh thu"), _("Ghi nhớ"), _("Hợp đồng"),
        _("Giá trị hợp đồng"), _("Chi phí"), _("Hỗ trợ"),
    ]  # fmt: skip


def draw_docx(fair: Fair) -> bytes:
    """Return the report as Word: the fields, the days, every exhibitor."""
    result = result_of(fair)
    days = [
        Row((f"{one.day:%d/%m/%Y}", _said(one.logged), _said(one.visits), _said(one.leads), _said(one.revenue)))
        for one in day_sums(fair, today())
    ]
    people = [
        Row((one.name, _said(one.visits), _said(one.revenue), _said(one.memoranda), _said(one.contracts), one.state))
        for one in rows_of(fair)
    ]
    nodes: list[Node] = [
        *(text(line, bold=True, align="center") for line in _NATION),
        Rule(short=True),
        Heading((_("BÁO CÁO KẾT QUẢ"), fair.name.upper()), align="center", size=14, listed=False),
        Table((_("Chỉ tiêu"), _("Kết quả")), tuple(Row((label, _said(value))) for label, value in lines_of(fair, result)), (3, 3)),
        Heading((_("Từng ngày"),), level=2),
        Table((_("Ngày"), _("Đơn vị ghi"), _("Khách"), _("Hỏi mua"), _("Doanh thu (đồng)")), tuple(days), (2, 2, 2, 2, 3)),
        Heading((_("Từng đơn vị"),), level=2),
        Table(
            (pgettext("fair", "Đơn vị"), _("Khách"), _("Doanh thu (đồng)"), _("Ghi nhớ"), _("Hợp đồng"), _("Có mặt")),
            tuple(people), (5, 2, 3, 2, 2, 3),
        ),
    ]  # fmt: skip
    for months in due_months(fair):
        told = later_of(fair, months)
        words = _("Sau %(months)d tháng: %(answered)d/%(asked)d đơn vị trả lời, %(orders)d đơn, %(value)s đồng.") % {
            "months": months, "answered": told.answered, "asked": told.asked, "orders": told.orders, "value": _said(told.value),
        }  # fmt: skip
        nodes.append(text(words, gap=6))
    nodes.append(
        text(_("Số liệu tính từ nhật ký, sổ bán hàng, bản ký và chi phí đã ghi trên Sao Quê."), italic=True, gap=6)
    )
    return draw_word(Paper(f"{_('Báo cáo kết quả')} – {fair.name}", tuple(nodes)), today())


def _said(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}".replace(",", ".")


def draw_xlsx(fair: Fair) -> bytes:
    """Return the report as Excel: fields, days, exhibitors and papers signed, a sheet each; numbers stay numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "dd/mm/yyyy",
            "in_memory": True,
        },
    )
    bold = book.add_format({"bold": True})

    def sheet(name: str, head: list[str], rows: list[list[Any]]) -> None:
        page = book.add_worksheet(name)
        page.write_row(0, 0, head, bold)
        page.freeze_panes(1, 0)
        page.set_column(0, 0, 34)
        page.set_column(1, len(head), 16)
        for place, row in enumerate(rows, start=1):
            page.write_row(place, 0, [plain(value) for value in row])

    sheet(_("Kết quả"), [_("Chỉ tiêu"), _("Kết quả")], [list(line) for line in lines_of(fair, result_of(fair))])
    sheet(
        _("Từng ngày"), [_("Ngày"), _("Đơn vị ghi"), _("Khách"), _("Hỏi mua"), _("Doanh thu (đồng)")],
        [[one.day, one.logged, one.visits, one.leads, one.revenue] for one in day_sums(fair, today())],
    )  # fmt: skip
    sheet(
        _("Từng đơn vị"), [pgettext("fair", "Đơn vị"), *_head(), _("Có mặt")],
        [[one.name, *(getattr(one, part) for part in _PARTS), one.state] for one in rows_of(fair)],
    )  # fmt: skip
    sheet(
        _("Bản ký"), [pgettext("fair", "Đơn vị"), _("Loại"), _("Ký với"), _("Giá trị (đồng)"), _("Ngày ký"), _("Trạng thái")],
        [
            [one.exhibitor.name, str(one.get_kind_display()), one.partner, one.value, one.signed_on, str(one.get_state_display())]
            for one in deals_for(fair)
        ],
    )  # fmt: skip
    book.close()
    return out.getvalue()
