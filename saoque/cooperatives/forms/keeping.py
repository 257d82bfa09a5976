"""Meetings, filing, what follows registration, the yearly check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.forms.base import NEEDED, Versioned, day, long_text
from saoque.cooperatives.kinds import Channel, Majority
from saoque.cooperatives.models import HealthCheck, Meeting, Member
from saoque.cooperatives.words import MARKS
from saoque.kernel.calendar import today
from saoque.knowledge import Record


class MeetingForm(forms.Form):
    occasion = forms.ChoiceField(label=_("Họp gì?"), choices=Meeting.Occasion.choices)
    held_on = day(_("Ngày họp"))
    hour = forms.CharField(label=_("Giờ họp"), max_length=10, required=False, help_text=_("Ví dụ: 8 giờ 30."))
    place = forms.CharField(label=_("Nơi họp"), max_length=160)

    def __init__(self, *args: Any, founding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["occasion"]
        own = Meeting.Occasion.FOUNDING
        field.choices = [row for row in Meeting.Occasion.choices if (row[0] == own) == founding]


class ItemForm(Versioned):
    title = forms.CharField(label=_("Nội dung cần bàn"), max_length=200)
    majority = forms.ChoiceField(label=_("Thông qua khi"), choices=Majority.choices)


class CloseForm(Versioned):
    minutes = long_text(_("Tóm tắt ý kiến tại cuộc họp"), rows=5, required=True)


def member_choices(people: list[Member]) -> list[tuple[Any, Any]]:
    return [("", _("Chọn thành viên")), *((one.pk, one.name) for one in people)]


class FileForm(Versioned):
    channel = forms.ChoiceField(label=_("Cách nộp"), choices=Channel.choices, widget=forms.RadioSelect)
    filer = forms.TypedChoiceField(label=_("Người đi nộp"), coerce=int)

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["filer"]
        field.choices = member_choices(people)


class ReceiveForm(Versioned):
    receipt = forms.CharField(label=_("Số phiếu tiếp nhận"), max_length=60, required=False)


class ReturnForm(Versioned):
    reason = long_text(_("Cần sửa gì, vì sao?"), required=True)


class RegisterForm(Versioned):
    number = forms.CharField(label=_("Số giấy chứng nhận đăng ký"), max_length=60)
    on = day(_("Ngày cấp"))
    certificate = forms.FileField(
        label=_("Ảnh chụp hoặc bản PDF của giấy"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}),
    )


class TaskForm(Versioned):
    due_on = day(_("Hạn tự đặt"), required=False)
    done_on = day(_("Đã xong ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)


class ProducerForm(forms.Form):
    phone = forms.CharField(
        label=_("Điện thoại của hợp tác xã"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    consent = forms.BooleanField(
        label=_("Tôi đồng ý lập chủ thể OCOP với tên, địa chỉ và người đại diện đã ghi"), required=False
    )


class HealthForm(Versioned):
    """The questions of the record, each with its evidence."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2200)

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = record.facts["areas"]
        self.keys = [question["key"] for area in self.areas for question in area["questions"]]
        for area in self.areas:
            for question in area["questions"]:
                self.fields[f"q_{question['key']}"] = forms.ChoiceField(
                    label=question["ask"], choices=list(MARKS.items()), widget=forms.RadioSelect
                )
                self.fields[f"q_{question['key']}"].error_messages["required"] = NEEDED
                self.fields[f"e_{question['key']}"] = forms.CharField(
                    label=_("Bằng chứng: %(what)s") % {"what": question["evidence"]}, max_length=500, required=False
                )

    @staticmethod
    def initial_of(check: HealthCheck | None) -> dict[str, Any]:
        if check is None:
            return {"year": today().year}
        found: dict[str, Any] = {"year": check.year}
        for key, answer in check.answers.items():
            found |= {f"q_{key}": answer["mark"], f"e_{key}": answer["evidence"]}
        return found

    def rows(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Each area's name with its questions and their evidence."""
        return [
            (area["name"], [(self[f"q_{one['key']}"], self[f"e_{one['key']}"]) for one in area["questions"]])
            for area in self.areas
        ]

    def answers(self) -> dict[str, dict[str, str]]:
        return {
            key: {
                "mark": self.cleaned_data.get(f"q_{key}", ""),
                "evidence": self.cleaned_data.get(f"e_{key}", ""),
            }
            for key in self.keys
        }
