from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from saoque.certificates.outcomes import Outcome
from saoque.kernel.fields import DayField

OUTCOME_LABELS = {
    Outcome.RECOGNISE: _("Công nhận và cấp giấy chứng nhận"),
    Outcome.SEND: _("Phê duyệt kết quả và gửi Bộ đánh giá 5 sao"),
    Outcome.REFUSE: _("Kết luận chưa đủ hạng để công nhận"),
    Outcome.ASSESS_AGAIN: _("Để tỉnh tự đánh giá lại"),
}


class SignatureForm(forms.Form):
    """Number and day of a decision, as in the office's register."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 3981/QĐ-UBND"))
    signed_on = DayField(label=_("Ngày ký"), help_text=_("Ngày/tháng/năm, ví dụ 24/11/2026"))


class DecisionForm(SignatureForm):
    """One decision for the chosen dossiers."""

    outcome = forms.ChoiceField(
        choices=[(key.value, label) for key, label in OUTCOME_LABELS.items()], widget=forms.HiddenInput
    )
    dossiers = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": _("Hãy chọn ít nhất một hồ sơ để ký."),
            "invalid_choice": _("Có hồ sơ không còn chờ bạn ký. Hãy mở lại danh sách."),
        },
    )

    def __init__(self, *args: Any, pks: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].choices = [(pk, pk) for pk in pks]  # type: ignore[attr-defined]


class RevocationForm(SignatureForm):
    ground = forms.ChoiceField(label=_("Căn cứ thu hồi (Điều 8 khoản 1)"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grounds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(ground, capfirst(ground)) for ground in grounds]  # type: ignore[attr-defined]
        self.order_fields(["ground", "number", "signed_on"])


class SightingForm(forms.Form):
    looks_same = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
    note = forms.CharField(max_length=1000, required=False)
