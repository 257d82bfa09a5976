"""One form for every record: a field for each of its values, of the kind that the value has."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField, MoneyField, RateField
from saoque.knowledge import KINDS, Record
from saoque.knowledge.policies import TRIGGERS
from saoque.knowledge.policies.policy import GROUPS, MEASURES
from saoque.knowledge.policies.sentences import told as in_language
from saoque.sources.models import OfficersValue
from saoque.sources.queries import STATES
from saoque.sources.shapes import Leaf, Path, leaves, with_values
from saoque.sources.words import code_words, path_words

STATE_WORDS = {
    "verify": _("Cần xác nhận"),
    "soon": _("Sắp hết hạn"),
    "over": _("Đã hết hạn"),
    "corrected": _("Cán bộ đã sửa"),
}
_MOST_COUNT = 100_000


class FilterForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *KINDS.items()])
    xem = forms.ChoiceField(
        label=_("Xem"), required=False, choices=[("", _("Tất cả")), *((s, STATE_WORDS[s]) for s in STATES)]
    )


class CorrectForm(forms.Form):
    """Values first, then where they come from. `facts()` gives what differs from what holds now."""

    source = forms.CharField(
        label=_("Nguồn"), max_length=400, help_text=_("Số, ngày văn bản, hoặc địa chỉ trang đã xem.")
    )
    confidence = forms.ChoiceField(label=_("Độ tin"), choices=OfficersValue.Confidence.choices)
    checked_on = DayField(label=_("Ngày xem nguồn"))
    since = DayField(label=_("Áp dụng từ ngày"), required=False, help_text=_("Để trống: giữ như cũ."))
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống: giữ như cũ, hoặc chưa có hạn."))
    verify = forms.BooleanField(label=_("Vẫn cần người khác xác nhận"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    province = forms.ChoiceField(label=_("Áp dụng cho"))

    def __init__(self, *args: Any, record: Record, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.open = [leaf for leaf in leaves(record.facts) if not leaf.fixed]
        self.fields["checked_on"].initial = today()
        self.fields["province"].choices = places  # type: ignore[attr-defined]
        self.fields["province"].initial = places[-1][0]
        # A select without an empty choice: the nation's empty code is one of the choices, and none is chosen twice.
        self.fields["province"].required = not any(code == "" for code, _name in places)
        for number, leaf in enumerate(self.open):
            self.fields[f"value_{number}"] = _field(leaf)

    @property
    def values(self) -> list[forms.BoundField]:
        return [self[f"value_{number}"] for number in range(len(self.open))]

    @property
    def origin(self) -> list[forms.BoundField]:
        return [
            self[name]
            for name in ("source", "confidence", "checked_on", "since", "until", "verify", "note", "province")
        ]

    def facts(self) -> dict[str, Any]:
        """Return the top facts that change, whole."""
        changed: dict[Path, Any] = {}
        for number, leaf in enumerate(self.open):
            value = _plain(leaf, self.cleaned_data.get(f"value_{number}"))
            if value != leaf.value:
                changed[leaf.path] = value
        sent = self.cleaned_data
        return with_values(self.record.facts, changed, sent["confidence"], sent["verify"])


def _field(leaf: Leaf) -> forms.Field:
    told: dict[str, Any] = {"label": path_words(leaf), "required": False, "initial": leaf.value}
    if leaf.kind == "money":
        return MoneyField(**told)
    if leaf.kind == "percent":
        return RateField(**told)
    if leaf.kind == "count":
        return forms.IntegerField(min_value=0, max_value=_MOST_COUNT, **told)
    if leaf.kind == "number":
        return RateField(max_value=_MOST_COUNT, **told)
    if leaf.kind == "date":
        return DayField(**told)
    if leaf.kind == "flag":
        told["initial"] = {True: "1", False: "0", None: ""}[leaf.value]
        return forms.ChoiceField(choices=[("", _("Chưa rõ")), ("1", _("Có")), ("0", _("Không"))], **told)
    if leaf.kind == "choice":
        known = {"trigger": tuple(TRIGGERS), "measure": MEASURES, "per": tuple(GROUPS)}[leaf.name]
        return forms.ChoiceField(
            choices=[
                ("", _("Chưa rõ")),
                *((code, in_language(code_words(code, leaf.name), gettext)) for code in known),
            ],
            **told,
        )
    return forms.CharField(max_length=1000, **told)


def _plain(leaf: Leaf, value: Any) -> Any:
    """What the form read, as the record holds it; an empty field is not known."""
    if value in (None, ""):
        return None
    if leaf.kind == "flag":
        return value == "1"
    if leaf.kind in ("percent", "number"):
        return int(value) if value == int(value) else float(value)
    return value
