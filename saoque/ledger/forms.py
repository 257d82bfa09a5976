"""The forms of the room."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saoque.channels.models import Channel
from saoque.kernel.calendar import today
from saoque.kernel.fields import DayField, MoneyField
from saoque.ledger.actions import Sold
from saoque.ledger.models import Sale
from saoque.ledger.queries import books
from saoque.places.models import AdminUnit
from saoque.places.queries import provinces
from saoque.producers.models import Producer, Product

HERE = "here"
_BARE_KINDS = (Sale.Kind.DIRECT, Sale.Kind.FAIR, Sale.Kind.BUYER)


class QuantityField(forms.DecimalField):
    """How many, with a comma or a point: 2,5; a dot between thousands is read as one: 1.200."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "class": "short", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs["error_messages"] = {"invalid": _("Hãy ghi số lượng bằng chữ số, như 12 hoặc 2,5.")}
        super().__init__(max_digits=12, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(read_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


def read_number(text: str) -> str:
    """Return a number as people here write it in the notation of the machine: 1.234,5 → 1234.5."""
    bare = text.strip().replace(" ", "").replace("\u00a0", "")
    whole, comma, rest = bare.partition(",")
    groups = whole.split(".")
    grouped = len(groups) > 1 and all(len(one) == 3 for one in groups[1:]) and 0 < len(groups[0]) <= 3
    if comma or grouped:
        return whole.replace(".", "") + ("." + rest if comma else "")
    return bare


class SaleForm(forms.Form):
    """One sale, told in seconds: what was chosen last time stands there already."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    product = forms.TypedChoiceField(label=_("Sản phẩm"), coerce=int)
    quantity = QuantityField(label=_("Số lượng"))
    unit = forms.CharField(label=_("Bán theo"), max_length=20, widget=forms.TextInput(attrs={"class": "short"}))
    amount = MoneyField(label=_("Thu được bao nhiêu tiền"))
    sold_on = DayField(label=_("Ngày bán"))
    where = forms.ChoiceField(label=_("Bán ở đâu"))
    place = forms.ChoiceField(label=_("Bán tại tỉnh, thành phố"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)

    def __init__(self, producer: Producer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = {one.pk: one for one in books.products_for(producer)}
        self.channels = books.channels_for(producer)
        self.places = {one.code: one for one in provinces()}
        self.producer = producer
        self._choices("product", [(pk, one.name) for pk, one in self.products.items()])
        self._choices("where", where_choices(self.channels))
        here = (HERE, gettext("Ngay tại %(place)s") % {"place": producer.commune.full_name})
        self._choices("place", [("", gettext("Không ghi")), here, *((c, p.full_name) for c, p in self.places.items())])

    def _choices(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def told_product(self) -> Product:
        return self.products[self.cleaned_data["product"]]

    def told(self) -> Sold:
        """Return the sale as the action takes it."""
        said = self.cleaned_data
        kind, channel = read_where(said["where"], self.channels)
        return Sold(
            sold_on=said["sold_on"], quantity=said["quantity"], amount=said["amount"], unit=said["unit"], kind=kind,
            channel=channel, place=self._place(said["place"]), note=said["note"], key=said["key"],
        )  # fmt: skip

    def _place(self, code: str) -> AdminUnit | None:
        return self.producer.commune if code == HERE else self.places.get(code)


def where_choices(channels: Sequence[tuple[Channel, bool]]) -> list[tuple[Any, Any]]:
    """Return the ways of selling, then the channels, one's own first."""
    bare: list[tuple[Any, Any]] = [(kind.value, kind.label) for kind in _BARE_KINDS]
    for mine, words in ((True, _("Kênh của cơ sở")), (False, _("Kênh khác"))):
        group = [(f"channel:{one.pk}", one.name) for one, own in channels if own is mine]
        if group:
            bare.append((words, group))
    return bare


def read_where(value: str, channels: Sequence[tuple[Channel, bool]]) -> tuple[str, Channel | None]:
    """Return kind and channel of a choice."""
    kind, _colon, pk = value.partition(":")
    return kind, next((one for one, _own in channels if str(one.pk) == pk), None) if pk else None


def first_choice(producer: Producer, last: Sale | None, products: Sequence[Product], key: UUID) -> dict[str, Any]:
    """Return what stands in the form when it opens: the last product, unit, way and place, today."""
    product = next((one for one in products if last and one.pk == last.product_id), products[0] if products else None)
    record = getattr(product, "selling", None)
    where = (f"channel:{last.channel_id}" if last.channel_id else last.kind) if last else Sale.Kind.DIRECT.value
    return {
        "key": key,
        "product": product.pk if product else None,
        "quantity": Decimal(1),
        "unit": record.unit if record else (last.unit if last else ""),
        "amount": record.price if record else None,
        "sold_on": today(),
        "where": where,
        "place": _kept_place(producer, last),
    }


def _kept_place(producer: Producer, last: Sale | None) -> str:
    if last is None or last.place is None:
        return ""
    return HERE if last.place_id == producer.commune_id else last.place.code


class LinesForm(forms.Form):
    """The filters of the list of lines."""

    q = forms.CharField(max_length=120, required=False)
    product = forms.TypedChoiceField(label=_("Sản phẩm"), coerce=int, required=False, empty_value=None)
    kind = forms.ChoiceField(label=_("Cách bán"), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến ngày"), required=False)
    struck = forms.BooleanField(label=_("Chỉ dòng đã gạch"), required=False)
    order = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[
            ("moi", _("Mới bán trước")), ("cu", _("Cũ trước")), ("nhieu", _("Nhiều tiền trước")),
            ("it", _("Ít tiền trước")),
        ],
    )  # fmt: skip

    def __init__(self, products: Sequence[Product], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: tuple[str, str | Promise] = ("", _("Tất cả"))
        self.fields["product"].choices = [every, *((one.pk, one.name) for one in products)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [every, *Sale.Kind.choices]  # type: ignore[attr-defined]

    def asked(self) -> books.Filters:
        """Return the filters; a field that makes no sense narrows nothing."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return books.Filters(
            said.get("q", ""), said.get("product"), said.get("kind", ""), said.get("first"), said.get("last"),
            bool(said.get("struck")),
        )  # fmt: skip

    @property
    def chosen_order(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("order") or "moi"


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Vì sao gạch dòng này"), max_length=200)


def as_number(text: str) -> Decimal | None:
    """Return the number in a cell of a table, None when it is none."""
    try:
        found = Decimal(read_number(text))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
