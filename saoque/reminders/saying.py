"""What the audit says of this room, in words."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="reminders",
    subjects={"reminders.Desk": _("Cách nhắc việc")},
    actions={
        "choose": _("Chọn cách nhắc"),
        "renew_feed": _("Đổi địa chỉ lịch"),
        "stop_feed": _("Tắt lịch"),
    },
)
