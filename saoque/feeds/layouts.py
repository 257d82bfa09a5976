"""The files that channels want, read from `data/*.yaml`: adding a channel is adding a file there. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saoque.feeds.fields import FIELDS, MEASURE

DATA = Path(__file__).parent / "data"
CONFIDENCES = ("O", "S", "B")
FORMS = (
    "csv", "xlsx", "google", "schema", "gs1", "catalogue", "prices_pdf", "prices_xlsx", "cards", "sheet_word", "sheet_pdf",
)  # fmt: skip
KINDS = ("platform", "website", "search", "standard", "supermarket", "print", "social")
_VIETNAMESE = re.compile(r"[À-ỹđĐ]")
_CONVERT = ("kg", "g", "cm", "mm", "m")
_COLUMN = {"head", "value", "fixed", "required", "most", "cut", "allowed", "words", "convert", "suffix", "prefix"}
_LAYOUT = {
    "name", "name_en", "kind", "forms", "common", "c", "verify", "checked_on", "source", "note", "note_en",
    "columns", "keys", "ended", "types", "languages",
}  # fmt: skip


class LayoutError(ValueError):
    """A file of `data` that cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Column:
    """One column: `head` as the channel writes it, and where its content comes from.

    `value` is a name of `fields.FIELDS`, or `fixed` stands in every row. `most` is the greatest number of
    characters: longer text is left out, or shortened where `cut`. `words` maps our codes to the channel's words,
    `allowed` are the only words it takes, `convert` the unit it wants, `prefix` and `suffix` go around the value.
    """

    head: str
    value: str = ""
    fixed: str = ""
    required: bool = False
    most: int | None = None
    cut: bool = False
    allowed: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    convert: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Layout:
    """One channel's file. `common`: the channel's own template is not public, this is a common one («mẫu chung»).

    `keys` are the heads by which the channel knows a product again, `ended` what stands under other heads of a
    product that is withdrawn (none: leaving it out is the message). `types` gives nested JSON its @type.
    """

    code: str
    name: str
    name_en: str
    kind: str
    forms: tuple[str, ...]
    columns: tuple[Column, ...]
    c: str
    verify: bool
    sources: tuple[str, ...]
    common: bool = False
    checked_on: date | None = None
    note: str = ""
    note_en: str = ""
    keys: tuple[str, ...] = ()
    ended: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("vi",)

    @property
    def heads_language(self) -> str:
        """The language of the channel's own words, for readers that speak the page aloud."""
        return "vi" if any(_VIETNAMESE.search(head) for head in self.heads) else "en"

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)


def layouts(root: Path = DATA) -> Mapping[str, Layout]:
    """Return all layouts by code, by name. Raises `LayoutError`."""
    return _read(root)


def layout(code: str, root: Path = DATA) -> Layout | None:
    return _read(root).get(code)


@cache
def _read(root: Path) -> dict[str, Layout]:
    found = [read_layout(path) for path in sorted(root.glob("*.yaml"))]
    return {one.code: one for one in sorted(found, key=lambda one: (KINDS.index(one.kind), one.name))}


def read_layout(path: Path) -> Layout:
    """Read and check one file. Raises `LayoutError`."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LayoutError(f"{path.name}: {error}") from error
    if not isinstance(raw, dict):
        raise LayoutError(f"{path.name}: must be a mapping")
    try:
        return _made(path.stem, raw)
    except (KeyError, TypeError, ValueError) as error:
        raise LayoutError(f"{path.name}: {error}") from error


def _made(code: str, raw: dict[str, Any]) -> Layout:
    _known(set(raw), _LAYOUT)
    columns = tuple(_column(row) for row in raw["columns"])
    heads = [column.head for column in columns]
    keys, ended = tuple(raw.get("keys", ())), dict(raw.get("ended", {}))
    if len(set(heads)) != len(heads) or not {*keys, *ended} <= set(heads):
        raise ValueError("every head once; keys and ended name heads")
    if raw["kind"] not in KINDS or raw["c"] not in CONFIDENCES or not set(raw["forms"]) <= set(FORMS):
        raise ValueError(f"kind one of {KINDS}, c one of {CONFIDENCES}, forms of {FORMS}")
    if not raw["source"] or not raw["forms"]:
        raise ValueError("a source and a form are needed")
    return Layout(
        code=code,
        name=raw["name"],
        name_en=raw["name_en"],
        kind=raw["kind"],
        forms=tuple(raw["forms"]),
        columns=columns,
        c=raw["c"],
        verify=bool(raw["verify"]),
        sources=tuple(raw["source"]),
        common=bool(raw.get("common", False)),
        checked_on=raw.get("checked_on"),
        note=raw.get("note", ""),
        note_en=raw.get("note_en", ""),
        keys=keys,
        ended=ended,
        types=dict(raw.get("types", {})),
        languages=tuple(raw.get("languages", ("vi",))),
    )


def _column(row: dict[str, Any]) -> Column:
    _known(set(row), _COLUMN)
    if ("value" in row) == ("fixed" in row):
        raise ValueError(f"{row.get('head')}: either value or fixed")
    if "value" in row and row["value"] not in FIELDS:
        raise ValueError(f"{row['head']}: no field {row['value']}")
    if "convert" in row and (row["convert"] not in _CONVERT or FIELDS[row["value"]].kind != MEASURE):
        raise ValueError(f"{row['head']}: only g and mm are converted, to {_CONVERT}")
    told = {**row, "allowed": tuple(row.get("allowed", ())), "words": dict(row.get("words", {}))}
    return Column(**told)


def _known(given: set[str], known: set[str]) -> None:
    if given - known:
        raise ValueError(f"unknown: {sorted(given - known)}")
