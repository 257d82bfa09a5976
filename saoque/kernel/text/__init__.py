"""Vietnamese text for machines: folding for search, keys for sorting. Pure, knows no database."""

import re
import unicodedata

# Vietnamese alphabetical order; every letter with its own mark is a letter of its own, tones come second.
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: format(place, "02d") for place, letter in enumerate(_ALPHABET, start=1)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}
_NOT_FOLDED = re.compile(r"[^0-9a-z]+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u00b4`]")


def fold(text: str) -> str:
    """Return `text` in lower case ASCII words, without marks, đ as d: "Mắm cá Bà Đầm" → "mam ca ba dam".

    Only `[0-9a-z ]` is left, so the result is safe inside a LIKE pattern.
    """
    plain = unicodedata.normalize("NFD", _APOSTROPHES.sub("", text).lower()).replace("đ", "d")
    return _NOT_FOLDED.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def search_text(*texts: str) -> str:
    """Return the folded texts as one column for word-beginning search: " mam ca ba dam", with a leading space."""
    return " " + " ".join(filter(None, (fold(text) for text in texts)))


def sort_key(text: str) -> str:
    """Return a key that sorts in Vietnamese alphabetical order under plain byte comparison.

    Letters are compared first (a ă â b c d đ e ê …), tones second (ngang huyền hỏi ngã sắc nặng).
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        if char in _TONES:
            if tones:
                tones[-1] = _TONES[char]
        elif char in _LETTER_MARKS and letters:
            marked = unicodedata.normalize("NFC", letters[-1] + char)
            letters[-1] = marked
        else:
            letters.append(char)
            tones.append("0")
    ranks = "".join(_RANK.get(letter, "00") for letter in letters)
    return f"{ranks} {''.join(tones)}"
