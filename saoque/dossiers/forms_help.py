"""Shapes of what producers and helpers send about consent. Whether it may be done is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.dossiers.actions.consents import NOTE_LIMIT
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.models import Dossier
from saoque.kernel.fields import DayField
from saoque.producers.models import Producer

ALL = "tat-ca"


class GiveForm(forms.Form):
    """Which dossier, and the last day. `dossier` after cleaning: the chosen one, None for all."""

    scope = forms.ChoiceField(
        label=_("Nhờ giúp hồ sơ nào"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một hồ sơ, hoặc chọn mọi hồ sơ."),
            "invalid_choice": _("Hãy chọn một hồ sơ trong danh sách."),
        },
    )
    until = DayField(
        label=_("Đến hết ngày"),
        help_text=_("Để trống thì nhờ cho tới khi bà con bấm «Thôi nhờ»."),
        required=False,
    )

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Dossier.objects.filter(producer=producer).exclude(state__in=FINISHED).select_related("product")
        self._dossiers = {str(one.pk): one for one in rows.order_by("-pk")}
        named = [
            (key, _("Hồ sơ %(product)s, %(state)s") % {
                "product": one.product.name, "state": one.get_state_display().lower(),
            })
            for key, one in self._dossiers.items()
        ]  # fmt: skip
        scope: Any = self.fields["scope"]
        scope.choices = [*named, (ALL, _("Mọi hồ sơ của %(name)s, cả hồ sơ mở sau này") % {"name": producer.name})]

    @property
    def dossier(self) -> Dossier | None:
        return self._dossiers.get(self.cleaned_data["scope"])


class AskForm(forms.Form):
    note = forms.CharField(
        label=_("Lời nhắn cho bà con"),
        help_text=_("Ví dụ: Em là cán bộ Đoàn xã, chiều thứ bảy em ghé cùng bà con chụp giấy tờ."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=NOTE_LIMIT,
        error_messages={"required": _("Hãy viết vài chữ để bà con biết bạn là ai, giúp việc gì.")},
    )
