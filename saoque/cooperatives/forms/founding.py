"""From the first idea to the charter."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.forms.base import Versioned, day, long_text
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.words import SURVEY
from saoque.knowledge import Record
from saoque.places.forms import PlaceField

YES_NO = [("yes", _("Có")), ("no", _("Chưa, không"))]


class OpenForm(forms.Form):
    """Who begins what, where."""

    for_others = forms.ChoiceField(
        label=_("Bạn là ai trong việc này?"),
        choices=[("no", _("Sáng lập viên, cùng làm với nhóm")), ("yes", _("Cán bộ Đoàn, giúp một nhóm bắt đầu"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    name = forms.CharField(
        label=_("Tên tạm"), max_length=160, help_text=_("Ví dụ: Hợp tác xã Dâu tằm Trung Hưng. Sau này đổi được.")
    )
    kind = forms.ChoiceField(
        label=_("Đang nghĩ tới hình thức nào?"),
        help_text=_("Chưa chắc cũng được, có một bước riêng để bàn."),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        initial=Kind.COOPERATIVE,
    )
    place = PlaceField(label=_("Xã, phường đặt trụ sở"))

    def __init__(self, *args: Any, youth: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not youth:
            del self.fields["for_others"]


class SurveyForm(Versioned):
    """Four questions of the first talk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in SURVEY.items():
            self.fields[key] = long_text(label, required=key in ("product", "need"))


class ChoiceForm(Versioned):
    """The questions of the record, then the decision and its minutes."""

    kind = forms.ChoiceField(label=_("Nhóm chọn"), choices=Kind.choices, widget=forms.RadioSelect)
    minutes = long_text(
        _("Biên bản: ai bàn, hôm nào, vì sao chọn"),
        _("Ví dụ: ngày 10/10, sáu hộ bàn tại nhà anh Tư, chọn hợp tác xã vì siêu thị cần hóa đơn."),
        rows=4,
        required=True,
    )

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [row["key"] for row in record.facts["questions"]]
        for row in record.facts["questions"]:
            self.fields[f"q_{row['key']}"] = forms.ChoiceField(
                label=row["ask"], choices=YES_NO, widget=forms.RadioSelect, required=False
            )
        self.order_fields(["version", *(f"q_{key}" for key in self.questions), "kind", "minutes"])

    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(f"q_{key}", "") for key in self.questions}


class NameForm(Versioned):
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=160)
    short_name = forms.CharField(label=_("Tên viết tắt"), max_length=60, required=False)
    address_line = forms.CharField(
        label=_("Trụ sở: số nhà, ấp, đường"), max_length=200, help_text=_("Ví dụ: số 12, ấp Thạnh Phú.")
    )


class LineForm(Versioned):
    line = forms.CharField(
        label=_("Ngành nghề"), max_length=200, help_text=_("Ví dụ: trồng cây dâu tằm; sản xuất mứt.")
    )
    code = forms.CharField(
        label=_("Mã ngành"),
        max_length=10,
        required=False,
        help_text=_("Sao Quê chưa có danh mục mã; hỏi cán bộ xã hoặc để trống."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class CharterForm(Versioned):
    """One question for each block that leaves a choice, and room for the founders' own words in every block."""

    max_share_percent = forms.IntegerField(
        label=_("Mức vốn cao nhất của một thành viên (%)"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Để trống thì theo mức chung. Chỉ được đặt thấp hơn."),
    )

    def __init__(self, *args: Any, record: Record, group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks: list[Mapping[str, Any]] = list(record.facts["blocks"])
        for block in self.blocks:
            if block.get("options"):
                self.fields[f"o_{block['key']}"] = forms.ChoiceField(
                    label=block["ask"],
                    choices=[(one["id"], one["text"]) for one in block["options"]],
                    widget=forms.RadioSelect,
                    required=False,
                )
            self.fields[f"m_{block['key']}"] = long_text(
                _("Lời riêng của nhóm cho phần «%(part)s»") % {"part": block["title"]}, rows=2
            )
        if group:
            del self.fields["max_share_percent"]

    @staticmethod
    def initial_of(cooperative: Cooperative) -> dict[str, Any]:
        found: dict[str, Any] = {"max_share_percent": cooperative.max_share_percent}
        for key, told in cooperative.charter.items():
            found |= {f"o_{key}": told.get("option", ""), f"m_{key}": told.get("more", "")}
        return found

    def told_blocks(self) -> dict[str, dict[str, str]]:
        return {
            block["key"]: {
                "option": self.cleaned_data.get(f"o_{block['key']}", ""),
                "more": self.cleaned_data.get(f"m_{block['key']}", ""),
            }
            for block in self.blocks
        }

    def rows(self) -> list[tuple[Mapping[str, Any], Any, Any]]:
        """Each block with its question (or None) and the field for own words."""
        return [
            (block, self[f"o_{block['key']}"] if block.get("options") else None, self[f"m_{block['key']}"])
            for block in self.blocks
        ]


class StopForm(Versioned):
    reason = long_text(_("Vì sao dừng?"), required=True)


class AdoptForm(forms.Form):
    registered_on = day(_("Ngày được cấp giấy đăng ký"))
