"""Label text made comparable: without marks, tolerant of what recognition gets wrong, position by position.

Every form keeps the length of the text, so that a place found in one is the same place in all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_RUN = re.compile(r"[0-9a-z|]+")
_LOOKS_LIKE = str.maketrans("01|5", "olls")
_LEAST_FOR_ONE_ERROR = 9  # shorter phrases have neighbours that mean something else
_GAP = r"[\s.\-_]*"


@dataclass(frozen=True, slots=True)
class Text:
    """The text as given (composed), folded to ASCII in lower case, and spelled with digits in words as letters."""

    given: str
    folded: str
    spelled: str

    def line_at(self, place: int) -> str:
        """ "dòng 3" for a place in the text."""
        return f"dòng {self.given.count(chr(10), 0, place) + 1}"


def text_of(raw: str) -> Text:
    """The comparable forms of a label's text."""
    given = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    folded = "".join(map(_fold, given))
    return Text(given, folded, _RUN.sub(_spell, folded))


@cache
def phrase(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of some folded phrases in a spelled text; long ones may have one letter wrong or missing."""
    ways = [way for each in phrases for way in _ways(each)]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(ways)})(?![a-z])")


@cache
def _fold(char: str) -> str:
    base = unicodedata.normalize("NFD", char.lower())[:1]
    return "d" if base == "đ" else base or char


def _spell(run: re.Match[str]) -> str:
    word = run[0]
    digits = sum(c in "0123456789|" for c in word)
    return word.translate(_LOOKS_LIKE) if digits * 3 <= len(word) - digits else word


def _ways(each: str) -> Sequence[str]:
    words = each.split()
    exact = _GAP.join(map(re.escape, words))
    if len("".join(words)) < _LEAST_FOR_ONE_ERROR:
        return [exact]
    ways = [exact]
    for n, word in enumerate(words):
        for place in range(len(word)):
            wrong = re.escape(word[:place]) + r"\S?" + re.escape(word[place + 1 :])
            ways.append(_GAP.join([*map(re.escape, words[:n]), wrong, *map(re.escape, words[n + 1 :])]))
    return ways
