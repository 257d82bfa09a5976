"""What the audit calls the room's subjects and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="fairs",
    subjects={
        "fairs.Fair": _("Hội chợ"),
        "fairs.Exhibitor": _("Đơn vị dự hội chợ"),
        "fairs.Booth": _("Gian hàng"),
    },
    actions={
        "open_fair": _("Ghi hội chợ"),
        "change_fair": _("Sửa hội chợ"),
        "call": _("Nhận đăng ký"),
        "choose": _("Khép đăng ký, xét chọn"),
        "call_again": _("Nhận đăng ký lại"),
        "settle": _("Chốt sơ đồ gian hàng"),
        "begin": _("Khai mạc"),
        "end": _("Bế mạc"),
        "cancel": _("Hủy"),
        "take_application": _("Nhận một đăng ký"),
        "apply": _("Đăng ký dự"),
        "change_application": _("Sửa đăng ký"),
        "take_guests": _("Ghi khách mời"),
        "propose_choice": _("Xét chọn theo quy tắc"),
        "decide_against": _("Quyết khác quy tắc"),
        "publish_choice": _("Công bố danh sách"),
        "move_up": _("Gọi từ danh sách dự bị"),
        "come": _("Ghi đã dự"),
        "miss": _("Ghi vắng không báo"),
        "draw_plan": _("Vẽ sơ đồ gian hàng"),
        "move_booth": _("Dời gian hàng"),
        "assign_booth": _("Xếp gian hàng"),
        "free_booth": _("Bỏ trống gian hàng"),
        "swap_booths": _("Đổi gian hàng"),
        "assign_all": _("Xếp gian tự động"),
    },
    states={
        "called": _("đang nhận đăng ký"),
        "choosing": _("đang xét chọn"),
        "planned": _("đã xếp gian"),
        "running": _("đang diễn ra"),
        "ended": _("đã bế mạc"),
        "reported": _("đã báo cáo"),
        "cancelled": _("đã hủy"),
        "applied": _("đã đăng ký"),
        "chosen": _("được chọn"),
        "waiting": _("dự bị"),
        "refused": _("không được chọn"),
        "came": _("đã dự"),
        "absent": _("vắng không báo"),
    },
)
