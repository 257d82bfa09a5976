"""The room's words in the audit log."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="capital",
    subjects={
        "capital.Work": _("Việc đã làm"),
        "capital.Told": _("Lời kể"),
        "capital.Claim": _("Đề nghị hỗ trợ"),
        "capital.Loan": _("Khoản vay"),
        "capital.SavingsGroup": _("Tổ tiết kiệm và vay vốn"),
        "capital.BusinessPlan": _("Phương án kinh doanh"),
    },
    actions={
        "remove": _("Bỏ"),
        "tell": _("Kể"),
        "add_need": _("Thêm dòng giấy tờ"),
        "hand_over": _("Ghi đã nộp"),
        "promise": _("Ghi lời hứa chi"),
        "pay_in_part": _("Ghi tiền nhận một phần"),
        "pay_in_full": _("Ghi tiền nhận đủ"),
        "close": _("Khép"),
        "disburse": _("Ghi đã giải ngân"),
        "repay": _("Ghi đã trả"),
        "repay_last": _("Ghi trả hết"),
        "check_use": _("Kiểm tra sử dụng vốn"),
        "found_group": _("Lập tổ"),
        "end_group": _("Giải thể tổ"),
        "join": _("Vào tổ"),
        "leave": _("Ra tổ"),
        "hold_meeting": _("Họp tổ"),
        "save_plan": _("Ghi phương án"),
    },
    states={
        "handed_over": _("đã nộp"),
        "promised": _("đã hứa chi"),
        "paid": _("đã nhận đủ"),
        "refused": _("bị từ chối"),
        "disbursed": _("đang trả nợ"),
        "repaid": _("đã trả hết"),
    },
)
