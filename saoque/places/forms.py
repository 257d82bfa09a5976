"""The form field by which other rooms ask for a commune; it works with and without script."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.places.queries import Choice, Found, choice_from, find_units

TEXT_SUFFIX, FIND_SUFFIX = "_text", "_find"


class Sent(NamedTuple):
    """What a form sent: the value of the chosen radio button, the text typed, and whether «Tìm» was pressed."""

    chosen: str
    text: str
    searching: bool

    @property
    def choice(self) -> Choice | None:
        """Return the place chosen, if it is one."""
        return choice_from(self.chosen) if self.chosen else None


class PlacePicker(forms.Widget):
    """A text box with «Tìm»; the communes found are radio buttons of the field's own name.

    Without script «Tìm» sends the whole form, which comes back with the communes found; nothing typed is lost.
    """

    template_name = "places/_picker.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "Sent":
        """Return what was chosen, what was typed, and whether «Tìm» was pressed."""
        return Sent(data.get(name, ""), data.get(name + TEXT_SUFFIX, "").strip(), name + FIND_SUFFIX in data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether the field was not in the form at all."""
        return name not in data and name + TEXT_SUFFIX not in data

    def format_value(self, value: Any) -> Any:
        """Leave the value as it is: a Choice, a pair from a sent form, or None."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: the choice made, the text typed, and what it may mean."""
        context = super().get_context(name, value, attrs)
        choice, text, found = None, "", []
        if isinstance(value, Choice):
            choice = value
        elif isinstance(value, Sent):
            choice = value.choice
            text = value.text if value.searching or choice is None else ""
            found = find_units(text)
        return {**context, **picker_context(name, text, found, choice), "attrs": context["widget"]["attrs"]}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the id of the text box."""
        return id_


def picker_context(name: str, text: str, found: list[Found], chosen: Choice | None = None) -> dict[str, Any]:
    """Return the context of `places/_picker.html` and `places/_found.html`."""
    return {
        "name": name,
        "text": text,
        "text_name": name + TEXT_SUFFIX,
        "find_name": name + FIND_SUFFIX,
        "found": found,
        "chosen": chosen,
    }


class PlaceField(forms.Field):
    """A commune in force, cleaned to a `Choice`: `.unit`, and `.old` when it was found by an old address.

    Give `initial=Choice(unit, old)` to show what is stored.
    """

    widget = PlacePicker
    default_error_messages = {
        "required": _("Hãy gõ tên xã, phường rồi chọn một nơi trong danh sách."),
        "choose": _("Hãy chọn đúng nơi của mình trong danh sách tìm được."),
        "nothing": _("Không tìm thấy nơi nào có tên này. Thử gõ ít chữ hơn, hoặc chỉ tên xã và tên tỉnh."),
        "gone": _("Nơi vừa chọn không còn dùng được. Hãy tìm và chọn lại."),
    }

    def clean(self, value: Any) -> Choice | None:
        """Return the choice made; raise ValidationError that says what to do when there is none."""
        if not isinstance(value, Sent):
            value = Sent("", "", False)
        if value.text and (value.searching or not value.chosen):
            code = "choose" if find_units(value.text) else "nothing"
            raise forms.ValidationError(self.error_messages[code], code=code)
        choice = value.choice
        if value.chosen and choice is None:
            raise forms.ValidationError(self.error_messages["gone"], code="gone")
        if choice is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return choice

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another place was chosen than the one shown."""
        before = initial.value if isinstance(initial, Choice) else ""
        return isinstance(data, Sent) and before != data.chosen
