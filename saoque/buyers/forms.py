"""The forms of the room."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saoque import rulebook
from saoque.buyers.actions.agreements import Terms
from saoque.buyers.actions.inquiries import Quote
from saoque.buyers.actions.meetings import Meeting
from saoque.buyers.actions.requests import Wanted
from saoque.buyers.models import BuyingRequest, Sample
from saoque.kernel.fields import DayField, MoneyField
from saoque.knowledge.papers import kinds_for
from saoque.places.models import AdminUnit
from saoque.places.queries import provinces

# Evidence rows whose papers a buyer asks for: conditions, quality declared, tests, traceability, certified practice.
_PAPER_ROWS = ("E02", "E11", "E12", "E13", "E14")
_LONG = {"rows": 3}


def month_choices() -> list[tuple[int, str]]:
    return [(number, str(_("Tháng %(number)d") % {"number": number})) for number in range(1, 13)]


def set_choices() -> list[tuple[str, str]]:
    """The 26 sets in the order of Annex I, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return [(one.code, (english and one.name_en) or one.name) for one in rulebook.product_sets()]


def paper_choices() -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(one.code, one.name_en if english else one.name) for one in kinds_for(_PAPER_ROWS, papers_only=True)]


class MonthsField(forms.TypedMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=month_choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )


class RequestForm(forms.Form):
    """What a buyer wants, in the order in which people say it."""

    title = forms.CharField(label=_("Cần mua gì"), max_length=160, help_text=_("Ví dụ: Mứt và mật ong cho hộp quà Tết"))
    sets = forms.MultipleChoiceField(
        label=_("Thuộc nhóm sản phẩm nào"), choices=set_choices, widget=forms.CheckboxSelectMultiple
    )
    per_month = forms.IntegerField(
        label=_("Mỗi tháng cần bao nhiêu"), min_value=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    unit = forms.CharField(
        label=_("Tính theo"), max_length=20, help_text=_("chai, hũ, hộp, kg"),
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip
    star_least = forms.TypedChoiceField(
        label=_("Từ mấy sao"), coerce=int, choices=[(0, _("Chưa cần sao")), (3, _("3 sao")), (4, _("4 sao")), (5, _("5 sao"))],
    )  # fmt: skip
    price_most = MoneyField(label=_("Giá trả cao nhất"), required=False, help_text=_("Đồng cho một đơn vị tính ở trên"))
    province: Any = forms.ModelChoiceField(
        label=_("Giao đến"), queryset=AdminUnit.objects.none(), required=False, empty_label=_("Chưa rõ, bàn sau")
    )
    months = MonthsField(label=_("Cần vào tháng nào"), help_text=_("Để trống: quanh năm."))
    papers = forms.MultipleChoiceField(
        label=_("Cần có giấy nào"), choices=paper_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    pooling = forms.BooleanField(label=_("Ghép nhiều nơi cho đủ số lượng"), required=False, initial=True)
    sellers_most = forms.IntegerField(
        label=_("Ghép nhiều nhất mấy nơi"), min_value=0, max_value=50, required=False,
        help_text=_("Để trống: mấy nơi cũng được."), widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Nói thêm với bà con"), widget=forms.Textarea(attrs=_LONG), required=False, max_length=2000
    )
    answer_until = DayField(label=_("Nhận chào hàng đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined]

    def told(self) -> Wanted:
        data = dict(self.cleaned_data)
        for name in ("sets", "papers", "months"):
            data[name] = tuple(data[name])
        data["sellers_most"] = data["sellers_most"] or 0
        return Wanted(**data)


def initial_of(request: BuyingRequest) -> dict[str, Any]:
    """What `RequestForm` shows of a stored request."""
    names = (
        "title", "per_month", "unit", "star_least", "price_most", "province", "months", "papers", "pooling", "words",
        "answer_until",
    )  # fmt: skip
    shown = {name: getattr(request, name) for name in names}
    sets = [one.scorecard for one in request.sets.all()]
    return {**shown, "sellers_most": request.sellers_most or None, "sets": sets}


class QuoteForm(forms.Form):
    price = MoneyField(label=_("Giá một đơn vị"))
    per_month = forms.IntegerField(
        label=_("Mỗi tháng giao được"), min_value=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    from_on = DayField(label=_("Giao từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))
    valid_until = DayField(label=_("Báo giá có giá trị đến hết ngày"))
    terms = forms.CharField(
        label=_("Điều kiện"), widget=forms.Textarea(attrs=_LONG), required=False, max_length=2000,
        help_text=_("Ví dụ: giao tận nơi, trả sau 15 ngày, đổi hàng bể vỡ."),
    )  # fmt: skip

    def told(self) -> Quote:
        return Quote(**self.cleaned_data)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Vì sao"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Tin nhắn"), widget=forms.Textarea(attrs=_LONG), max_length=2000)


class SampleForm(forms.Form):
    what = forms.CharField(label=_("Xin mẫu gì, bao nhiêu"), max_length=200)


class SendForm(forms.Form):
    carrier = forms.CharField(label=_("Gửi qua đâu"), max_length=80, help_text=_("Bưu điện, xe khách, tự mang"))
    tracking = forms.CharField(label=_("Mã vận đơn"), max_length=60, required=False)


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Nhận xét"), choices=Sample.Verdict, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("Nói rõ"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False
    )


class SlotForm(forms.Form):
    occasion = forms.CharField(label=_("Gặp ở dịp nào"), max_length=160, help_text=_("Tên hội chợ, phiên chợ"))
    day = DayField(label=_("Ngày"))
    time = forms.TimeField(
        label=_("Giờ"), input_formats=["%H:%M", "%Hh%M", "%H"], help_text=_("Ví dụ 09:30"),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "short", "autocomplete": "off"}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Số phút"), min_value=5, max_value=480, initial=20, widget=forms.NumberInput(attrs={"class": "short"})
    )
    place = forms.CharField(label=_("Chỗ gặp"), max_length=200, help_text=_("Ví dụ: gian A12"))

    def told(self) -> Meeting:
        data = self.cleaned_data
        moment = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return Meeting(data["occasion"], data["place"], moment, data["minutes"])


class TermsForm(forms.Form):
    per_month = forms.IntegerField(
        label=_("Mỗi tháng giao"), min_value=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    price = MoneyField(label=_("Giá một đơn vị"))
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))
    months = MonthsField(label=_("Giao vào tháng nào"), help_text=_("Để trống: mọi tháng trong thời gian trên."))
    words = forms.CharField(label=_("Điều kiện"), widget=forms.Textarea(attrs=_LONG), required=False, max_length=2000)

    def told(self) -> Terms:
        return Terms(**{**self.cleaned_data, "months": tuple(self.cleaned_data["months"])})


class DeliveryForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    sold_on = DayField(label=_("Ngày giao"))
    quantity = forms.DecimalField(
        label=_("Số lượng"), min_value=0, max_digits=12, decimal_places=2,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
