"""Shapes of what people send. Rights and meaning are the actions' business."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saoque.guidance import base
from saoque.guidance.index import CRITERIA
from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField
from saoque.people.models import User
from saoque.people.queries import find_account
from saoque.places.forms import PlaceField

NEEDED = _("Chỗ này cần điền.")


def _area(rows: int, **attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attributes})


class PageForm(forms.Form):
    """One version of a page. The block format is told beside the field."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("Tên bài"), max_length=160, help_text=_("Như câu bà con hay hỏi"))
    lead = forms.CharField(label=_("Tóm tắt một câu"), max_length=400, required=False)
    body = forms.CharField(
        label=_("Nội dung"), widget=_area(18, lang="vi"), max_length=20_000,
        help_text=_("## đầu mục, - ý, 1. bước, ! lưu ý, > ví dụ, **chữ đậm**, [chữ](page:ten-bai) để dẫn tới bài khác"),
    )  # fmt: skip
    basis = forms.CharField(label=_("Căn cứ"), widget=_area(3), required=False, help_text=_("Mỗi văn bản một dòng"))
    source = forms.CharField(
        label=_("Nguồn đã xem"), max_length=400, help_text=_("Số văn bản, hoặc địa chỉ trang đã xem")
    )
    checked_on = DayField(label=_("Ngày xem nguồn"))
    note = forms.CharField(label=_("Đã đổi gì, vì sao"), max_length=300, required=False)
    title_en = forms.CharField(
        label=_("Tên bài tiếng Anh"), max_length=160, required=False, widget=forms.TextInput(attrs={"lang": "en"})
    )
    lead_en = forms.CharField(
        label=_("Tóm tắt tiếng Anh"), max_length=400, required=False, widget=forms.TextInput(attrs={"lang": "en"})
    )
    body_en = forms.CharField(
        label=_("Nội dung tiếng Anh"), widget=_area(8, lang="en"), max_length=20_000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].initial = today


def chapter_choices() -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(one.slug, one.name_en if english else one.name) for one in base.chapters() if one.slug != CRITERIA]


class NewPageForm(PageForm):
    """A page that the product does not have, for one place."""

    chapter = forms.ChoiceField(label=_("Chương"))
    field_order = ["version", "chapter"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chapter"].choices = chapter_choices()  # type: ignore[attr-defined]


class RulesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    answer_days = forms.IntegerField(
        label=_("Trả lời câu hỏi trong"), min_value=1, max_value=60, help_text=_("Ngày làm việc")
    )
    check_months = forms.IntegerField(label=_("Xem lại mỗi bài sau"), min_value=1, max_value=60, help_text=_("Tháng"))
    source = forms.CharField(label=_("Theo đâu"), max_length=400, help_text=_("Số văn bản, hoặc ai đã quyết định"))


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Bà con muốn hỏi gì?"),
        max_length=300,
        help_text=_("Ví dụ: Mắm làm tại nhà có cần giấy an toàn thực phẩm không?"),
    )
    detail = forms.CharField(label=_("Kể thêm cho rõ"), widget=_area(4), max_length=4000, required=False)
    place = PlaceField(label=_("Xã, phường của bà con"), help_text=_("Câu hỏi tới cán bộ phụ trách nơi này"))
    may_publish = forms.BooleanField(
        label=_("Cho đăng câu hỏi và câu trả lời để bà con khác cùng đọc, không ghi tên tôi"), required=False
    )


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label=_("Câu trả lời"), widget=_area(7), max_length=6000)


class PublishForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    shown_text = forms.CharField(
        label=_("Câu hỏi khi đăng"), max_length=300, help_text=_("Bỏ tên người, số điện thoại, tên cơ sở")
    )


class ClassForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.TypedChoiceField(label=_("Đơn vị mở lớp"), coerce=int)
    title = forms.CharField(label=_("Tên lớp"), max_length=160)
    about = forms.CharField(label=_("Học gì, ai nên đến"), widget=_area(4), max_length=4000, required=False)
    trainer = forms.CharField(label=_("Người dạy"), max_length=160, help_text=_("Họ tên, nơi làm việc"))
    place = forms.CharField(label=_("Nơi học"), max_length=200, help_text=_("Hội trường, ấp, đường"))
    day = DayField(label=_("Ngày học"))
    begins = forms.TimeField(
        label=_("Từ giờ"), widget=forms.TimeInput(attrs={"class": "short", "placeholder": "08:00"})
    )
    ends = forms.TimeField(label=_("Đến giờ"), widget=forms.TimeInput(attrs={"class": "short", "placeholder": "11:00"}))
    seats = forms.IntegerField(label=_("Số chỗ"), min_value=1, max_value=500)
    topics = forms.MultipleChoiceField(
        label=_("Bài cẩm nang đi cùng"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], pages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["topics"].choices = pages  # type: ignore[attr-defined]
        if units:
            self.fields["unit"].initial = units[0][0]

    def moments(self) -> tuple[datetime, datetime]:
        """Return beginning and end; a class lasts within one day."""
        told = self.cleaned_data
        return _moment(told["day"], told["begins"]), _moment(told["day"], told["ends"])


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Vì sao hủy lớp"), max_length=300)


class PersonField(forms.CharField):
    """A person who has an account, named by email or phone."""

    def clean(self, value: Any) -> User:
        found = find_account(str(super().clean(value) or "").strip())
        if found is None:
            raise forms.ValidationError(_("Chưa có tài khoản nào dùng thư hoặc số điện thoại này."))
        return found


class EnrolForm(forms.Form):
    person = PersonField(label=_("Thư điện tử hoặc điện thoại"), max_length=120)


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("Tên tài liệu"), max_length=160)
    file = forms.FileField(
        label=_("Tệp"), help_text=_("PDF hoặc ảnh"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )  # fmt: skip


_MARKS = [
    ("5", _("5 · rất tốt")),
    ("4", _("4 · tốt")),
    ("3", _("3 · được")),
    ("2", _("2 · chưa tốt")),
    ("1", _("1 · kém")),
]


class EvaluationForm(forms.Form):
    useful = forms.TypedChoiceField(
        label=_("Lớp có giúp ích cho việc của bà con không?"), coerce=int, choices=_MARKS, widget=forms.RadioSelect
    )
    clear = forms.TypedChoiceField(
        label=_("Người dạy nói có dễ hiểu không?"), coerce=int, choices=_MARKS, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("Nên đổi gì ở lần sau"), widget=_area(3), max_length=1000, required=False)


class FollowUpForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Người học đã làm gì"), widget=_area(4), max_length=1000, required=False,
        help_text=_("Ví dụ: đã thay nhãn mới, đang chờ phiếu kiểm nghiệm, chưa làm vì bận mùa"),
    )  # fmt: skip
