"""Form fields that are the same wherever people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d"]


class DayInput(forms.DateInput):
    """A day typed day first. Browsers' own pickers follow the browser's language, where 05/03 may be 3 May."""

    def __init__(self) -> None:
        attributes = {"inputmode": "numeric", "placeholder": "23/11/2026", "class": "short", "autocomplete": "off"}
        super().__init__(format="%d/%m/%Y", attrs=attributes)


class DayField(forms.DateField):
    """A date, read day first in every language of the site."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs["error_messages"] = {
            "invalid": _("Hãy ghi ngày trước, tháng sau, như 23/11/2026."),
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)
