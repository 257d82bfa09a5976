"""The forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque import rulebook
from saoque.fairs.actions.applications import MOST_DAILY, Application, GuestGoods, Line, Visitor
from saoque.fairs.actions.fairs import MOST_BOOTHS, Plan
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.fields import DayField, MoneyField
from saoque.knowledge.papers import kinds
from saoque.places.forms import PlaceField
from saoque.places.queries import provinces
from saoque.producers.kinds import kind_words
from saoque.producers.models import Product

_SHORT = {"inputmode": "numeric", "class": "short"}
RESULTS = [(one.value, one.label) for one in (Exhibitor.State.CHOSEN, Exhibitor.State.WAITING, Exhibitor.State.REFUSED)]


def sectors() -> list[tuple[str, str]]:
    return [("", str(_("Mọi ngành hàng"))), *((one.code, one.name) for one in rulebook.sectors())]


def paper_choices() -> list[tuple[str, str]]:
    """The kinds of papers that a fair may ask for: papers by name, not whole evidence rows."""
    return [(one.code, kind_words(one.code)) for one in kinds() if not one.general]


class FairForm(forms.Form):
    """A fair as its unit plans it, or as it was invited to it."""

    name = forms.CharField(label=_("Tên hội chợ"), max_length=190)
    kind = forms.ChoiceField(label=_("Loại"), choices=Fair.Kind)
    host = forms.CharField(
        label=_("Bên tổ chức, nếu mình được mời"), max_length=200, required=False,
        help_text=_("Để trống khi đơn vị mình đứng ra tổ chức."),
    )  # fmt: skip
    invitation = forms.FileField(label=_("Giấy mời"), required=False, help_text=_("Ảnh hoặc PDF."))
    place = PlaceField(label=_("Họp ở xã, phường nào"))
    venue = forms.CharField(
        label=_("Địa điểm"), max_length=200, help_text=_("Ví dụ: Trung tâm Xúc tiến, số 108A Lê Lợi.")
    )
    first_day = DayField(label=_("Khai mạc"))
    last_day = DayField(label=_("Bế mạc"))
    apply_until = DayField(label=_("Hạn đăng ký"))
    booths_planned = forms.IntegerField(
        label=_("Số gian"), min_value=0, max_value=MOST_BOOTHS, widget=forms.NumberInput(attrs=_SHORT)
    )
    min_star = forms.TypedChoiceField(
        label=_("Cần từ mấy sao"), coerce=int, initial=0,
        choices=[(0, _("Không cần sao")), *((n, f"{n} {_('sao')}") for n in (3, 4, 5))],
        help_text=_("Sao phải còn hạn đến hết hội chợ."),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("Giấy tờ phải còn hạn đến ngày bế mạc"), choices=paper_choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    capacity_least = forms.IntegerField(
        label=_("Mỗi ngày có ít nhất bao nhiêu hàng"), min_value=0, max_value=MOST_DAILY, initial=0,
        widget=forms.NumberInput(attrs=_SHORT), help_text=_("Tính theo chai, hũ, gói, kg. Ghi 0 khi không cần."),
    )  # fmt: skip
    bar_absent = forms.BooleanField(label=_("Ai từng vắng không báo thì xếp sau"), required=False, initial=True)
    about = forms.CharField(
        label=_("Giới thiệu"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )

    def told(self) -> Plan:
        said = {
            name: value for name, value in self.cleaned_data.items() if name not in ("place", "invitation", "needs")
        }
        return Plan(commune=self.cleaned_data["place"].unit, needs=tuple(self.cleaned_data["needs"]), **said)


class ApplicationForm(forms.Form):
    """What a producer asks for; each product has its own three fields, named by its id."""

    booths = forms.IntegerField(
        label=_("Xin mấy gian"), min_value=1, max_value=10, initial=1, widget=forms.NumberInput(attrs=_SHORT)
    )
    watts = forms.IntegerField(
        label=_("Điện cần dùng (W)"), min_value=0, max_value=100_000, initial=0, widget=forms.NumberInput(attrs=_SHORT),
        help_text=_("Tủ mát khoảng 300 W, bếp điện khoảng 2.000 W. Không dùng điện thì ghi 0."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Dặn thêm"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, products: list[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = products
        for one in products:
            self.fields[f"take_{one.pk}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"daily_{one.pk}"] = forms.IntegerField(
                label=_("Một ngày bán được"), required=False, min_value=1, max_value=MOST_DAILY,
                widget=forms.NumberInput(attrs=_SHORT),
            )  # fmt: skip
            self.fields[f"unit_{one.pk}"] = forms.CharField(
                label=_("Tính theo"), required=False, max_length=20,
                widget=forms.TextInput(attrs={"class": "short", "placeholder": _("hũ, gói, kg")}),
            )  # fmt: skip
            self.fields[f"price_{one.pk}"] = MoneyField(label=_("Giá tại hội chợ (đồng)"), required=False)

    def rows(self) -> list[tuple[Product, list[Any]]]:
        return [
            (one, [self[f"{name}_{one.pk}"] for name in ("take", "daily", "unit", "price")]) for one in self.products
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for one in self.products:
            for name in ("daily", "unit") if said.get(f"take_{one.pk}") else ():
                if not said.get(f"{name}_{one.pk}") and f"{name}_{one.pk}" not in self.errors:
                    self.add_error(f"{name}_{one.pk}", _("Sản phẩm mang đi thì cần ghi chỗ này."))
        return said

    def told(self) -> Application:
        said = self.cleaned_data
        lines = [
            Line(one, said[f"daily_{one.pk}"], said[f"unit_{one.pk}"], said[f"price_{one.pk}"])
            for one in self.products
            if said[f"take_{one.pk}"]
        ]
        return Application(lines, said["booths"], said["watts"], said["note"])


class GuestForm(forms.Form):
    """A guest from elsewhere with one product; more come by the Excel file."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    province: Any = forms.ModelChoiceField(label=_("Tỉnh, thành phố"), queryset=None, required=False)
    contact = forms.CharField(label=_("Người liên hệ"), max_length=120, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    booths = forms.IntegerField(
        label=_("Số gian"), min_value=1, max_value=10, initial=1, widget=forms.NumberInput(attrs=_SHORT)
    )
    product = forms.CharField(label=_("Sản phẩm"), max_length=200)
    star = forms.IntegerField(
        label=_("Sao"), min_value=0, max_value=5, initial=0, widget=forms.NumberInput(attrs=_SHORT)
    )
    star_until = DayField(label=_("Sao đến ngày"), required=False)
    sector = forms.ChoiceField(label=_("Ngành hàng"), choices=sectors, required=False)
    daily = forms.IntegerField(
        label=_("Một ngày bán được"),
        min_value=0,
        max_value=MOST_DAILY,
        initial=0,
        widget=forms.NumberInput(attrs=_SHORT),
    )
    unit = forms.CharField(label=_("Tính theo"), max_length=20, required=False)
    price = MoneyField(label=_("Giá tại hội chợ (đồng)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces()  # type: ignore[attr-defined]

    def told(self) -> Visitor:
        said = self.cleaned_data
        goods = GuestGoods(
            said["product"],
            said["star"],
            said["star_until"],
            said["sector"],
            said["daily"],
            said["unit"],
            said["price"],
        )
        return Visitor(said["name"], [goods], said["province"], said["contact"], said["phone"], said["booths"])


class ZoneForm(forms.Form):
    """One zone of the ground."""

    name = forms.CharField(label=_("Tên khu"), max_length=80, required=False)
    rows = forms.IntegerField(
        label=_("Số hàng"), min_value=1, max_value=40, required=False, widget=forms.NumberInput(attrs=_SHORT)
    )
    columns = forms.IntegerField(
        label=_("Gian mỗi hàng"), min_value=1, max_value=40, required=False, widget=forms.NumberInput(attrs=_SHORT)
    )
    sector = forms.ChoiceField(label=_("Ngành hàng"), choices=sectors, required=False)
    least_star = forms.TypedChoiceField(
        label=_("Dành cho"), coerce=int, required=False, empty_value="0",
        choices=[(0, _("Mọi đơn vị")), (3, _("Từ 3 sao")), (4, _("Từ 4 sao")), (5, _("5 sao"))],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("name") and not (said.get("rows") and said.get("columns")):
            raise forms.ValidationError(_("Hãy ghi số hàng và số gian mỗi hàng."))
        return said


ZoneForms = forms.formset_factory(ZoneForm, extra=3, max_num=26)


def zones_told(forms_: Any) -> list[ZoneAsked]:
    return [
        ZoneAsked(said["name"], said["rows"], said["columns"], said["sector"], int(said["least_star"] or 0))
        for said in forms_.cleaned_data
        if said.get("name")
    ]


class DecideForm(forms.Form):
    result = forms.ChoiceField(label=_("Quyết khác quy tắc"), choices=RESULTS)
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Người đăng ký đọc được lý do này khi công bố."),
    )  # fmt: skip
