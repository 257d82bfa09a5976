from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_LABEL = 6000


class LabelForm(forms.Form):
    """The words of a label, as typed or copied."""

    text = forms.CharField(
        label=_("Chữ trên nhãn"),
        max_length=LONGEST_LABEL,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Gõ hoặc dán hết chữ trên nhãn, mỗi dòng trên nhãn là một dòng."),
    )
    kind = forms.ChoiceField(label=_("Loại hàng"))
    gtin = forms.CharField(
        label=_("Mã vạch"), max_length=20, required=False, help_text=_("Dãy số dưới mã vạch, ví dụ 8935000000014")
    )
    claimed = forms.TypedChoiceField(
        label=_("Nhãn có in sao OCOP không?"),
        choices=[("", _("Không in")), ("3", _("3 sao")), ("4", _("4 sao")), ("5", _("5 sao"))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
