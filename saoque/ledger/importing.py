"""The table of sales in Excel: the empty one to download, and what a filled-in line means or lacks."""

import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque.kernel.errors import DomainError
from saoque.kernel.fields import DAY_FORMATS
from saoque.kernel.papers.tables import plain
from saoque.kernel.text import fold
from saoque.ledger.actions.sales import Sold
from saoque.ledger.forms import as_number
from saoque.ledger.models import Sale
from saoque.ledger.queries import books
from saoque.places.models import AdminUnit
from saoque.places.queries import provinces
from saoque.producers.models import Producer, Product

MOST_ROWS = 1000
COLUMNS: tuple[tuple[str, Any, int], ...] = (
    ("sold_on", gettext_lazy("Ngày bán"), 12),
    ("product", gettext_lazy("Sản phẩm"), 34),
    ("quantity", gettext_lazy("Số lượng"), 10),
    ("unit", gettext_lazy("Bán theo"), 10),
    ("amount", gettext_lazy("Số tiền (đồng)"), 16),
    ("where", gettext_lazy("Bán ở đâu"), 30),
    ("place", gettext_lazy("Tỉnh, thành phố"), 22),
    ("note", gettext_lazy("Ghi chú"), 30),
)
_LANGUAGES = ("vi", "en")
_EPOCH = date(1899, 12, 30)
_NAMESPACE = uuid5(NAMESPACE_URL, "saoque/ledger/import")


def blank_table(producer: Producer) -> bytes:
    """Return the table to fill in, with the producer's own products and channels to choose from."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page, lists = book.add_worksheet(_("Sổ bán hàng")[:31]), book.add_worksheet(_("Danh sách")[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "sold_on": book.add_format({"num_format": "dd/mm/yyyy"}),
        "amount": book.add_format({"num_format": "#,##0"}),
    }
    choices = {
        "product": [one.name for one in books.products_for(producer)],
        "where": [*_kinds(), *(one.name for one, mine in books.channels_for(producer) if mine)],
        "place": [one.full_name for one in provinces()],
    }
    for place, (name, title, width) in enumerate(COLUMNS):
        page.write(0, place, str(title), bold)
        page.set_column(place, place, width, formats.get(name))
    for place, (name, values) in enumerate(choices.items()):
        lists.write_column(0, place, [plain(value) for value in values])
        column = next(at for at, one in enumerate(COLUMNS) if one[0] == name)
        letter = chr(ord("A") + place)
        source = f"='{lists.get_name()}'!${letter}$1:${letter}${max(len(values), 1)}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        page.data_validation(1, column, MOST_ROWS, column, rule)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _kinds() -> list[str]:
    return [str(kind.label) for kind in (Sale.Kind.DIRECT, Sale.Kind.FAIR, Sale.Kind.BUYER)]


@dataclass
class ReadRow:
    """One line as it was read: `told` is what would be written, empty while there are faults."""

    number: int
    cells: dict[str, str]
    faults: list[dict[str, str]] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    key: UUID | None = None


class Reader:
    """Reads the lines of one producer's table; it knows the producer's products, channels and the provinces."""

    def __init__(self, producer: Producer) -> None:
        self.producer = producer
        self.products = _by_name((one, one.name) for one in books.products_for(producer))
        channels = books.channels_for(producer)
        self.channels = _by_name((one, one.name) for one, _mine in channels)
        own = [one for one, mine in channels if mine]
        self.own_channels = _by_name((one, one.name) for one in own)
        units = [producer.commune, *provinces()]
        self.places = _by_name((one, name) for one in units for name in {one.full_name, one.name})
        self.kinds = {fold(words): kind for words, kind in _in_languages(Sale.Kind.choices)}
        self.seen: Counter[str] = Counter()

    def check_head(self, cells: Mapping[int, str | float]) -> None:
        """Raise `DomainError` unless the first line is that of the empty table, in either language."""
        for place, (_name, title, _width) in enumerate(COLUMNS):
            if fold(str(cells.get(place, ""))) not in {fold(words) for words, _none in _in_languages([(None, title)])}:
                wanted = "; ".join(str(one) for _name, one, _width in COLUMNS)
                raise DomainError(
                    _("Dòng đầu của bảng phải là các cột: %(columns)s. Hãy tải bảng mẫu rồi chép số liệu vào.")
                    % {"columns": wanted}
                )

    def read(self, number: int, cells: Mapping[int, str | float]) -> ReadRow:
        row = ReadRow(number, {name: _shown(cells.get(place, "")) for place, (name, _t, _w) in enumerate(COLUMNS)})
        values = {name: cells.get(place, "") for place, (name, _t, _w) in enumerate(COLUMNS)}

        def fault(column: str, text: str) -> None:
            row.faults.append({"column": column, "text": text})

        day = read_day(values["sold_on"])
        if day is None:
            fault("sold_on", _("Ghi ngày như 23/11/2026."))
        product: Product | None = self._one(self.products, row.cells["product"])
        if product is None:
            fault("product", _("Không có sản phẩm này. Chép đúng tên trong danh sách của bảng mẫu."))
        quantity, amount = _number(values["quantity"]), _number(values["amount"])
        if quantity is None or quantity != round(quantity, 2):
            fault("quantity", _("Ghi số lượng bằng chữ số, nhiều nhất hai số lẻ."))
        if amount is None or amount != int(amount):
            fault("amount", _("Ghi số tiền bằng đồng, không số lẻ."))
        kind, channel = self._where(row.cells["where"])
        if not kind:
            fault(
                "where", _("Không có cách bán hay kênh này. Chọn trong danh sách của bảng mẫu, hoặc thêm kênh trước.")
            )
        place: AdminUnit | None = self._one(self.places, row.cells["place"])
        if row.cells["place"] and place is None:
            fault("place", _("Không có tỉnh, thành phố này. Để trống cũng được."))
        if row.faults or day is None or product is None or quantity is None or amount is None:
            return row
        unit = row.cells["unit"] or getattr(getattr(product, "selling", None), "unit", "")
        try:
            Sold(day, quantity, int(amount), unit, kind, channel, place, row.cells["note"]).check()
        except DomainError as error:
            fault(error.field or "product", str(error))
            return row
        row.told = {
            "product": product.pk, "sold_on": day.isoformat(), "quantity": f"{quantity:.2f}", "unit": unit[:20],
            "amount": int(amount), "kind": kind, "channel": channel.pk if channel else None,
            "place": place.pk if place else None, "note": row.cells["note"][:200],
        }  # fmt: skip
        row.key = self._key(row.told)
        return row

    def _key(self, told: Mapping[str, Any]) -> UUID:
        """Return the same key for the same line of the same producer; equal lines of one table are counted apart."""
        said = json.dumps(told, sort_keys=True, ensure_ascii=False)
        self.seen[said] += 1
        return uuid5(_NAMESPACE, f"{self.producer.pk}|{said}|{self.seen[said]}")

    def _where(self, words: str) -> tuple[str, Any]:
        kind = self.kinds.get(fold(words)) if words else Sale.Kind.DIRECT.value
        if kind and kind != Sale.Kind.CHANNEL:
            return kind, None
        channel = self._one(self.own_channels, words) or self._one(self.channels, words)
        return (Sale.Kind.CHANNEL.value, channel) if channel else ("", None)

    @staticmethod
    def _one(known: Mapping[str, list[Any]], words: str) -> Any:
        """Return the only one of that name; None for none, and for several that cannot be told apart."""
        found = known.get(fold(words), []) if words else []
        return found[0] if len(found) == 1 else None


def _by_name(rows: Iterable[tuple[Any, str]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one, name in rows:
        held = found.setdefault(fold(name), [])
        if one not in held:
            held.append(one)
    return found


def _in_languages(choices: Sequence[tuple[Any, Any]]) -> list[tuple[str, Any]]:
    """Return (words, value) in every language of the site."""
    found = []
    for language in _LANGUAGES:
        with translation.override(language):
            found += [(str(words), value) for value, words in choices]
    return found


def read_day(value: str | float) -> date | None:
    """Return the day of a cell: a date of the spreadsheet (days since 30/12/1899) or one typed day first."""
    if isinstance(value, float):
        return _EPOCH + timedelta(days=int(value)) if 1 <= value < 2_958_466 else None
    for shape in DAY_FORMATS:
        try:
            return datetime.strptime(value.strip(), shape).date()
        except ValueError:
            continue
    return None


def _number(value: str | float) -> Decimal | None:
    """Return the number of a cell. What a spreadsheet stores inexactly is read at the hundredth."""
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return exact if exact.is_finite() else None
    return as_number(value)


def _shown(value: str | float) -> str:
    """Return the cell as people see it, at most 200 characters."""
    if isinstance(value, float):
        return f"{value:.10g}"
    return value[:200]
