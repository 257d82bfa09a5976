"""Filling a channel's columns from one product, and saying what is missing. Nothing is ever made up. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from saoque.feeds.fields import FIELDS, LIST, MEASURE, Field
from saoque.feeds.goods import Goods
from saoque.feeds.layouts import Column, Layout
from saoque.feeds.measures import converted, plain_number


class Why(StrEnum):
    """Why a column stays empty."""

    EMPTY = "empty"
    LONG = "long"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. `stops`: the channel requires it, so the product stays out of the file."""

    head: str
    field: str
    why: Why
    stops: bool
    most: int | None = None


@dataclass(frozen=True)
class Fit:
    """One product in one layout: `values` by head (empty text for what is missing) and `lacks`."""

    goods: Goods
    values: Mapping[str, str]
    lacks: tuple[Lack, ...]

    @property
    def fits(self) -> bool:
        return not any(lack.stops for lack in self.lacks)

    @property
    def stopping(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if lack.stops)

    @property
    def better(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if not lack.stops)


def fit(layout: Layout, goods: Goods) -> Fit:
    """Fill every column of `layout`. Order and heads are the layout's."""
    values: dict[str, str] = {}
    lacks: list[Lack] = []
    for column in layout.columns:
        text, why = _filled(column, goods)
        values[column.head] = text
        if why:
            lacks.append(Lack(column.head, column.value, why, column.required, column.most))
    return Fit(goods, values, tuple(lacks))


def digest(values: Mapping[str, str]) -> str:
    """Return the SHA-256 by which two fillings are compared."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (head, before, now) of what differs, in the order of `now`, then what is there no more."""
    heads: Iterable[str] = dict.fromkeys([*now, *before])
    return [
        (head, before.get(head, ""), now.get(head, "")) for head in heads if before.get(head, "") != now.get(head, "")
    ]


def _filled(column: Column, goods: Goods) -> tuple[str, Why | None]:
    if column.fixed:
        return column.fixed, None
    text = _text(column, FIELDS[column.value], goods)
    if not text:
        return "", Why.EMPTY
    text = column.words.get(text, text)
    if column.allowed and text not in column.allowed:
        return "", Why.NOT_ALLOWED
    text = f"{column.prefix}{text}{column.suffix}"
    if column.most is not None and len(text) > column.most:
        return (shortened(text, column.most), None) if column.cut else ("", Why.LONG)
    return text, None


def _text(column: Column, known: Field, goods: Goods) -> str:
    value = known.read(goods)
    if value is None or value == "":
        return ""
    if known.kind == LIST:
        return ", ".join(value)
    if known.kind == MEASURE:
        return plain_number(converted(value, column.convert) if column.convert else value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, int | Decimal):
        return plain_number(value)
    return " ".join(str(value).split())


def shortened(text: str, most: int) -> str:
    """Return at most `most` characters, cut between words, with … at the end."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, _space, _rest = cut.rpartition(" ")
    return (head or cut).rstrip(" ,;.") + "…"
