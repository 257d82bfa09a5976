"""Form fields that are the same wherever people type them."""

import re
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


_GROUPED = re.compile(r"\d{1,3}([.,\s]\d{3})+")


class MoneyField(forms.IntegerField):
    """Whole đồng, typed as people write them: 50.000.000, 50 000 000 or 50000000; never negative."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "class": "short", "autocomplete": "off", "placeholder": "50.000.000"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 10**13)
        kwargs["error_messages"] = {
            "invalid": _("Hãy ghi số tiền bằng chữ số, như 50.000.000."),
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            text = value.strip().removesuffix("đồng").removesuffix("đ").strip()
            value = re.sub(r"[.,\s]", "", text) if _GROUPED.fullmatch(text) else text
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) and not isinstance(value, bool) else value


class RateField(forms.DecimalField):
    """A percentage, with a comma or a point: 8,38."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "class": "short", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 200)
        kwargs.setdefault("decimal_places", 4)
        kwargs["error_messages"] = {
            "invalid": _("Hãy ghi con số, như 8,38."),
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if value is not None and not isinstance(value, str) else value
