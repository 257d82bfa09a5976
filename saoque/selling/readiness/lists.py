"""The lists of what each type of buyer asks for, read once from `data/`. Confidence and sources come with each line.

A line `of` a record of the knowledge base takes confidence and sources from there, so that an officer's correction
of that record shows here too; a line of its own says them itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Said:
    """A text in both languages of the site."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.vi


@dataclass(frozen=True)
class CheckWords:
    """What people read of a check: its question, why by reason, what to do next and the address where it is done.

    `goods`: the kinds of goods it concerns. `place`: "product" or "producer", whose id the address takes, or "".
    """

    title: Said
    why: Mapping[str, Said]
    next_step: Said
    address: str
    place: str
    goods: tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """One line of a buyer's list. `item`: the words of the record it comes from; empty for a line of its own."""

    check: str
    c: str
    verify: bool
    sources: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True)
class BuyerType:
    """A type of buyer. `record`: key of the knowledge record behind it, empty where none was found."""

    code: str
    name: Said
    note: Said
    record: str
    asks: tuple[Ask, ...]


@cache
def buyer_types() -> tuple[BuyerType, ...]:
    """Return the types of buyers in the order of the pages."""
    raw = _read("buyers.yaml")
    return tuple(_buyer(one, raw["sources"]) for one in raw["buyers"])


def buyer_type(code: str) -> BuyerType | None:
    return next((one for one in buyer_types() if one.code == code), None)


@cache
def steady_from() -> int:
    """Return the percent of the mean that the lowest month must reach to count as steady: this project's own mark."""
    return int(_read("buyers.yaml")["steady_from"])


@cache
def check_words() -> Mapping[str, CheckWords]:
    """Return name of the check → its words."""
    return {name: _words(raw) for name, raw in _read("checks.yaml").items()}


def _read(name: str) -> Any:
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))


def _words(raw: Mapping[str, Any]) -> CheckWords:
    return CheckWords(
        Said(*raw["title"]),
        {reason: Said(*words) for reason, words in raw["why"].items()},
        Said(*raw["next"]),
        raw.get("address", ""),
        raw.get("place", ""),
        tuple(raw.get("goods", ("food", "craft", "service"))),
    )


def _buyer(raw: Mapping[str, Any], sources: Mapping[str, list[str]]) -> BuyerType:
    asks = tuple(
        Ask(
            one["check"], one["c"], bool(one.get("verify", False)),
            tuple(address for key in one.get("from", ()) for address in sources[key]), one.get("of", ""),
        )
        for one in raw["asks"]
    )  # fmt: skip
    return BuyerType(raw["code"], Said(*raw["name"]), Said(*raw["note"]), raw.get("record", ""), asks)
