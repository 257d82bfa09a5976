"""This room's acts in the words of the audit record."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="producers",
    subjects={"producers.Recognition": _("Lần đọc giấy")},
    actions={
        "keep_label": _("Lưu chữ trên nhãn"),
        "tell_read": _("Đọc xong giấy"),
        "tell_absent": _("Chưa có máy đọc giấy"),
        "tell_failed": _("Không đọc được giấy"),
        "confirm": _("Xem lại chữ đã đọc"),
    },
)
