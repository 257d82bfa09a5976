"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="technology",
    subjects={
        "technology.Transfer": _("Chuyển giao kỹ thuật"),
        "technology.Measure": _("Số đo"),
        "technology.Proof": _("Ảnh, giấy chứng minh"),
        "technology.DigitalCheck": _("Tự kiểm số hóa"),
    },
    actions={
        "open_transfer": _("Mở việc chuyển giao"),
        "change_transfer": _("Sửa việc chuyển giao"),
        "add_measure": _("Thêm số đo"),
        "write_figures": _("Ghi số đo"),
        "add_proof": _("Thêm ảnh, giấy chứng minh"),
        "answer_check": _("Trả lời tự kiểm số hóa"),
        "finish": _("Kết thúc"),
        "drop": _("Dừng lại"),
        "resume": _("Mở lại"),
    },
    states={"running": _("đang làm"), "done": _("đã xong"), "dropped": _("đã dừng")},
)
