"""The room's acts and states, as the log of acts says them."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="guidance",
    subjects={
        "guidance.Page": _("Bài cẩm nang"),
        "guidance.HandbookRules": _("Hạn của cẩm nang"),
        "guidance.Question": _("Câu hỏi"),
        "guidance.TrainingClass": _("Lớp tập huấn"),
        "guidance.Registration": _("Chỗ trong lớp"),
        "guidance.FollowUp": _("Hỏi lại sau lớp"),
    },
    actions={
        "write_page": _("Viết bài cẩm nang"),
        "set_handbook_rules": _("Đặt hạn của cẩm nang"),
        "ask": _("Hỏi"),
        "answer_question": _("Trả lời câu hỏi"),
        "publish_question": _("Đăng câu hỏi"),
        "unpublish_question": _("Gỡ câu hỏi"),
        "withdraw_question": _("Rút câu hỏi"),
        "vote": _("Đánh dấu hữu ích"),
        "plan_class": _("Mở lớp"),
        "change_class": _("Sửa lớp"),
        "close_class": _("Kết thúc lớp"),
        "cancel_class": _("Hủy lớp"),
        "add_material": _("Thêm tài liệu"),
        "take_place": _("Ghi tên"),
        "give_up_place": _("Hủy ghi tên"),
        "move_up": _("Được xếp chỗ"),
        "mark_present": _("Ghi có mặt"),
        "mark_absent": _("Bỏ ghi có mặt"),
        "evaluate": _("Đánh giá lớp"),
        "write_follow_up": _("Ghi kết quả sau lớp"),
    },
    states={
        "answered": _("đã trả lời"),
        "published": _("đã đăng"),
        "placed": _("có chỗ"),
        "cancelled": _("đã hủy"),
        "done": _("đã ghi"),
    },
)
