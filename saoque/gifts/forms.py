from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.gifts.actions import Words
from saoque.gifts.models import GiftSet
from saoque.gifts.queries import goods
from saoque.gifts.seasons import Season
from saoque.kernel.fields import MoneyField

MOST_CHOICES = 500


class WordsForm(forms.Form):
    name = forms.CharField(label=_("Tên bộ quà"), max_length=120)
    season = forms.ChoiceField(label=_("Dịp tặng"), choices=[("", _("Quanh năm")), *Season.choices], required=False)
    about = forms.CharField(
        label=_("Giới thiệu"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )
    wrapping = forms.CharField(label=_("Cách gói"), max_length=160, required=False, help_text=_("Ví dụ: giỏ lục bình"))
    wrapping_price = MoneyField(label=_("Tiền gói một phần"), required=False)

    def __init__(self, gift: GiftSet | None, data: Any = None) -> None:
        names = ("name", "season", "about", "wrapping", "wrapping_price")
        super().__init__(data, initial={name: getattr(gift, name) for name in names} if gift else {})

    def words(self) -> Words:
        told = dict(self.cleaned_data)
        return Words(**{**told, "wrapping_price": told["wrapping_price"] or 0})


class ItemForm(forms.Form):
    product = forms.TypedChoiceField(label=_("Món"), coerce=int)
    amount = forms.IntegerField(label=_("Số lượng trong một phần quà"), min_value=1, max_value=20, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = goods().values_list("pk", "name", "producer__name")[:MOST_CHOICES]
        self.fields["product"].choices = [(pk, f"{name} · {producer}") for pk, name, producer in found]  # type: ignore[attr-defined]
