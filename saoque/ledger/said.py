"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="ledger",
    subjects={
        "ledger.Sale": _("Dòng sổ bán hàng"),
        "ledger.SaleImport": _("Bảng Excel bán hàng"),
        "ledger.NamedRevenue": _("Cho nêu tên doanh thu"),
    },
    actions={
        "record_sale": _("Ghi lần bán"),
        "strike_sale": _("Gạch dòng sổ"),
        "undo_sale": _("Hoàn tác dòng vừa ghi"),
        "name_revenue": _("Cho nêu tên doanh thu"),
        "unname_revenue": _("Thôi cho nêu tên doanh thu"),
        "bring_table": _("Gửi bảng Excel"),
        "read_import": _("Đọc xong bảng"),
        "refuse_import": _("Không đọc được bảng"),
        "write_import": _("Ghi cả bảng vào sổ"),
        "undo_import": _("Bỏ cả bảng"),
    },
    states={
        "reading": _("đang đọc"),
        "ready": _("chờ xem lại"),
        "refused": _("không đọc được"),
        "written": _("đã ghi vào sổ"),
        "undone": _("đã bỏ"),
    },
)
