"""The forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.figures.periods import FIRST_YEAR, KINDS, LAST_YEAR, PARTS, Period, between, containing, period
from saoque.kernel.calendar import today


class PeriodForm(forms.Form):
    """The period of a page as its address tells it; whatever is wrong falls back to the present year."""

    ky = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=list(KINDS.items()), required=False)
    nam = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    so = forms.IntegerField(label=_("Kỳ thứ"), min_value=1, max_value=12, required=False)
    tu = forms.DateField(label=_("Từ ngày"), required=False)
    den = forms.DateField(label=_("Đến ngày"), required=False)

    def period(self) -> Period:
        self.is_valid()
        told: dict[str, Any] = self.cleaned_data
        kind, now = told.get("ky") or "year", today()
        try:
            if kind == "days":
                return between(told["tu"], told["den"])
            year = told.get("nam") or now.year
            number = told.get("so") or (containing(kind, now).number if year == now.year else 1)
            return period(kind, year, min(number, PARTS[kind]))
        except (KeyError, TypeError, ValueError, AttributeError):
            return containing("year", now)


class TargetForm(forms.Form):
    amount = forms.CharField(label=_("Chỉ tiêu"), max_length=24)
    basis = forms.CharField(
        label=_("Theo văn bản nào"),
        max_length=300,
        required=False,
        help_text=_("Nghị quyết, kế hoạch, công văn giao chỉ tiêu"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_amount(self) -> int:
        """Whole numbers as people write them: 1.200 or 1 200."""
        told = "".join(self.cleaned_data["amount"].split()).replace(".", "")
        if not (told.isascii() and told.isdigit()):
            raise forms.ValidationError(_("Hãy gõ một số nguyên, ví dụ 1.200."))
        return int(told)
