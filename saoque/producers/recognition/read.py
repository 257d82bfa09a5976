"""From the words of a paper to proposals: its kind, number, issuer, day of issue and last day. Pure.

Everything is matched without Vietnamese signs, which poor scans lose first; what is proposed is what was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from saoque.producers.recognition.cues import ISSUERS, KIND_CUES, NUMBERS_IN_WORDS
from saoque.producers.recognition.words import Word, bare

FIELDS = ("kind", "number", "issuer", "issued_on", "expires_on")
# Worn print costs single letters: «thúng», «ngòy».
_LONG_DAY = r"(?:ng[a-z]y\s+)?(?<!\d)(\d{1,2})\s+th[a-z]ng\s+(\d{1,2})\s+n[a-z]m\s+(\d{4})"
_SHORT_DAY = r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?![\d/])"
_DAY = re.compile(f"{_LONG_DAY}|{_SHORT_DAY}")
# What stands right before a day and says which day it is.
_ENDS = re.compile(
    r"((gia tri|hieu luc|thoi han|su dung)( su dung)?[^.;]{0,25}\b(den|toi)( het)?|het (han|hieu luc)|ngay het han)"
    r"\s*[:.]?\s*(ng[a-z]y\s*)?[:.]?\s*$"
)
_ISSUED = re.compile(
    r"((cap|ky|ban hanh|dang ky lan dau)[,:]?\s*(ngay)?|ngay (cap|ky|ban hanh))\s*[:.]?\s*(ng[a-z]y\s*)?$"
)
_PLACE = re.compile(r"[a-z],\s*$")  # «Cần Thơ, ngày …»: the line of the signature
_BIRTH = re.compile(r"sinh\s*(ngay)?\s*[:.]?\s*$")
_TERM = re.compile(
    r"(?:gia tri|hieu luc|thoi han)[^.;]{0,30}?\b(\d{1,2}|" + "|".join(NUMBERS_IN_WORDS) + r")\s*(?:\([^)]{1,12}\)\s*)?"
    r"(nam|thang)\s*,?\s*(?:ke )?tu\s+ngay"
)
_NUMBER = re.compile(
    r"(?:\bma so (?:doanh nghiep|hop tac xa|ho kinh doanh)|\bso(?: gcn| giay| giay chung nhan| chung nhan)?|\bno)\s*[:.]\s*"
    r"([a-z0-9][a-z0-9.\-]*(?:\s?/\s?[a-z0-9][a-z0-9.\-&]*)*)"
)
_REGISTERED = re.compile(r"\bma so (?:doanh nghiep|hop tac xa|ho kinh doanh)\s*[:.]?\s*(\d[\d.\-]{7,})")
BEFORE = 60  # letters looked at before a day
HEAD = 330  # thousandths of the first page that hold the issuer's name
COLUMN_GAP = 40  # thousandths of the page's width between two columns on one line


@dataclass(frozen=True)
class Proposal:
    """`value`: code of the kind, text, or ISO day; `words`: places of the words it was read from."""

    field: str
    value: str
    words: tuple[int, ...]

    def as_row(self) -> dict[str, object]:
        return {"field": self.field, "value": self.value, "words": list(self.words)}


@dataclass(frozen=True)
class _Day:
    value: date
    start: int
    end: int


class _Text:
    """All words in one line of text, and the way back from a place in it to the words."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.printed = " ".join(word.text for word in words)
        self.plain = bare(self.printed)
        self.starts: list[int] = []
        at = 0
        for word in words:
            self.starts.append(at)
            at += len(word.text) + 1

    def words(self, start: int, end: int) -> tuple[int, ...]:
        if end <= start or not self.starts:
            return ()
        return tuple(range(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)))


def propose(words: Sequence[Word]) -> list[Proposal]:
    """Return at most one proposal for each of `FIELDS`, in that order; nothing where the paper does not say."""
    text = _Text(words)
    days = list(_days(text.plain))
    ends = next((day for day in days if _ENDS.search(_before(text.plain, day))), None)
    issued = _issued(text.plain, [day for day in days if day is not ends])
    found = [_kind(text), _number(text), _issuer(words), _said("issued_on", issued, text)]
    found.append(_said("expires_on", ends, text) if ends else _after_term(text, issued))
    return [proposal for proposal in found if proposal]


def _days(plain: str) -> Iterator[_Day]:
    for match in _DAY.finditer(plain):
        day, month, year = (int(part) for part in match.groups() if part)
        try:
            value = date(year, month, day)
        except ValueError:
            continue
        if 1950 <= year <= 2100:
            yield _Day(value, match.start(), match.end())


def _before(plain: str, day: _Day) -> str:
    return plain[max(0, day.start - BEFORE) : day.start]


def _issued(plain: str, days: Sequence[_Day]) -> _Day | None:
    """A day that is named the day of issue wins over the signature's; a birthday never counts."""
    days = [day for day in days if not _BIRTH.search(_before(plain, day))]
    for cue in (_ISSUED, _PLACE):
        for day in days:
            if cue.search(_before(plain, day)):
                return day
    return None


def _said(field: str, day: _Day | None, text: _Text) -> Proposal | None:
    return Proposal(field, day.value.isoformat(), text.words(day.start, day.end)) if day else None


def _after_term(text: _Text, issued: _Day | None) -> Proposal | None:
    """«Có giá trị 03 năm kể từ ngày cấp»: the last day follows from the day of issue."""
    match = _TERM.search(text.plain)
    if not match or not issued:
        return None
    amount = NUMBERS_IN_WORDS.get(match[1]) or int(match[1])
    months = amount * 12 if match[2] == "nam" else amount
    value = _months_on(issued.value, months) - timedelta(days=1)
    return Proposal("expires_on", value.isoformat(), text.words(match.start(), match.end()))


def _months_on(day: date, months: int) -> date:
    """The same day some months later; the first of the month after, where a month is too short."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def _number(text: _Text) -> Proposal | None:
    for pattern in (_REGISTERED, _NUMBER):
        for match in pattern.finditer(text.plain):
            start, end = match.span(1)
            value = re.sub(r"\s", "", text.printed[start:end]).rstrip(".-")
            if any(letter.isdigit() for letter in value) and not _DAY.fullmatch(bare(value)):
                return Proposal("number", value[:80], text.words(start, start + len(match[1].rstrip(".-"))))
    return None


def _kind(text: _Text) -> Proposal | None:
    """The kind whose words come first on the paper: its title stands above what it refers to."""
    best: tuple[int, int, str, int] | None = None
    for code, patterns in KIND_CUES.items():
        for pattern in patterns:
            match = pattern.search(text.plain)
            if match and (best is None or (match.start(), -match.end()) < best[:2]):
                best = (match.start(), -match.end(), code, match.end())
    return Proposal("kind", best[2], text.words(best[0], best[3])) if best else None


def _issuer(words: Sequence[Word]) -> Proposal | None:
    """The lowest line at the head of the first page that begins like an office or a certifier."""
    found: tuple[int, ...] = ()
    for places in _lines(words):
        first = words[places[0]]
        if first.page == 1 and first.box[1] <= HEAD and ISSUERS.match(bare(_joined(words, places))):
            found = places
        elif found and "doc lap" in bare(_joined(words, places)):
            break
    return Proposal("issuer", _joined(words, found)[:160], found) if found else None


def _joined(words: Sequence[Word], places: Sequence[int]) -> str:
    return " ".join(words[place].text for place in places)


def _lines(words: Sequence[Word]) -> Iterator[tuple[int, ...]]:
    """Yield the places of the words of each line, cut where two columns stand side by side."""
    line: list[int] = []
    for place, word in enumerate(words):
        last = words[line[-1]] if line else None
        if last and (last.line != word.line or last.page != word.page or word.box[0] - last.box[2] > COLUMN_GAP):
            yield tuple(line)
            line = []
        line.append(place)
    if line:
        yield tuple(line)
