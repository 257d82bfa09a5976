"""What this room's later records are called in the audit pages."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="dossiers",
    subjects={
        "dossiers.Consent": _("Lời nhờ giúp làm hồ sơ"),
        "dossiers.Thread": _("Trao đổi về hồ sơ"),
        "dossiers.CriterionAnswer": _("Câu trả lời tự chấm"),
        "dossiers.FieldValue": _("Ô khai trong mẫu"),
    },
    actions={
        "ask_consent": _("Xin được giúp"),
        "give_consent": _("Nhờ giúp làm hồ sơ"),
        "decline_consent": _("Từ chối lời xin giúp"),
        "end_consent": _("Thôi nhờ giúp"),
        "look_over": _("Xem lại chỗ người giúp đã điền"),
        "open_thread": _("Mở trao đổi"),
        "reply": _("Trả lời trao đổi"),
        "resolve_thread": _("Đánh dấu trao đổi đã xong"),
        "reopen_thread": _("Mở lại trao đổi"),
    },
    states={
        "asked": _("đang chờ trả lời"),
        "given": _("đang nhờ"),
        "declined": _("đã từ chối"),
        "resolved": _("đã xong"),
    },
)
