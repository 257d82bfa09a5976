"""Shapes of what people send. Rights and meaning are the actions' business."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saoque.councils.models import CouncilRules, Round
from saoque.councils.rules import COUNCIL_ROLES
from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField
from saoque.people.models import User
from saoque.people.queries import find_account
from saoque.people.roles import Role


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=2020, max_value=2100)
    seat = forms.ChoiceField(label=_("Cấp"))

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]
        self.fields["year"].initial = today().year
        if seats:
            self.fields["seat"].initial = seats[0][0]


class ExtraRoundForm(YearForm):
    submit_before = DayField(label=_("Nhận hồ sơ trước ngày"))
    evaluate_before = DayField(label=_("Đánh giá xong trước ngày"))
    plan_reference = forms.CharField(
        label=_("Kế hoạch cho phép"), max_length=160, help_text=_("Ví dụ: Kế hoạch số 12/KH-UBND ngày 02/3/2026")
    )


class PersonField(forms.CharField):
    """A person who has an account, named by email or phone."""

    def clean(self, value: Any) -> User | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = find_account(text)
        if found is None:
            raise forms.ValidationError(_("Chưa có tài khoản nào dùng thư hoặc số điện thoại này."))
        return found


class MemberForm(forms.Form):
    person = PersonField(label=_("Thư điện tử hoặc điện thoại"), max_length=120)
    role = forms.ChoiceField(
        label=_("Vai"), choices=[(role.value, role.label) for role in COUNCIL_ROLES], initial=Role.COUNCIL_MEMBER
    )
    title = forms.CharField(label=_("Chức vụ, đơn vị"), max_length=160, required=False)


class MemberLine(MemberForm):
    """One line of the decision; without a person it is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False


MemberFormSet = forms.formset_factory(MemberLine, extra=0, min_num=1, max_num=60, validate_max=True)


class CouncilForm(forms.Form):
    seat = forms.ChoiceField(label=_("Cấp"))
    name = forms.CharField(label=_("Tên Hội đồng"), max_length=200)
    decision_number = forms.CharField(label=_("Số quyết định thành lập"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]


class RulesForm(forms.ModelForm[CouncilRules]):
    class Meta:
        model = CouncilRules
        fields = (
            "quorum_percent", "chair_required", "chair_scores", "spread_limit", "averaging", "decimals", "rounding",
            "mark_rule", "sealing", "source",
        )  # fmt: skip
        localized_fields = ("spread_limit",)
        labels = {
            "quorum_percent": _("Tỷ lệ có mặt và nộp phiếu ít nhất (%)"),
            "chair_required": _("Phải có Chủ tịch"),
            "chair_scores": _("Chủ tịch cũng chấm phiếu"),
            "spread_limit": _("Độ lệch cho phép giữa các phiếu (điểm)"),
            "averaging": _("Cách lấy điểm chung"),
            "decimals": _("Số chữ số lẻ"),
            "rounding": _("Cách làm tròn"),
            "mark_rule": _("Khi nào Hội đồng coi là đạt điều kiện sao"),
            "sealing": _("Niêm phong kết quả"),
            "source": _("Theo văn bản nào, hoặc ai đề xuất"),
        }
        # The model's own notes are for its readers, not for the page.
        help_texts = {**dict.fromkeys(fields, ""), "decimals": _("Từ 0 đến 3 chữ số sau dấu phẩy.")}
        widgets = {
            "averaging": forms.RadioSelect,
            "rounding": forms.RadioSelect,
            "mark_rule": forms.RadioSelect,
            "sealing": forms.RadioSelect,
            "source": forms.Textarea(attrs={"rows": 3}),
        }


class RoundField(forms.ModelChoiceField[Round]):
    def label_from_instance(self, obj: Round) -> str:
        return gettext("Đợt %(number)d năm %(year)d") % {"number": obj.number, "year": obj.year}


class SessionForm(forms.Form):
    round = RoundField(label=_("Đợt"), queryset=Round.objects.none())
    held_on = DayField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), max_length=160, required=False)

    def __init__(self, *args: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        self.fields["round"].initial = rounds.first()


class AdviceForm(forms.Form):
    findings = forms.CharField(label=_("Tổ tư vấn thấy gì trong hồ sơ"), widget=forms.Textarea(attrs={"rows": 5}))
    site_visit = forms.CharField(
        label=_("Khảo sát tại cơ sở"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    extra_tests = forms.CharField(label=_("Kiểm nghiệm thêm"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    proposal = forms.CharField(label=_("Đề xuất với Hội đồng"), widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
