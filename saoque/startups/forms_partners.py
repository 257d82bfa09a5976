"""What a project seeks, what a partner offers, a knock, and what came of a meeting."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField, MoneyField
from saoque.people.models import Unit
from saoque.startups.actions.partners import Talk, Wish
from saoque.startups.models import Kind, Meeting, Offer, Project, Seeking

_NO_CONTACT = _("Đừng ghi điện thoại, thư điện tử: hai bên đồng ý rồi mới thấy liên lạc của nhau.")


class WishForm(forms.Form):
    """What both sides say alike."""

    kinds = forms.MultipleChoiceField(
        label=_("Việc gì"), choices=Kind, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một việc.")},
    )  # fmt: skip
    least = MoneyField(label=_("Vốn từ (đồng)"), required=False)
    most = MoneyField(label=_("Vốn đến (đồng)"), required=False)
    words = forms.CharField(
        label=_("Nói thêm"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000,
        help_text=_NO_CONTACT,
    )  # fmt: skip

    def wish(self) -> Wish:
        told = self.cleaned_data
        return Wish(tuple(told["kinds"]), told["least"], told["most"], told["words"])


def _kept(one: Seeking | Offer) -> dict[str, Any]:
    return {"kinds": [kind.value for kind in one.kinds], "least": one.least, "most": one.most, "words": one.words}


class SeekingForm(WishForm):
    purpose = forms.CharField(
        label=_("Cần vốn để làm gì"), max_length=200, required=False, help_text=_("Ghi khi tìm vốn, ví dụ: mua tủ mát.")
    )
    until = DayField(label=_("Tìm đến hết ngày"))
    field_order = ("kinds", "least", "most", "purpose", "words", "until")

    def __init__(self, kept: Seeking | None, data: Any = None) -> None:
        initial = {**_kept(kept), "purpose": kept.purpose, "until": kept.until} if kept else {}
        super().__init__(data, initial=initial or {"until": today() + timedelta(days=90)})


class OfferForm(WishForm):
    fields_ = forms.MultipleChoiceField(
        label=_("Lĩnh vực"), choices=Project.Field, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Để trống là lĩnh vực nào cũng được."),
    )  # fmt: skip
    reach = forms.ChoiceField(label=_("Giúp ở đâu"))
    field_order = ("kinds", "least", "most", "fields_", "reach", "words")

    def __init__(self, unit: Unit, kept: Offer | None, data: Any = None) -> None:
        reach = "here" if kept and kept.province_id else "all"
        initial = {**_kept(kept), "fields_": kept.fields, "reach": reach} if kept else {}
        super().__init__(data, initial=initial)
        self.unit = unit
        here = [("here", unit.province.full_name)] if unit.province else []
        self.fields["reach"].choices = [*here, ("all", _("Cả nước"))]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what the action `offer` takes beside the unit and the actor."""
        here = self.cleaned_data["reach"] == "here"
        return {
            "wish": self.wish(),
            "fields": tuple(self.cleaned_data["fields_"]),
            "province": self.unit.province if here else None,
        }


class KnockForm(forms.Form):
    message = forms.CharField(
        label=_("Lời ngỏ"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, help_text=_NO_CONTACT
    )


class MeetingForm(forms.Form):
    met_on = DayField(label=_("Ngày gặp"))
    agreed = forms.CharField(
        label=_("Đã bàn, đã thống nhất điều gì"), widget=forms.Textarea(attrs={"rows": 3}), max_length=3000
    )
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=Meeting.Outcome)
    promised = MoneyField(label=_("Tiền hứa thêm lần này"), required=False)
    received = MoneyField(label=_("Tiền đã nhận thêm"), required=False)

    def told(self) -> Talk:
        told = self.cleaned_data
        return Talk(told["met_on"], told["agreed"], told["outcome"], told["promised"] or 0, told["received"] or 0)
