"""What the audit calls what came of a fair."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="fairs",
    subjects={
        "fairs.DayLog": _("Nhật ký ngày hội chợ"),
        "fairs.Lead": _("Người hỏi mua"),
        "fairs.Deal": _("Bản ký tại hội chợ"),
        "fairs.CostLine": _("Chi phí hội chợ"),
        "fairs.TransportItem": _("Chuyến hàng"),
        "fairs.FollowUp": _("Kết quả sau hội chợ"),
    },
    actions={
        "write_day": _("Ghi nhật ký ngày"),
        "write_lead": _("Ghi người hỏi mua"),
        "share_contact": _("Cho xem cách liên lạc"),
        "hide_contact": _("Thôi cho xem cách liên lạc"),
        "sign_deal": _("Ghi bản ký"),
        "deliver_deal": _("Ghi giao hàng"),
        "strike_deal": _("Gạch bản ký"),
        "add_cost": _("Thêm chi phí"),
        "write_spent": _("Ghi tiền đã chi"),
        "add_load": _("Ghi chuyến hàng"),
        "name_driver": _("Xếp xe"),
        "load_goods": _("Hàng lên xe"),
        "unload_goods": _("Hàng tới nơi"),
        "tell_later": _("Trả lời sau hội chợ"),
    },
    states={
        "signed": _("đã ký"),
        "delivered": _("đã giao hàng"),
        "struck": _("đã gạch"),
    },
)
