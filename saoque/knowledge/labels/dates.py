"""Production and expiry dates on a label: day, month, year, in that order, real, and in the right order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from saoque.knowledge.labels.contents import EXPIRES_ON, MADE_ON, NAMES, own_dates
from saoque.knowledge.labels.rules import date_basis
from saoque.knowledge.labels.shapes import MUST, SHOULD, VERIFY, Basis, Finding, Label, finding
from saoque.knowledge.labels.text import Text

_DIGIT = "[0-9oil|]"
_PARTED = re.compile(
    rf"(?<![0-9a-z])({_DIGIT}{{1,4}})\s?[./\-\s]\s?({_DIGIT}{{1,2}})\s?[./\-\s]\s?({_DIGIT}{{1,4}})(?![0-9a-z])"
)
_IN_WORDS = re.compile(r"([0-9]{1,2})\s*thang\s*([0-9]{1,2})\s*nam\s*([0-9]{2,4})")
_RUN_ON = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})(?![0-9])")
_MONTH_ONLY = re.compile(r"(?<![0-9./\-])([0-9]{1,2})\s?[./\-]\s?([0-9]{4})(?![0-9./\-])")
_MISREAD = str.maketrans("oil|", "0111")
_ELSEWHERE = re.compile(r"(?<![a-z])(?:xem|in tren|ghi tren|duoi day|tren bao bi|see)(?![a-z])")
_TERM = re.compile(r"[0-9]+\s*(?:ngay|tuan|thang|nam|days?|months?|years?)(?![a-z])|(?:mot|hai|ba|sau) (?:thang|nam)")
_FAR = 60  # characters from the word for a date to the date
_JOINS = re.compile(r"[\s/,;&:\-()]*(?:va|and)?[\s/,;&:\-()]*")
_LEAST_DIGITS = 3
_CLOSE = 8  # characters between two words that share what follows


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written after its word. ``problem``: None, order, impossible, month_only, absent, or two_digits."""

    content: str
    raw: str
    place: int
    value: date | None
    problem: str | None


def written_dates(text: Text) -> list[Written]:
    """The dates announced on a label, in the order of the text."""
    words = [("made_on", m) for m in own_dates(text, MADE_ON)] + [
        ("expires_on", m) for m in own_dates(text, EXPIRES_ON)
    ]
    words.sort(key=lambda word: word[1].start())
    found: list[Written] = []
    for group, end in _grouped(words, text):
        start = group[-1][1].end()
        window = text.folded[start : min(end, start + _FAR)]
        dates = _dates_in(window)
        said_once = dict(reversed(group))  # "Ngày sản xuất (NSX):" is one word twice
        asked = [(content, match) for content, match in group if said_once[content] is match]
        for n, (content, match) in enumerate(asked):
            if n < len(dates):
                raw, value, problem = dates[n]
                found.append(Written(content, raw, match.start(), value, problem))
            elif not dates and not _ELSEWHERE.search(window) and not (content == "expires_on" and _TERM.search(window)):
                found.append(Written(content, "", match.start(), None, "absent"))
    return found


def date_findings(label: Label, text: Text) -> list[Finding]:
    """What is wrong with the dates on the label or known beside it."""
    basis, written = date_basis(label.on), written_dates(text)
    dated = {w.content for w in written if w.problem != "absent"}
    absent = {w.content: w for w in reversed(written) if w.content not in dated}
    told = [w for w in written if w.problem and (w.problem != "absent" or absent.get(w.content) is w)]
    found = [_judge(basis, text, each) for each in told]
    made = label.made_on or next((w.value for w in written if w.content == "made_on" and w.value), None)
    ends = label.expires_on or next((w.value for w in written if w.content == "expires_on" and w.value), None)
    if made and ends and ends < made:
        place = next((w.place for w in written if w.content == "expires_on"), None)
        said = f"Hạn sử dụng {ends:%d/%m/%Y} trước ngày sản xuất {made:%d/%m/%Y}. Xem lại hai ngày này."
        found.append(finding(basis, "expires_before_made", MUST, said, None if place is None else text.line_at(place)))
    return found


def _grouped(words: list[tuple[str, re.Match[str]]], text: Text) -> list[tuple[list[tuple[str, re.Match[str]]], int]]:
    """Words that stand together ("NSX/HSD:") share what follows; each group with the place where it ends."""
    groups: list[list[tuple[str, re.Match[str]]]] = []
    for word in words:
        between = text.folded[groups[-1][-1][1].end() : word[1].start()] if groups else ""
        if groups and len(between) <= _CLOSE and _JOINS.fullmatch(between):
            groups[-1].append(word)
        else:
            groups.append([word])
    ends = [group[0][1].start() for group in groups[1:]] + [len(text.folded)]
    return list(zip(groups, ends, strict=True)) if groups else []


def _dates_in(window: str) -> list[tuple[str, date | None, str | None]]:
    found: dict[int, tuple[str, date | None, str | None]] = {}
    for pattern in (_PARTED, _IN_WORDS, _RUN_ON):
        for match in pattern.finditer(window):
            parts = [part.translate(_MISREAD) for part in match.groups()]
            real = sum(c.isdigit() for c in match[0])
            if real >= _LEAST_DIGITS and not any(abs(match.start() - place) < len(match[0]) for place in found):
                found[match.start()] = (match[0].strip(), *_read(*parts))
    if not found:
        for match in _MONTH_ONLY.finditer(window):
            found[match.start()] = (match[0], None, "month_only")
    return [found[place] for place in sorted(found)]


def _read(first: str, second: str, third: str) -> tuple[date | None, str | None]:
    """The date of three figures, and what is wrong with them."""
    if len(first) > 2:
        return None, "order" if _real(third, second, first) else "impossible"
    if len(third) not in (2, 4):
        return None, "impossible"
    found = _real(first, second, third)
    if found is None:
        return None, "order" if _real(second, first, third) else "impossible"
    return found, None if len(third) == 4 else "two_digits"


def _real(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) < 3 else 0), int(month), int(day))
    except ValueError:
        return None


def _judge(basis: Basis, text: Text, each: Written) -> Finding:
    what, where = NAMES[each.content], text.line_at(each.place)
    severity, said = {
        "order": (MUST, f"Ghi {what} “{each.raw}” sai thứ tự. Viết ngày, tháng, năm, ví dụ 05/11/2026."),
        "impossible": (MUST, f"Không có ngày “{each.raw}” ở {what}. Xem lại ngày, tháng, năm."),
        "two_digits": (SHOULD, f"Năm ở {what} “{each.raw}” chỉ có hai chữ số. Viết đủ bốn chữ số cho khỏi nhầm."),
        "month_only": (VERIFY, f"Ghi {what} “{each.raw}” không có ngày. Xem loại hàng này có được ghi vậy không."),
        "absent": (VERIFY, f"Có chữ {what} mà không đọc được ngày. Nếu in sau thì nhớ chừa chỗ và in đủ."),
    }[str(each.problem)]
    return finding(basis, f"date_{each.problem}", severity, said, where)
