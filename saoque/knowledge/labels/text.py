"""Label text made comparable: without marks, tolerant of what recognition gets wrong, position by position.

Every form keeps the length of the text, so that a place found in one is the same place in all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from saoque.knowledge.errors import KnowledgeError

MOST = 20_000  # characters; no label is that long, and patterns stay quick

_BLANKS = re.compile(r"[^\S\n]+")
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
    """The comparable forms of a label's text, runs of blanks drawn together. KnowledgeError when it is no label."""
    if len(raw) > MOST:
        raise KnowledgeError(f"Chữ trên nhãn dài quá {MOST} ký tự; chỉ đưa phần in trên nhãn.")
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    given = _BLANKS.sub(" ", unicodedata.normalize("NFC", lines))
    folded = "".join(map(_fold, given))
    return Text(given, folded, _RUN.sub(_spell, folded))


def find(text: Text, *phrases: str) -> list[re.Match[str]]:
    """Where any of some folded phrases stands; only when none does, long ones with one letter wrong or missing."""
    return list(exactly(*phrases).finditer(text.spelled)) or list(_nearly(*phrases).finditer(text.spelled))


@cache
def exactly(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of some folded phrases in a spelled text, however its words are parted."""
    return _any_of([_GAP.join(map(re.escape, each.split())) for each in phrases])


@cache
def _nearly(*phrases: str) -> re.Pattern[str]:
    return _any_of([way for each in phrases for way in _with_one_error(each)])


def _any_of(ways: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(ways)})(?![a-z])" if ways else r"(?!)")


@cache
def _fold(char: str) -> str:
    base = unicodedata.normalize("NFD", char.lower())[:1]
    return "d" if base == "đ" else base or char


def _spell(run: re.Match[str]) -> str:
    word = run[0]
    digits = sum(c in "0123456789|" for c in word)
    return word.translate(_LOOKS_LIKE) if digits * 3 <= len(word) - digits else word


def _with_one_error(each: str) -> list[str]:
    words = each.split()
    if len("".join(words)) < _LEAST_FOR_ONE_ERROR:
        return []
    ways = []
    for n, word in enumerate(words):
        for place in range(n == 0, len(word)):  # the first letter stays: "hướng dẫn sử dụng" is not "hạn sử dụng"
            wrong = re.escape(word[:place]) + r"\S?" + re.escape(word[place + 1 :])
            ways.append(_GAP.join([*map(re.escape, words[:n]), wrong, *map(re.escape, words[n + 1 :])]))
    return ways
