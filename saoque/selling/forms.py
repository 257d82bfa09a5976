"""Shapes of what people send. What cannot be is the actions' business."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from saoque.kernel.fields import MoneyField
from saoque.places.queries import provinces
from saoque.producers.forms.base import LayoutRow, StepForm
from saoque.producers.models import Paper, ProductLabel
from saoque.selling.models import SellingRecord
from saoque.selling.reading import COLUMNS
from saoque.selling.told import MOST_AMOUNT, MOST_TIERS, Month, Told

MONTHS = range(1, 13)
TIERS = range(1, MOST_TIERS + 1)


class AmountField(MoneyField):
    """Whole units, typed as people write them: 1.200."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", MOST_AMOUNT)
        kwargs.setdefault("error_messages", {"invalid": _("Hãy ghi con số, như 1.200.")})
        attributes = {"inputmode": "numeric", "class": "short", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


class RecordForm(StepForm):
    """All of a selling record, one question at a time on a phone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.CharField(label=_("Bán theo"), max_length=20, help_text=_("Ví dụ: chai, hũ, hộp, kg."))
    content = forms.CharField(
        label=_("Khối lượng, thể tích tịnh"), max_length=40, required=False, help_text=_("Ví dụ: 750 ml, 400 g.")
    )
    price = MoneyField(label=_("Giá bán lẻ (đồng)"), min_value=1)
    gtin = forms.CharField(
        label=_("Mã vạch"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Dãy số dưới vạch. Chưa có thì bỏ trống."),
    )  # fmt: skip
    ingredients = forms.CharField(
        label=_("Nguyên liệu, thành phần"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đúng như trên nhãn."),
    )  # fmt: skip
    storage = forms.CharField(
        label=_("Bảo quản"), max_length=200, required=False, help_text=_("Ví dụ: nơi khô, mát; mở rồi để tủ lạnh.")
    )
    shelf_life_days = AmountField(label=_("Hạn dùng (ngày, kể từ ngày làm)"))
    lead_days = AmountField(label=_("Đặt trước mấy ngày"), help_text=_("Ghi 0 nếu có sẵn."))
    min_order = AmountField(label=_("Đặt ít nhất"), initial=1, min_value=1)
    everywhere = forms.BooleanField(label=_("Giao cả nước"), required=False)
    areas = forms.ModelMultipleChoiceField(
        provinces().none(), label=_("Hoặc chỉ giao các nơi này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pack_length_mm = AmountField(label=_("Dài (mm)"))
    pack_width_mm = AmountField(label=_("Rộng (mm)"))
    pack_height_mm = AmountField(label=_("Cao (mm)"))
    pack_weight_g = AmountField(label=_("Nặng cả bao bì (g)"))
    invoice = forms.ChoiceField(
        label=_("Xuất hóa đơn"), choices=SellingRecord.Invoice.choices, widget=forms.RadioSelect,
        initial=SellingRecord.Invoice.NONE,
    )  # fmt: skip
    payment_days = AmountField(
        label=_("Cho nợ mấy ngày"), help_text=_("Ghi 0 nếu giao hàng nhận tiền ngay; chưa rõ thì bỏ trống.")
    )
    discount_most = AmountField(
        label=_("Chiết khấu nhiều nhất (%)"), help_text=_("Để bà con và máy biết; người mua không thấy số này.")
    )
    terms = forms.CharField(
        label=_("Điều kiện bán"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cách giao, đổi trả, đặt cọc. Đừng ghi số điện thoại ở đây."),
    )  # fmt: skip

    layout: tuple[LayoutRow, ...] = (
        (_("Bán gì, giá bao nhiêu?"), "", ("unit", "content", "price", "gtin"), ""),
        (_("Để được bao lâu, giữ thế nào?"), "", ("ingredients", "storage", "shelf_life_days"), ""),
        (
            _("Mỗi tháng làm được bao nhiêu?"),
            _("Tính theo đơn vị bán. Tháng không có hàng thì ghi 0; đã hứa cho mối nào ngoài Sao Quê thì ghi thêm."),
            tuple(f"{name}_{n}" for n in MONTHS for name in ("month", "promised")),
            "selling/_months_form.html",
        ),
        (
            _("Mua nhiều thì giá bao nhiêu?"),
            _("Mỗi mức thấp hơn mức trước. Không bán sỉ thì bỏ trống."),
            tuple(f"{name}_{n}" for n in TIERS for name in ("tier", "tier_price")),
            "selling/_tiers_form.html",
        ),
        (_("Giao tới đâu, đặt trước mấy ngày?"), "", ("lead_days", "min_order", "everywhere", "areas"), ""),
        (
            _("Hóa đơn, tiền nong thế nào?"),
            _("Siêu thị, cơ quan hay hỏi những điều này trước tiên."),
            ("invoice", "payment_days", "discount_most", "terms"),
            "",
        ),
        (
            _("Gói hàng to bằng nào?"),
            _("Một đơn vị bán đã đóng gói, để tính cước gửi. Chưa đo thì bỏ trống."),
            ("pack_length_mm", "pack_width_mm", "pack_height_mm", "pack_weight_g"),
            "",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["areas"]
        areas.queryset = provinces()  # type: ignore[attr-defined]
        areas.label_from_instance = lambda place: place.name  # type: ignore[attr-defined]
        for n in MONTHS:
            words = {"n": n}
            self._put(f"month_{n}", AmountField(label=now("Tháng %(n)d: làm được") % words))
            self._put(f"promised_{n}", AmountField(label=now("Tháng %(n)d: đã hứa ngoài") % words))
        for n in TIERS:
            words = {"n": n}
            self._put(f"tier_{n}", AmountField(label=now("Mức %(n)d: từ") % words))
            self._put(f"tier_price_{n}", MoneyField(label=now("Mức %(n)d: giá (đồng)") % words, required=False))

    def _put(self, name: str, field: forms.Field) -> None:
        """Add a field of a table: its name is said to screen readers, its column stands above for all."""
        field.widget.attrs |= {"aria-label": field.label, "placeholder": ""}
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """A promise without an amount, or half a tier, is a slip of the pen."""
        sent = super().clean() or self.cleaned_data
        for n in MONTHS:
            if sent.get(f"promised_{n}") and sent.get(f"month_{n}") is None:
                self.add_error(f"month_{n}", now("Đã ghi hứa thì ghi cả làm được bao nhiêu."))
        for n in TIERS:
            if (sent.get(f"tier_{n}") is None) != (sent.get(f"tier_price_{n}") is None):
                self.add_error(f"tier_{n}", now("Hãy ghi cả số lượng và giá, hoặc bỏ trống cả hai."))
        return sent

    def month_rows(self) -> list[dict[str, Any]]:
        return [{"number": n, "amount": self[f"month_{n}"], "promised": self[f"promised_{n}"]} for n in MONTHS]

    def tier_rows(self) -> list[dict[str, Any]]:
        return [{"number": n, "least": self[f"tier_{n}"], "price": self[f"tier_price_{n}"]} for n in TIERS]

    def _tiers(self) -> list[tuple[int, int, int]]:
        """The tiers by amount, each with the number of its row on the page."""
        sent = self.cleaned_data
        rows = ((sent.get(f"tier_{n}"), sent.get(f"tier_price_{n}"), n) for n in TIERS)
        return sorted((least, price, n) for least, price, n in rows if least is not None and price is not None)

    def field_of(self, name: str | None) -> str | None:
        """Return the field in which the person typed what the action names: tiers are counted by amount there."""
        kind, _line, place = (name or "").partition("_")
        tiers = self._tiers()
        if kind == "tier" and place.isdigit() and 1 <= int(place) <= len(tiers):
            return f"tier_{tiers[int(place) - 1][2]}"
        return name

    def told(self) -> Told:
        """Return what a valid form tells."""
        sent = self.cleaned_data
        months = {
            n: Month(sent[f"month_{n}"], sent.get(f"promised_{n}") or 0)
            for n in MONTHS
            if sent.get(f"month_{n}") is not None
        }
        tiers = tuple((least, price) for least, price, _row in self._tiers())
        columns = {name: sent[name] for name in COLUMNS}
        columns["min_order"] = sent["min_order"] or 1
        areas = frozenset(one.pk for one in sent["areas"])
        return Told(**columns, months=months, tiers=tiers, areas=areas)


def initial_of(record: SellingRecord | None, label: ProductLabel | None) -> dict[str, Any]:
    """Return what the form begins with: the record, or what the product's label already says."""
    if record is None:
        return {"version": 0, "gtin": label.gtin if label else ""}
    told: dict[str, Any] = {"version": record.version, **{name: getattr(record, name) for name in COLUMNS}}
    told["gtin"] = record.gtin or (label.gtin if label else "")
    for one in record.months.all():
        told |= {f"month_{one.month}": one.amount, f"promised_{one.month}": one.promised or None}
    for place, tier in enumerate(record.tiers.all(), start=1):
        told |= {f"tier_{place}": tier.least, f"tier_price_{place}": tier.price}
    told["areas"] = [one.province_id for one in record.areas.all()]
    return told


class FileForm(forms.Form):
    """Which papers go to the buyer, and what else is said."""

    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(), label=_("Giấy gửi kèm"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ có giấy còn hạn. Giấy về tiền nong, người làm không được chọn sẵn."),
    )  # fmt: skip
    contact = forms.BooleanField(label=_("Ghi số điện thoại và thư điện tử của cơ sở"), required=False)
    discount = forms.BooleanField(
        label=_("Ghi cả chiết khấu nhiều nhất"), required=False,
        help_text=_("Chỉ chọn khi bà con muốn người mua này biết."),
    )  # fmt: skip

    def __init__(self, *args: Any, papers: QuerySet[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["papers"]
        chosen.queryset = papers  # type: ignore[attr-defined]
        chosen.label_from_instance = paper_words  # type: ignore[attr-defined]


def paper_words(paper: Paper) -> str:
    """Title with kind and last day, as a person chooses by them."""
    ends = now("hết hạn %(day)s") % {"day": f"{paper.expires_on:%d/%m/%Y}"} if paper.expires_on else ""
    return " · ".join(filter(None, (paper.title, paper.kind_words, ends)))
