"""The shapes of what people choose. Rules and state stay in `actions`."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saoque.reminders.models import Desk
from saoque.reminders.queries import choices


class ChoiceForm(forms.Form):
    """Kinds that are mailed, kinds of which urgent ones go to the phone, the language. Ticked is on."""

    mail = forms.MultipleChoiceField(label=_("Gửi thư"), required=False)
    phone = forms.MultipleChoiceField(label=_("Nhắn điện thoại khi gấp"), required=False)
    language = forms.ChoiceField(label=_("Thư, tin nhắn và lịch viết bằng"), choices=settings.LANGUAGES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, desk: Desk) -> None:
        on = [name for name, _title in choices() if name not in desk.mail_off]
        initial = {"mail": on, "phone": desk.phone_on, "language": desk.language, "version": desk.version}
        super().__init__(data, initial=initial)
        for name in ("mail", "phone"):
            self.fields[name].choices = choices()  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the arguments of `actions.choose`."""
        mailed = set(self.cleaned_data["mail"])
        return {
            "mail_off": [name for name, _title in choices() if name not in mailed],
            "phone_on": self.cleaned_data["phone"],
            "language": self.cleaned_data["language"],
            "version": self.cleaned_data["version"],
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per kind: its name, title, and whether mail and phone are on, as shown or as sent."""
        mailed, phoned = self["mail"].value() or [], self["phone"].value() or []
        return [
            {"name": name, "title": title, "mail": name in mailed, "phone": name in phoned} for name, title in choices()
        ]
