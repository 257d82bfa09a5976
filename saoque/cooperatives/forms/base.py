"""What the forms of this room share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saoque.kernel.fields import DayField

NEEDED = _("Chỗ này cần điền.")
_SEPARATORS = re.compile(r"[\s.,đ]+", re.IGNORECASE)
_DIGITS = 13


class MoneyField(forms.Field):
    """An amount in whole đồng, typed with or without dots: «20.000.000»."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})

    def clean(self, value: Any) -> int:
        plain = _SEPARATORS.sub("", str(value or ""))
        if not plain:
            raise ValidationError(str(NEEDED))
        if not (plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS):
            raise ValidationError(_("Hãy ghi số tiền bằng đồng, ví dụ 20.000.000."))
        return int(plain)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class Versioned(forms.Form):
    """A form that knows which state of the thing it was filled in on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, version: int = 0, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.error_messages["required"] = NEEDED

    def told(self) -> dict[str, Any]:
        """Return what was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def long_text(label: Any, help_text: Any = "", rows: int = 3, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=20_000, required=required)


def day(label: Any, help_text: Any = "", required: bool = True) -> DayField:
    return DayField(label=label, help_text=help_text, required=required)
