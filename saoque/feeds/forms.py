from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.feeds.actions import Wish
from saoque.feeds.connectors import connectors
from saoque.feeds.layouts import Layout
from saoque.feeds.rules import rules
from saoque.feeds.words import FORM_WORDS, LANGUAGES
from saoque.kernel.access import Actor

CHOSEN, ALL = "chosen", "all"


class SendForm(forms.Form):
    """What is asked for besides the products, which the page shows as a list with what each lacks."""

    form = forms.ChoiceField(label=_("Loại tệp"))
    language = forms.ChoiceField(label=_("Tiếng"))
    scope = forms.ChoiceField(
        label=_("Sản phẩm nào"),
        choices=((CHOSEN, _("Những sản phẩm đã chọn")), (ALL, _("Mọi sản phẩm đang lọc, nếu đủ thông tin"))),
    )
    only_changed = forms.BooleanField(label=_("Chỉ gửi sản phẩm mới và có thay đổi"), required=False)
    connector = forms.ChoiceField(label=_("Giao tệp"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, layout: Layout, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        ways = [(one.code, one.title) for one in connectors().values() if rules.may(actor, one.right)]
        self._choose("form", [(code, FORM_WORDS[code]) for code in layout.forms])
        self._choose("language", [(code, words) for code, words in LANGUAGES if code in layout.languages])
        self._choose("connector", ways)
        self.fields["key"].initial = uuid4
        self.fields["scope"].initial = CHOSEN

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """A choice of one is no question."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices, field.initial = choices, choices[0][0]
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def wish(self, products: Iterable[int]) -> Wish:
        told = self.cleaned_data
        return Wish(
            layout=self.layout.code,
            form=told["form"],
            products=tuple(products),
            language=told["language"],
            only_changed=told["only_changed"],
            connector=told["connector"],
            key=told["key"],
        )
