"""What is printed on a paper of the drawer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.producers.actions import PaperData
from saoque.producers.forms.base import StepForm, day_field
from saoque.producers.kinds import kind_groups
from saoque.producers.models import Paper


class PaperForm(StepForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Loại giấy"), required=False, help_text=_("Xếp theo phụ lục minh chứng của Mẫu 02.")
    )
    title = forms.CharField(label=_("Tên giấy"), max_length=200, help_text=_("Tên để bà con dễ tìm lại."))
    number = forms.CharField(label=_("Số giấy"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=160, required=False)
    issued_on = day_field(_("Ngày cấp"))
    expires_on = day_field(
        _("Hết hạn ngày"), _("Để trống nếu giấy không có hạn. Trước hạn 60 ngày, trang Hôm nay sẽ nhắc.")
    )

    def __init__(self, paper: Paper, *args: Any, read: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """`read`: what the machine read, put into the fields that are still empty for a person to look over."""
        shown = {name: getattr(paper, name) for name in self.base_fields}
        shown.update({name: value for name, value in (read or {}).items() if not shown.get(name)})
        super().__init__(*args, initial=shown, **kwargs)
        self.fields["kind"].choices = [("", _("Chưa xếp loại")), *kind_groups()]  # type: ignore[attr-defined]

    def data_for_action(self) -> PaperData:
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return PaperData(**told)  # type: ignore[typeddict-item]
