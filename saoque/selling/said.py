"""What the audit calls the room's subject and acts."""

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

say(
    room="selling",
    subjects={"selling.SellingRecord": _("Hồ sơ bán hàng")},
    actions={
        "tell_sale": _("Khai hồ sơ bán hàng"),
        "change_sale": _("Sửa hồ sơ bán hàng"),
        "show_to_buyers": _("Cho người mua xem"),
        "hide_from_buyers": _("Thôi cho người mua xem"),
    },
)
