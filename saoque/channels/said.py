"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="channels",
    subjects={
        "channels.Channel": _("Kênh bán"),
        "channels.PointOfSale": _("Điểm bán"),
        "channels.Listing": _("Hàng đang bán"),
        "channels.PointCheck": _("Lần kiểm điểm bán OCOP"),
    },
    actions={
        "add_channel": _("Thêm kênh bán"),
        "change_channel": _("Sửa kênh bán"),
        "close_channel": _("Đóng kênh bán"),
        "reopen_channel": _("Mở lại kênh bán"),
        "reopen_point": _("Mở lại điểm bán"),
        "add_point": _("Thêm điểm bán"),
        "change_point": _("Sửa điểm bán"),
        "close_point": _("Đóng điểm bán"),
        "put_on_sale": _("Đưa lên bán"),
        "change_listing": _("Sửa giá, đường dẫn"),
        "end_listing": _("Thôi bán ở đó"),
        "look": _("Xem lại trên kệ"),
        "check_point": _("Kiểm theo tiêu chí điểm bán OCOP"),
    },
)
