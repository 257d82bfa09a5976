"""The pages that come with the product, read from `data/`. The stored pages are what people read; these are their origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter; `pages` False for those whose pages are made from other data."""

    slug: str
    name: str
    name_en: str
    about: str
    about_en: str
    icon: str


@dataclass(frozen=True, slots=True)
class Door:
    """«Làm ngay»: the name of an address into the product, and the words of its button."""

    to: str
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class BasePage:
    """One page as it came. `topics` are fields of the forms ("M02.history") or kinds of papers; `records` keys of knowledge."""

    slug: str
    chapter: str
    position: int
    version: int
    checked_on: date
    basis: tuple[str, ...]
    source: str
    topics: tuple[str, ...]
    records: tuple[str, ...]
    door: Door | None
    texts: Mapping[str, Mapping[str, str]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Default:
    """One setting that no text fixes: its value and where it comes from."""

    key: str
    value: int
    says: str
    source: str


@cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(Chapter(**row) for row in _read(_DATA / "chapters.yaml"))


@cache
def pages() -> Mapping[str, BasePage]:
    """Every page by its slug, in the order of chapters and pages."""
    found = [
        _page(chapter.slug, position, raw)
        for chapter in chapters()
        for position, raw in enumerate(_rows(chapter.slug), start=1)
    ]
    return {page.slug: page for page in found}


@cache
def topics() -> Mapping[str, str]:
    """The slug of the page that explains a topic; the first page that names it."""
    found: dict[str, str] = {}
    for page in pages().values():
        for topic in page.topics:
            found.setdefault(topic, page.slug)
    return found


@cache
def defaults() -> Mapping[str, Default]:
    return {row["key"]: Default(**row) for row in _read(_DATA / "defaults.yaml")}


def _rows(chapter: str) -> list[dict[str, Any]]:
    path = _DATA / "pages" / f"{chapter}.yaml"
    return list(_read(path)) if path.exists() else []


def _read(path: Path) -> Any:
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader


def _page(chapter: str, position: int, raw: dict[str, Any]) -> BasePage:
    door = raw.get("door")
    return BasePage(
        slug=raw["slug"],
        chapter=chapter,
        position=position,
        version=raw["version"],
        checked_on=raw["checked_on"],
        basis=tuple(raw.get("basis", ())),
        source=raw["source"],
        topics=tuple(raw.get("topics", ())),
        records=tuple(raw.get("records", ())),
        door=Door(door["to"], door["vi"], door["en"]) if door else None,
        texts={language: raw[language] for language in ("vi", "en")},
    )
