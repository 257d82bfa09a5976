"""Members, invitations and capital."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.forms.base import MoneyField, Versioned, day, long_text
from saoque.cooperatives.kinds import MemberKind, Post, Standing
from saoque.cooperatives.models import CapitalEntry, Member


class OwnForm(Versioned):
    """What a member says of oneself."""

    born_on = day(_("Ngày sinh"), required=False)
    id_number = forms.CharField(
        label=_("Số định danh cá nhân, hoặc số đăng ký của tổ chức"),
        max_length=40,
        required=False,
        help_text=_("Chỉ người giữ hồ sơ thấy, và in trên giấy nộp."),
    )
    home = forms.CharField(label=_("Nơi ở, hoặc trụ sở"), max_length=250, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    full_capacity = forms.BooleanField(label=_("Xác nhận có năng lực hành vi dân sự đầy đủ"), required=False)
    uses_services = forms.BooleanField(label=_("Dùng dịch vụ, bán hàng qua hợp tác xã"), required=False)
    gives_labour = forms.BooleanField(label=_("Góp sức lao động"), required=False)
    need = long_text(_("Cần hợp tác xã giúp gì?"), rows=2)
    representative = forms.CharField(
        label=_("Người đại diện được cử"), max_length=160, required=False, help_text=_("Chỉ cho hộ và tổ chức.")
    )
    investment_certificate = forms.CharField(
        label=_("Số giấy chứng nhận đăng ký đầu tư"),
        max_length=80,
        required=False,
        help_text=_("Chỉ cho nhà đầu tư nước ngoài."),
    )


class MemberForm(OwnForm):
    """The whole line, for whoever keeps the book."""

    name = forms.CharField(label=_("Họ tên, hoặc tên tổ chức"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Là ai?"), choices=MemberKind.choices, widget=forms.RadioSelect, initial=MemberKind.CITIZEN
    )
    standing = forms.ChoiceField(
        label=_("Tư cách"), choices=Standing.choices, widget=forms.RadioSelect, initial=Standing.OFFICIAL
    )
    post = forms.ChoiceField(label=_("Chức vụ"), choices=Post.choices, required=False)
    represents = forms.BooleanField(label=_("Là người đại diện theo pháp luật, hoặc đại diện của tổ"), required=False)
    joined_on = day(_("Ngày vào"), required=False)

    field_order = (
        "version", "name", "kind", "standing", "born_on", "id_number", "home", "phone", "full_capacity",
        "uses_services", "gives_labour", "need", "representative", "investment_certificate", "post", "represents",
        "joined_on",
    )  # fmt: skip

    @staticmethod
    def initial_of(member: Member) -> dict[str, Any]:
        return {name: getattr(member, name) for name in MemberForm.base_fields if name != "version"}


class InviteForm(Versioned):
    phone = forms.CharField(
        label=_("Số điện thoại người được mời dùng để đăng nhập"),
        max_length=20,
        required=False,
        help_text=_("Ghi số thì chỉ người ấy nhận được. Để trống thì ai có đường dẫn cũng nhận được, một lần."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    manages = forms.BooleanField(label=_("Cùng giữ hồ sơ, thấy thông tin cá nhân của mọi người"), required=False)


class FirstForm(forms.Form):
    name = forms.CharField(label=_("Họ tên sáng lập viên đầu tiên"), max_length=160)
    phone = forms.CharField(
        label=_("Số điện thoại người ấy dùng để đăng nhập"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class LeaveForm(Versioned):
    left_on = day(_("Ngày ra"))
    why = forms.CharField(label=_("Lý do"), max_length=200)


class PledgeForm(Versioned):
    amount = MoneyField(label=_("Cam kết góp (đồng)"))
    form = forms.ChoiceField(label=_("Góp bằng"), choices=CapitalEntry.Form.choices)
    due_on = day(_("Hạn góp đủ"), required=False)


class PayForm(Versioned):
    amount = MoneyField(label=_("Số đã góp (đồng)"))
    on = day(_("Ngày góp"))
    note = forms.CharField(label=_("Phiếu thu, ghi chú"), max_length=200, required=False)


class RepayForm(Versioned):
    on = day(_("Ngày trả lại"))


class TransferForm(Versioned):
    giver = forms.TypedChoiceField(label=_("Người chuyển"), coerce=int)
    taker = forms.TypedChoiceField(label=_("Người nhận"), coerce=int)
    amount = MoneyField(label=_("Số chuyển (đồng)"))
    on = day(_("Ngày chuyển"))

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "taker"):
            field: Any = self.fields[name]
            field.choices = [("", _("Chọn thành viên")), *((one.pk, one.name) for one in people)]
