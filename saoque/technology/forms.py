"""The forms of the room."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.kernel.fields import DayField
from saoque.producers.models import Producer
from saoque.technology import digital
from saoque.technology.actions import TransferPlan
from saoque.technology.techniques import find_techniques


def read_number(text: str) -> Decimal | None:
    """Read 1.234,5 as people write it, to two decimals; None for nothing. Raises `ValidationError`."""
    told = "".join(text.split())
    if not told:
        return None
    try:
        number = Decimal(told.replace(".", "").replace(",", "."))
    except InvalidOperation:
        raise forms.ValidationError(_("Hãy gõ một số, ví dụ 12,5.")) from None
    if not number.is_finite() or abs(number) >= 10**12:
        raise forms.ValidationError(_("Hãy gõ một số, ví dụ 12,5."))
    return number.quantize(Decimal("0.01"))


class TransferForm(forms.Form):
    title = forms.CharField(label=_("Việc chuyển giao"), max_length=200, help_text=_("Ví dụ: Nhà sấy dâu tằm"))
    technique = forms.ChoiceField(label=_("Theo gói kỹ thuật"), required=False)
    product: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Cho sản phẩm"), queryset=None, required=False
    )  # type: ignore[arg-type]
    plan = forms.CharField(
        label=_("Sẽ làm gì"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )
    teacher = forms.CharField(label=_("Ai hướng dẫn"), required=False, max_length=200)
    cost = forms.CharField(label=_("Kinh phí"), required=False, max_length=24, help_text=_("Đồng, ví dụ 35.000.000"))
    paid_by = forms.CharField(
        label=_("Tiền từ đâu"), required=False, max_length=200, help_text=_("Ví dụ: chủ thể 60 %, Quỹ khuyến nông 40 %")
    )

    def __init__(self, producer: Producer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packages = [(one.id, one.name) for one in find_techniques()]
        self.fields["technique"].choices = [("", _("Cách riêng, không theo gói")), *packages]  # type: ignore[attr-defined]
        self.fields["product"].queryset = producer.products.order_by("sort")  # type: ignore[attr-defined]
        self.fields["product"].empty_label = _("Chung cho cơ sở")  # type: ignore[attr-defined]

    def clean_cost(self) -> int:
        number = read_number(self.cleaned_data["cost"]) or Decimal(0)
        if number != number.to_integral_value():
            raise forms.ValidationError(_("Tiền tính bằng đồng, không có số lẻ."))
        return int(number)

    def told(self) -> TransferPlan:
        return TransferPlan(**self.cleaned_data)


class FiguresForm(forms.Form):
    before = forms.CharField(required=False, max_length=24)
    after = forms.CharField(required=False, max_length=24)
    version = forms.IntegerField(min_value=1)

    def clean_before(self) -> Decimal | None:
        return read_number(self.cleaned_data["before"])

    def clean_after(self) -> Decimal | None:
        return read_number(self.cleaned_data["after"])


class ClosingForm(forms.Form):
    outcome = forms.CharField(label=_("Kết quả"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    ended_on = DayField(label=_("Ngày xong"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CheckForm(forms.Form):
    """One choice per question of the digital check."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in digital.questions().all:
            self.fields[question.id] = forms.TypedChoiceField(
                label=str(question.ask),
                coerce=int,
                choices=[(place, str(rung)) for place, rung in enumerate(question.rungs)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Hãy chọn một mức.")},
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return the areas with their bound fields."""
        return [
            (str(area.name), [self[question.id] for question in area.questions]) for area in digital.questions().areas
        ]
