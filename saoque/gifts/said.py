"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="gifts",
    subjects={"gifts.GiftSet": _("Bộ quà")},
    actions={
        "compose_gift": _("Soạn bộ quà"),
        "change_gift": _("Sửa bộ quà"),
        "put_in_gift": _("Thêm món vào bộ quà"),
        "take_out_of_gift": _("Bỏ món khỏi bộ quà"),
        "show_gift": _("Giới thiệu bộ quà"),
        "hide_gift": _("Cất bộ quà"),
    },
    states={"shown": _("đang giới thiệu"), "hidden": _("đã cất")},
)
