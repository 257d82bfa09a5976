"""Forms of directives and of the line of units."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from saoque.kernel.fields import DayField
from saoque.people.models import Unit
from saoque.support.actions import DirectiveData, NewIndicator
from saoque.support.forms.fields import (
    ManyFilesField,
    NumberField,
    PlainForm,
    UnitChoice,
    VersionForm,
    typed_number,
)
from saoque.support.models import SupportCase, Target

LINES = 4


class UnitsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class CasesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.producer.name}"


class DirectiveForm(PlainForm):
    """The head of a directive and to whom it goes."""

    title = forms.CharField(
        label=_("Tên chỉ đạo"), max_length=200, help_text=_("Ví dụ: Mỗi xã một sản phẩm OCOP của thanh niên")
    )
    text = forms.CharField(label=_("Việc cần làm"), max_length=20_000, widget=forms.Textarea)
    basis = forms.CharField(label=_("Căn cứ"), max_length=400, required=False, help_text=_("Số và tên văn bản"))
    period_from = DayField(label=_("Từ ngày"))
    period_to = DayField(label=_("Đến ngày"))
    answer_by = DayField(label=_("Đơn vị trả lời nhận việc trước ngày"))
    units = UnitsChoice(label=_("Gửi tới"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple)
    attached = ManyFilesField(label=_("Tệp kèm theo"), required=False, help_text=_("Ảnh hoặc PDF, nhiều nhất 10 tệp"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["units"]
        choice.queryset = units

    def data_for_action(self, indicators: list[NewIndicator]) -> DirectiveData:
        names = ("title", "text", "basis", "period_from", "period_to", "answer_by")
        return DirectiveData(**{name: self.cleaned_data[name] for name in names}, indicators=indicators)


class IndicatorLine(PlainForm):
    """One target, first the same for every unit; a line without a name is left out."""

    name = forms.CharField(
        label=_("Chỉ tiêu"), max_length=160, required=False, widget=forms.TextInput(attrs={"list": "indicator-names"})
    )
    number = NumberField(label=_("Mỗi đơn vị"), required=False)
    measure = forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False)
    due_on = DayField(label=_("Hạn"), required=False)

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        if sent.get("name"):
            for name in ("number", "due_on"):
                if sent.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Chỗ này cần điền."))
        return sent

    @property
    def indicator(self) -> NewIndicator | None:
        sent = self.cleaned_data
        if not sent.get("name"):
            return None
        return NewIndicator(sent["name"], sent["number"], sent["due_on"], sent["measure"])


IndicatorLines = forms.formset_factory(IndicatorLine, extra=LINES, max_num=12, validate_max=True)


class TargetsForm(VersionForm):
    """The number of each unit and indicator of a draft."""

    def __init__(self, *args: Any, targets: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in targets:
            said = f"{one.assignment.unit.name}: {one.indicator.name}"
            self.fields[f"t{one.pk}"] = NumberField(label=said, initial=typed_number(one.number))

    @property
    def numbers(self) -> dict[int, Decimal]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name.startswith("t")}


class EndForm(VersionForm):
    reason = forms.CharField(label=_("Vì sao?"), max_length=500, widget=forms.Textarea, required=False)


def counted_words(number: int) -> str:
    return _("Sao Quê đếm được %(number)s từ các việc đã ghi trong kỳ.") % {"number": typed_number(number)}


class ReportForm(VersionForm):
    """Progress in words and numbers, with files and cases that show it.

    `counted`: what the house counts by target (pk); a number that is recorded already is filled in, not asked for again.
    """

    text = forms.CharField(label=_("Đơn vị đã làm được gì"), max_length=20_000, widget=forms.Textarea)
    cases = CasesChoice(
        label=_("Vụ việc cho thấy kết quả"),
        queryset=SupportCase.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attached = ManyFilesField(label=_("Minh chứng"), required=False, help_text=_("Ảnh hoặc PDF, nhiều nhất 10 tệp"))

    def __init__(
        self, *args: Any, targets: list[Target], counted: Mapping[int, int | None], cases: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["cases"]
        choice.queryset = cases
        if not cases:
            del self.fields["cases"]
        for one in targets:
            asked = _("%(name)s: đã đạt, trên %(number)s %(measure)s") % {
                "name": capfirst(one.indicator.name),
                "number": typed_number(one.number),
                "measure": one.indicator.measure,
            }
            known = counted.get(one.pk)
            self.fields[f"t{one.pk}"] = NumberField(
                label=asked,
                initial=typed_number(max((told for told in (one.reached, known) if told is not None), default=None)),
                help_text="" if known is None else counted_words(known),
            )
        self.order_fields([f"t{one.pk}" for one in targets])

    @property
    def numbers(self) -> dict[int, Decimal]:
        return {
            int(name[1:]): value for name, value in self.cleaned_data.items() if name.startswith("t") and name != "text"
        }


class SuccessionForm(PlainForm):
    old = UnitChoice(label=_("Đơn vị cũ"), queryset=Unit.objects.none())
    successors = UnitsChoice(
        label=_("Đơn vị kế tục"), queryset=Unit.objects.none(), widget=forms.SelectMultiple(attrs={"size": 8})
    )
    since = DayField(label=_("Từ ngày"), help_text=_("Ngày đầu của đơn vị mới, ví dụ 01/07/2025"))
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=_("Số quyết định hoặc văn bản"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("old", "successors"):
            choice: Any = self.fields[name]
            choice.queryset = units
