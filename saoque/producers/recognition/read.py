"""From the words of a paper to proposals: its kind, number, issuer, day of issue and last day. Pure.

Everything is matched without Vietnamese signs, which poor scans lose first; what is proposed is what was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from saoque.knowledge.papers import PaperKind, evidence_code, kinds
from saoque.producers.recognition.cues import ISSUERS, NUMBERS_IN_WORDS, worn
from saoque.producers.recognition.words import Word, bare

FIELDS = ("kind", "number", "issuer", "issued_on", "expires_on")
_PAIR = r"(\d{1,2}|[oil]\d|\d[oil])"  # worn print: «O1» for 01
_LONG_DAY = rf"(?:ngay\s+)?(?<![a-z\d]){_PAIR}\s+thang\s+{_PAIR}\s+nam\s+(\d{{4}})"
_SHORT_DAY = rf"(?<![a-z\d/.-]){_PAIR}\s?[/.-]\s?{_PAIR}\s?[/.-]\s?(\d{{4}})(?![\d/])"
_DAY = worn(f"{_LONG_DAY}|{_SHORT_DAY}")
_DIGITS = str.maketrans("oil", "011")
# What stands right before a day and says which day it is.
_ENDS = worn(
    r"((gia tri|hieu luc|thoi han|su dung)( su dung)?[^.;]{0,25}\b(den|toi)( het)?|het (han|hieu luc)|ngay het han)"
    r"\s*[:.]?\s*(ngay\s*)?[:.]?\s*$"
)
_ISSUED = worn(r"((cap|ky|ban hanh|dang ky lan dau)[,:]?\s*(ngay)?|ngay (cap|ky|ban hanh))\s*[:.]?\s*(ngay\s*)?$")
_PLACE = re.compile(r"[a-z],\s*$")  # «Cần Thơ, ngày …»: the line of the signature
_BIRTH = worn(r"sinh\s*(ngay)?\s*[:.]?\s*$")
_TERM = worn(
    r"(?:gia tri|hieu luc|thoi han)[^.;]{0,30}?\b(\d{1,2}|" + "|".join(NUMBERS_IN_WORDS) + r")\s*(?:\([^)]{1,12}\)\s*)?"
    r"(nam|thang)\s*,?\s*(?:ke |tinh )?tu\s+ngay(\s+nop don)?"
)
_FILED = worn(r"ngay nop don\s*[:.]?\s*(ngay\s*)?$")
_NUMBER = worn(
    r"(?:\bso(?: gcn| giay| giay chung nhan| chung nhan)?|\bno)\s*[:.]\s*"
    r"([a-z0-9][a-z0-9.\-]*(?:\s?/\s?[a-z0-9][a-z0-9.\-&]*)*)"
)
_REGISTERED = worn(r"\bma so (?:doanh nghiep|hop tac xa|ho kinh doanh)\s*[:.]?\s*(\d[\d.\-]{7,})")
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
    kind = _kind(text)
    found = [kind, _number(text, kind), _issuer(words, kind), _said("issued_on", issued, text)]
    found.append(_said("expires_on", ends, text) if ends else _after_term(text, issued, days))
    return [proposal for proposal in found if proposal]


def _days(plain: str) -> Iterator[_Day]:
    for match in _DAY.finditer(plain):
        day, month, year = (int(part.translate(_DIGITS)) for part in match.groups() if part)
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


def _after_term(text: _Text, issued: _Day | None, days: Sequence[_Day]) -> Proposal | None:
    """«Có giá trị 03 năm kể từ ngày cấp»: the last day follows from the day of issue; a trademark's from its filing."""
    match = _TERM.search(text.plain)
    if match and match[3]:
        issued = next((day for day in days if _FILED.search(_before(text.plain, day))), None)
    if not match or not issued:
        return None
    amount = int(match[1]) if match[1].isdecimal() else _said_number(match[1])
    months = amount if match[2].startswith("th") else amount * 12
    value = _months_on(issued.value, months) - timedelta(days=1)
    return Proposal("expires_on", value.isoformat(), text.words(match.start(), match.end()))


def _said_number(word: str) -> int:
    """A number in words, worn or not; the pattern has let only these through."""
    return next(value for name, value in NUMBERS_IN_WORDS.items() if worn(name).fullmatch(word))


def _months_on(day: date, months: int) -> date:
    """The same day some months later; the first of the month after, where a month is too short."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def _number(text: _Text, kind: Proposal | None) -> Proposal | None:
    """The code of a register is the number of a registration; on any other paper it names the maker, so it comes last."""
    registration = kind is None or evidence_code(kind.value) == "E01"
    for pattern in (_REGISTERED, _NUMBER) if registration else (_NUMBER, _REGISTERED):
        for match in pattern.finditer(text.plain):
            start, end = match.span(1)
            value = re.sub(r"\s", "", text.printed[start:end]).rstrip(".-")
            value = re.sub(r"(?<![A-Za-z])O(?=\d)", "0", value)
            if any(letter.isdigit() for letter in value) and not _DAY.fullmatch(bare(value)):
                return Proposal("number", value[:80], text.words(start, start + len(match[1].rstrip(".-"))))
    return None


def _kind(text: _Text) -> Proposal | None:
    """The kind whose words come first on the paper: its title stands above what it refers to.

    Where several kinds begin in the same words, one paper goes before its whole evidence row, longer words before
    shorter ones.
    """
    found = [
        (match.start(), match.end(), kind)
        for kind in kinds()
        if kind.needs is None or worn(kind.needs.pattern).search(text.plain)
        for cue in _cues(kind)
        if (match := cue.search(text.plain))
    ]
    if not found:
        return None
    first = min(found, key=lambda one: (one[0], -one[1]))
    same = [one for one in found if one[0] < first[1]]
    start, end, kind = max(same, key=lambda one: (not one[2].general, one[1] - one[0], -one[0]))
    return Proposal("kind", kind.code, text.words(start, end))


@cache
def _cues(kind: PaperKind) -> tuple[re.Pattern[str], ...]:
    return tuple(worn(cue.pattern) for cue in kind.cues)


def _issuer(words: Sequence[Word], title: Proposal | None) -> Proposal | None:
    """The lowest line at the head of the first page that begins like an office or a certifier and is not the title."""
    found: tuple[int, ...] = ()
    for places in _lines(words):
        first = words[places[0]]
        if title and not set(places).isdisjoint(title.words):
            continue
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
