"""The forms of the room."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from saoque.channels.actions import ChannelTold, Found, ListingTold, PointTold
from saoque.channels.criteria import NO, NONE_OF_THEM, YES, Criterion
from saoque.channels.models import Channel
from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField, MoneyField
from saoque.places.forms import PlaceField

_PICTURES = forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"})

_NOT_KNOWN = "unknown"


def _price_input() -> forms.TextInput:
    return forms.TextInput(
        attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off", "placeholder": "90.000"}
    )


class DegreesField(forms.DecimalField):
    """Degrees with a comma or a point, as phones and maps write them."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "class": "short", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs["error_messages"] = {"invalid": _("Hãy ghi con số, như 10,17661."), **kwargs.get("error_messages", {})}
        super().__init__(required=False, min_value=-180, max_value=180, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


class ChannelForm(forms.Form):
    """A channel; a producer is not asked for the kind, its outlets are its own."""

    name = forms.CharField(
        label=_("Tên nơi bán"), max_length=160, help_text=_("Như trên bảng hiệu, ví dụ: Siêu thị A.")
    )
    kind = forms.ChoiceField(label=_("Loại nơi bán"), choices=Channel.Kind)
    website = forms.CharField(
        label=_("Trang web"), required=False, max_length=200, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["kind"]

    def told(self) -> ChannelTold:
        told = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return ChannelTold(**told)


class PointForm(forms.Form):
    name = forms.CharField(
        label=_("Tên điểm bán"), max_length=160, help_text=_("Ví dụ: Cửa hàng số 2, quầy trong chợ.")
    )
    place = PlaceField(label=_("Ở xã, phường nào"))
    address_line = forms.CharField(label=_("Số nhà, ấp, đường"), required=False, max_length=200)
    latitude = DegreesField(
        label=_("Vĩ độ"), help_text=_("Đứng tại chỗ rồi bấm «Lấy vị trí đang đứng», hoặc gõ: 10,17661")
    )
    longitude = DegreesField(label=_("Kinh độ"), help_text=_("Ví dụ: 105,49900"))
    opened_on = DayField(label=_("Mở từ ngày"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> PointTold:
        told = {key: value for key, value in self.cleaned_data.items() if key not in ("version", "place")}
        return PointTold(commune=self.cleaned_data["place"].unit, **told)


class ClosingForm(forms.Form):
    """The last day, and why."""

    on = DayField(label=_("Ngày cuối cùng"), initial=today)
    reason = forms.CharField(label=_("Vì sao"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ListingForm(forms.Form):
    price = MoneyField(
        label=_("Giá bán tại đó (đồng)"), required=False, min_value=1, widget=_price_input(),
        help_text=_("Giá khách trả cho một chai, hộp, ký. Chưa biết thì để trống."),
    )  # fmt: skip
    since = DayField(label=_("Bán ở đó từ ngày"), initial=today)
    url = forms.CharField(
        label=_("Đường dẫn gian hàng, sản phẩm"), required=False, max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> ListingTold:
        return ListingTold(**{key: value for key, value in self.cleaned_data.items() if key != "version"})


class LookForm(forms.Form):
    """What was seen on the shelf today; everything but the answer may stay empty."""

    price = MoneyField(label=_("Giá trên kệ (đồng)"), required=False, min_value=1, widget=_price_input())
    note = forms.CharField(label=_("Ghi thêm"), required=False, max_length=300)
    photo = forms.FileField(label=_("Ảnh chụp kệ hàng"), required=False, widget=_PICTURES)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CriteriaForm(forms.Form):
    """One question for each criterion, with a note and a photo beside it."""

    note = forms.CharField(label=_("Nhận xét chung"), required=False, max_length=500)

    def __init__(self, criteria: Sequence[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[one.code] = self._question(one)
            self.fields[f"{one.code}-note"] = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)
            self.fields[f"{one.code}-photo"] = forms.FileField(label=_("Ảnh"), required=False, widget=_PICTURES)

    def _question(self, one: Criterion) -> forms.Field:
        if one.kind == "any_of":
            options = [(str(place), capfirst(words)) for place, words in enumerate(one.options)]
            return forms.MultipleChoiceField(
                label=capfirst(one.words), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[*options, (NONE_OF_THEM, _("Không có mục nào"))],
            )  # fmt: skip
        if one.kind == "yes_no":
            answers = [(YES, _("Có")), (NO, _("Không")), (_NOT_KNOWN, _("Chưa rõ"))]
            return forms.ChoiceField(
                label=capfirst(one.words), required=False, widget=forms.RadioSelect, choices=answers
            )
        return DegreesField(label=capfirst(one.words))

    def questions(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the bound question, its note and its photo."""
        for one in self.criteria:
            yield self[one.code], self[f"{one.code}-note"], self[f"{one.code}-photo"]

    def found(self) -> dict[str, Found]:
        made = {}
        for one in self.criteria:
            said = self.cleaned_data[one.code]
            given = tuple(said) if isinstance(said, list) else () if said in ("", None, _NOT_KNOWN) else (str(said),)
            note, photo = self.cleaned_data[f"{one.code}-note"], self.cleaned_data[f"{one.code}-photo"]
            made[one.code] = Found(given, note, photo)
        return made
