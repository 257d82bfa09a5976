"""Shapes of what officers send. Whether it may be done is for the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.dossiers.actions.intake import NewItem
from saoque.dossiers.lists import Filters
from saoque.dossiers.models import Dossier, IntakeRules
from saoque.dossiers.targets import PARTS, target_groups
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.fields import DayField
from saoque.people.roles import Level

USUAL_DAYS = 5
MOST_ROWS = 40


class SeenForm(forms.Form):
    """The version of the dossier that the page showed, so that an act on an old page changes nothing."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=120)
    state = forms.CharField(required=False, max_length=20)
    kind = forms.ChoiceField(required=False, choices=[("", _("Mọi loại")), *Dossier.Kind.choices])
    scorecard = forms.CharField(required=False, max_length=12)
    commune = forms.CharField(required=False, max_length=5)
    level = forms.ChoiceField(required=False, choices=[("", _("Mọi cấp")), *Level.choices])
    sort = forms.CharField(required=False, max_length=20)

    def filters(self) -> Filters:
        """Return what was understood; a value that is not understood narrows nothing."""
        self.is_valid()
        known = {name: self.cleaned_data.get(name, "") for name in Filters.__dataclass_fields__}
        return Filters(**known)

    @property
    def order(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("sort") or "due"


class ItemForm(forms.Form):
    """One thing to mend."""

    target = forms.ChoiceField(label=_("Chỗ cần sửa"))
    reason = forms.CharField(
        label=_("Vì sao, và sửa thế nào"),
        help_text=_("Ví dụ: Phiếu kiểm nghiệm đã quá 12 tháng. Nhờ gửi phiếu mới của năm nay."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    due_on = DayField(label=_("Hạn sửa"))

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(g.label, [(t.value, t.label) for t in g.targets]) for g in target_groups(dossier)]
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what was declared above
        field.choices = [("", _("Chọn một chỗ trong hồ sơ")), *groups]

    def item(self) -> NewItem:
        target, key = self.cleaned_data["target"].split(":", 1)
        return NewItem(target, key, self.cleaned_data["reason"], self.cleaned_data["due_on"])


class BaseItems(forms.BaseFormSet[ItemForm]):
    def items(self) -> list[NewItem]:
        return [form.item() for form in self.forms if form.has_changed()]


ItemSet = forms.formset_factory(ItemForm, formset=BaseItems, extra=0, max_num=MOST_ROWS, validate_max=True)


def usual_due() -> Any:
    """Return the date offered for mending: five working days from now."""
    return add_working_days(today(), USUAL_DAYS)


class JudgeForm(forms.Form):
    """The officer's word on what was mended."""

    verdict = forms.ChoiceField(choices=[("accept", _("Đã được")), ("reopen", _("Chưa được"))])
    reason = forms.CharField(
        required=False, max_length=2000, label=_("Còn thiếu gì"), widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(required=False, label=_("Hạn sửa mới"))
    state = forms.CharField(max_length=8, widget=forms.HiddenInput)


class PartsForm(forms.Form):
    present = forms.MultipleChoiceField(
        label=_("Đã xem và thấy đủ"),
        required=False,
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Ghi chú của cán bộ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class IntakeRulesForm(forms.Form):
    second_blank = forms.ChoiceField(
        label=_("Chỗ trống thứ hai của số phiếu"),
        help_text=_("Mẫu số 01 in «…-…/PĐK» mà không nói hai chỗ trống là gì. Chỗ thứ nhất là số thứ tự trong năm."),
        choices=IntakeRules.SecondBlank.choices,
        widget=forms.RadioSelect,
    )
    clock = forms.ChoiceField(
        label=_("15 ngày làm việc của xã, khi hồ sơ bị trả lại"),
        help_text=_("Điều 7 khoản 2 không nói thời gian bổ sung có tính hay không."),
        choices=IntakeRules.Clock.choices,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Căn cứ của đơn vị"),
        required=False,
        max_length=2000,
        help_text=_("Ví dụ: số, ngày của quy trình nội bộ hoặc văn bản hướng dẫn của tỉnh."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
