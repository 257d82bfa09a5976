"""The forms of a fair's days and outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.fairs.actions.costs import Cost
from saoque.fairs.actions.deals import Signed
from saoque.fairs.actions.transport import Load
from saoque.fairs.models import CostLine, Deal, Exhibitor, Fair
from saoque.fairs.outcome_flow import MARKED
from saoque.fairs.queries.policies import fair_policies
from saoque.kernel.fields import DayField, MoneyField


def _count(label: Any, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=widget, **more)


class DayForm(forms.Form):
    """The day's figures. A guest's takings are one sum; a producer's sales go one by one into the ledger."""

    visits = _count(_("Khách ghé gian"), 1_000_000, required=False)
    leads = _count(_("Người hỏi mua nhiều (chưa ghi tên)"), 1_000_000, required=False)
    guest_sales = MoneyField(label=_("Tiền bán cả ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, exhibitor: Exhibitor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if exhibitor.producer_id is not None:
            del self.fields["guest_sales"]

    def told(self) -> dict[str, Any]:
        return {name: value or ("" if name == "note" else 0) for name, value in self.cleaned_data.items()}


class SaleForm(forms.Form):
    """One sale at the booth; without a sum it is the price at the fair times the quantity."""

    exhibit = forms.TypedChoiceField(label=_("Bán món gì"), coerce=int)
    quantity = forms.DecimalField(
        label=_("Số lượng"), min_value=0, max_digits=10, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}),
    )  # fmt: skip
    amount = MoneyField(
        label=_("Thu được"), required=False, help_text=_("Để trống thì lấy giá bán tại hội chợ nhân số lượng.")
    )

    def __init__(self, exhibitor: Exhibitor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods = {one.pk: one for one in exhibitor.exhibits.select_related("product") if one.product_id}
        self.fields["exhibit"].choices = [(pk, one.name) for pk, one in self.goods.items()]  # type: ignore[attr-defined]


class LeadForm(forms.Form):
    who = forms.CharField(label=_("Ai hỏi mua"), max_length=120)
    wants = forms.CharField(label=_("Cần gì, bao nhiêu"), max_length=300)
    contact = forms.CharField(label=_("Liên lạc"), max_length=120, required=False)
    shared = forms.BooleanField(label=_("Họ đồng ý cho ban tổ chức xem cách liên lạc"), required=False)


class DealForm(forms.Form):
    kind = forms.ChoiceField(label=_("Ký gì"), choices=Deal.Kind)
    partner = forms.CharField(label=_("Ký với ai"), max_length=200)
    about = forms.CharField(label=_("Về việc gì"), max_length=300, required=False)
    value = MoneyField(label=_("Giá trị"), required=False, help_text=_("Biên bản ghi nhớ chưa nói tiền thì để trống."))
    signed_on = DayField(label=_("Ngày ký"))
    file = forms.FileField(label=_("Ảnh hoặc PDF bản ký"), required=False)

    def told(self) -> Signed:
        data = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return Signed(**{**data, "value": data["value"] or 0})


class CostForm(forms.Form):
    what = forms.CharField(label=_("Chi vào việc gì"), max_length=160)
    exhibitor = forms.TypedChoiceField(label=_("Của đơn vị nào"), coerce=int, required=False, empty_value=None)
    planned = MoneyField(label=_("Dự tính"))
    payer = forms.ChoiceField(label=_("Ai trả"), choices=CostLine.Payer)
    record = forms.ChoiceField(label=_("Theo chính sách nào"), required=False)

    def __init__(self, fair: Fair, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in fair.exhibitors.filter(state__in=MARKED).order_by("sort", "pk")}
        self.fields["exhibitor"].choices = [  # type: ignore[attr-defined]
            ("", _("Chung cả hội chợ")), *((pk, one.name) for pk, one in self.people.items()),
        ]  # fmt: skip
        known = [(one.key, one.name) for one in fair_policies()]
        self.fields["record"].choices = [("", _("Không theo chính sách nào")), *known]  # type: ignore[attr-defined]

    def told(self) -> Cost:
        data = dict(self.cleaned_data)
        return Cost(**{**data, "exhibitor": self.people.get(data["exhibitor"])})


class LoadForm(forms.Form):
    goods = forms.CharField(label=_("Hàng gì"), max_length=200)
    boxes = _count(_("Số thùng"), 10_000)
    kilograms = _count(_("Nặng (kg)"), 100_000)
    cold = forms.BooleanField(label=_("Cần giữ lạnh"), required=False)
    pick_up_at = forms.CharField(label=_("Lấy hàng ở đâu"), max_length=200)
    pick_up_on = DayField(label=_("Ngày lấy hàng"))
    pick_up_time = forms.CharField(label=_("Lúc mấy giờ"), max_length=20, required=False)

    def told(self) -> Load:
        return Load(**self.cleaned_data)


class DriverForm(forms.Form):
    driver = forms.CharField(label=_("Tài xế"), max_length=120)
    plate = forms.CharField(label=_("Biển số xe"), max_length=20)


class FollowUpForm(forms.Form):
    orders = _count(_("Số đơn có thêm nhờ hội chợ"), 100_000)
    value = MoneyField(label=_("Giá trị các đơn"), required=False)
    words = forms.CharField(
        label=_("Kể thêm"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
