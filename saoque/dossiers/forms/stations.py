"""The blanks of forms 01 and 02 that a producer fills in, grouped in stations: what one page shows and saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque.kernel.errors import DomainError, NotFound
from saoque.rulebook import forms as law
from saoque.rulebook import scorecard as find_sheet
from saoque.rulebook.forms import Choice, Column, FormField, FormSection

FORMS = ("M01", "M02")
# Follow from the dossier itself: shown, never typed.
DERIVED = frozenset({"M01.province", "M01.year", "M01.sector", "M01.group", "M01.subgroup", "M01.registration_type"})
MOST_ROWS = 12


@dataclass(frozen=True)
class Blank:
    """One thing to type or choose. `path` is where it is kept, `name` what its control is called on the page.

    A table is one path with a blank per cell (`row`, `column`); a free text beside a choice is a path of its own.
    """

    name: str
    path: str
    kind: str
    label: str
    of: FormField
    choices: tuple[Choice, ...] = ()
    row: int | None = None
    column: Column | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(c.key, c.label) for c in self.choices if c.tick]

    @property
    def grouped(self) -> bool:
        """Whether thousands are set apart: not in a year."""
        return (self.column.key if self.column else self.of.key) != "year"

    @property
    def locked(self) -> bool:
        return self.path in DERIVED


@dataclass(frozen=True)
class Station:
    """The sections that stand on one page. `paths` in printed order: the order of the page's version token."""

    form: str
    key: str
    title: object
    number: str
    sections: tuple[FormSection, ...]
    paths: tuple[str, ...]
    fields: tuple[FormField, ...]


@lru_cache(maxsize=256)
def stations(scorecard: str, kind: str) -> tuple[Station, ...]:
    """Return the stations of both forms for a registration of `kind` under the decision of `scorecard`."""
    decision = find_sheet(scorecard).decision
    found: list[Station] = []
    for code in FORMS:
        form = law.form(code, decision)
        for sections in _together(form.sections, kind):
            station = _station(form, sections, kind, scorecard)
            if station.paths:
                found.append(station)
    return tuple(found)


def find_station(scorecard: str, kind: str, form: str, key: str) -> Station:
    """Return one station. Raises `NotFound`."""
    for station in stations(scorecard, kind):
        if (station.form, station.key) == (form, key):
            return station
    raise NotFound()


def station_of(scorecard: str, kind: str, path: str) -> Station | None:
    """Return the station whose page has `path`, if any."""
    return next((s for s in stations(scorecard, kind) if path in s.paths), None)


def blanks(field: FormField, scorecard: str, rows: int = 0) -> Iterator[Blank]:
    """Yield the blanks of one field; of a table, `rows` rows of cells."""
    if field.kind == "table":
        for row in range(rows):
            for column in field.columns:
                name = f"{field.path}:{row}:{column.key}"
                yield Blank(name, field.path, column.kind, column.label, field, row=row, column=column)
        return
    choices = law.choices_for(field, scorecard)
    yield Blank(field.path, field.path, field.kind, label_of(field), field, choices)
    for choice in choices:
        if choice.free_text:
            path = f"{field.path}.{choice.free_text}"
            yield Blank(path, path, "text", choice.label, field)


def signing(station: Station, field: FormField) -> bool:
    """Whether the field stands where the producer declares and signs, which nobody does for it."""
    return any(
        section.kind in ("statement", "signature_block") and any(f.path == field.path for f in section.fields)
        for section in station.sections
    )


def find_blank(station: Station, scorecard: str, name: str) -> Blank:
    """Return the blank that a control's name means. Raises `DomainError` for one that this page does not have."""
    path = name.split(":")[0]
    for field in station.fields:
        if path == field.path or path.startswith(f"{field.path}."):
            for blank in blanks(field, scorecard, MOST_ROWS):
                if blank.name == name:
                    return blank
    raise DomainError(_("Không có ô «%(name)s» ở trang này. Hãy tải lại trang.") % {"name": name[:60]})


def label_of(field: FormField) -> str:
    """Return the printed label, or our own words where the form prints only dots."""
    own = {
        "signed_place": _("Nơi ký"),
        "signed_on": _("Ngày ký"),
        "signer_name": _("Họ tên người ký"),
        "province": _("Tỉnh, thành phố"),
        "year": _("Năm"),
    }
    return own.get(field.key) or field.label or field.key


def _together(sections: tuple[FormSection, ...], kind: str) -> Iterator[list[FormSection]]:
    """Gather sections into pages: a new one at each numbered part and where signing begins."""
    page: list[FormSection] = []
    for section in sections:
        if kind not in section.applies_to:
            continue
        signing = section.kind in ("statement", "signature_block")
        begun = bool(page) and page[0].kind in ("statement", "signature_block")
        if page and ((section.number or "").startswith("Phần") or (signing and not begun)):
            yield page
            page = []
        page.append(section)
    if page:
        yield page


def _station(form: law.Form, sections: list[FormSection], kind: str, scorecard: str) -> Station:
    fields = tuple(f for s in sections for f in law.fields_for(s, kind, scorecard) if _is_typed(s, f))
    paths = tuple(dict.fromkeys(blank.path for f in fields for blank in blanks(f, scorecard, 1)))
    number = ""
    signing = sections[0].kind in ("statement", "signature_block")
    if signing:
        title: object = (
            gettext_lazy("Cam đoan và ký tên") if sections[0].kind == "statement" else gettext_lazy("Ký tên")
        )
    elif sections[0].number and sections[0].heading:
        title = sections[0].heading
        number = sections[0].number
    else:
        title = form.title
    return Station(form.code, sections[0].key, title, number, tuple(sections), paths, fields)


def _is_typed(section: FormSection, field: FormField) -> bool:
    return (
        section.filled_by is None
        and field.need != "office"
        and field.kind not in ("statement", "signature_block", "group")
    )
