"""What the names and codes of outside figures are called. The words are data, Vietnamese like the records themselves."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saoque.knowledge.policies import TRIGGERS
from saoque.sources.shapes import Leaf, Nth

_DATA = Path(__file__).parent / "data" / "words.yaml"


@cache
def _words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def name_words(name: object) -> str:
    """Return what a fact is called."""
    return _words()["names"].get(str(name), str(name))


def path_words(leaf: Leaf) -> str:
    """Return the way to a value in words: "Các bước 3 · Số ngày làm việc"."""
    said: list[str] = []
    for step in leaf.path:
        if isinstance(step, Nth):
            said[-1] += f" {step + 1}"
        elif step != "value":
            said.append(name_words(step))
    return " · ".join(said)


def value_words(leaf: Leaf) -> str:
    """Return a value as people write it; an empty word for what is not known."""
    value = leaf.value
    if value is None:
        return ""
    if leaf.kind == "flag":
        return "có" if value else "không"
    if leaf.kind == "money":
        return f"{value:,} đồng".replace(",", ".")
    if leaf.kind == "percent":
        return f"{value}%".replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return code_words(value, leaf.name)


def code_words(value: Any, name: str = "") -> str:
    """Return what a code stands for under a name; the text itself for one that is none."""
    if name == "trigger" and str(value) in TRIGGERS:
        return TRIGGERS[str(value)]
    return _words()["values"].get(str(value)) or str(value)


def is_for_people(leaf: Leaf) -> bool:
    """Whether a value says something to people: what machines alone go by has no words."""
    return not leaf.fixed or str(leaf.value) in _words()["values"]
