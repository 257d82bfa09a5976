"""A word as it was found on a page. Pure: knows no database, no picture and no engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom in thousandths of the page's width and height


@dataclass(frozen=True)
class Word:
    """`page` from 1; `line` counts lines over the whole paper; `confidence` 0 to 100 as the engine says."""

    text: str
    page: int
    line: int
    box: Box
    confidence: int

    def as_row(self) -> list[Any]:
        return [self.text, self.page, self.line, list(self.box), self.confidence]


def from_rows(rows: Sequence[Sequence[Any]]) -> list[Word]:
    return [Word(text, page, line, tuple(box), confidence) for text, page, line, box, confidence in rows]  # type: ignore[arg-type]


def bare(text: str) -> str:
    """Return the text in small letters without Vietnamese signs, letter for letter: places in both are the same."""
    return "".join(_bare_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _bare_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if plain == "đ" else plain if len(plain) == 1 else letter
