"""Finding a unit by what people write: with or without diacritics, commas, kinds, in either order. Pure."""

import bisect
import datetime as dt
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from saoque.kernel.text import fold, sort_key

from .register import Register, get_register
from .units import COMMUNE, DISTRICT, PROVINCE, Successor, Unit, today_in_vietnam

MAX_TEXT = 200
_MAX_WORDS = 12
_MAX_SEGMENTS = 4
_KIND_WORDS: dict[str, frozenset[str]] = {
    "thanh pho": frozenset({"Thành phố"}),
    "tp": frozenset({"Thành phố"}),
    "thi tran": frozenset({"Thị trấn"}),
    "tt": frozenset({"Thị trấn"}),
    "thi xa": frozenset({"Thị xã"}),
    "tx": frozenset({"Thị xã"}),
    "dac khu": frozenset({"Đặc khu"}),
    "phuong": frozenset({"Phường"}),
    "p": frozenset({"Phường"}),
    "quan": frozenset({"Quận"}),
    "q": frozenset({"Quận"}),
    "huyen": frozenset({"Huyện"}),
    "h": frozenset({"Huyện"}),
    "tinh": frozenset({"Tỉnh"}),
    "t": frozenset({"Tỉnh"}),
    "xa": frozenset({"Xã"}),
    "x": frozenset({"Xã"}),
}
_ALIASES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sg": "ho chi minh", "hn": "ha noi"}
_GLUED_NUMBER = re.compile(r"\b(p|q|f)(\d{1,2})\b")
_LEADING_ZERO = re.compile(r"\b0+(\d)")
_LEVEL_ORDER = {PROVINCE: 0, DISTRICT: 1, COMMUNE: 2}
_EXACT, _GLUED, _OUT_OF_ORDER, _OTHER_PROVINCE = 1.0, 0.97, 0.1, 0.1
_GOOD_KIND, _WRONG_KIND, _GOOD_MARKS = 0.02, -0.03, 0.05


class PlaceHit(NamedTuple):
    """One unit found, with the names above it and, when it is no longer in force, where it is now."""

    unit: Unit
    parent_name: str
    successors: list[Successor]
    score: float


class Reading(NamedTuple):
    """One way to read a part of a query: its words, and the kinds that it names."""

    words: tuple[str, ...]
    kinds: frozenset[str]


Matches = dict[int, tuple[float, frozenset[str]]]


def plain(text: str) -> str:
    """Return text folded for comparison, numbers without leading zeros, "p3" as "p 3"."""
    return _LEADING_ZERO.sub(r"\1", _GLUED_NUMBER.sub(r"\1 \2", fold(text.replace("_", " "))))


def marked(text: str) -> tuple[str, ...]:
    """Return words with their marks wherever in the word they stand: Hòa = Hoà, but Thanh ≠ Thạnh."""
    words = unicodedata.normalize("NFD", text.lower()).split()
    return tuple(
        "".join(c for c in word if c.isalnum()) + "".join(sorted(c for c in word if unicodedata.combining(c)))
        for word in words
    )


def readings(words: tuple[str, ...]) -> list[Reading]:
    """Return the ways to read a part: as it is, and without a kind before the name."""
    ways = [Reading(words, frozenset())]
    for length in (1, 2):
        kinds = _KIND_WORDS.get(" ".join(words[:length]))
        if kinds and len(words) > length:
            ways.append(Reading(words[length:], kinds))
    for way in list(ways):
        if len(way.words) == 1 and way.words[0] in _ALIASES:
            ways.append(Reading(tuple(_ALIASES[way.words[0]].split()), way.kinds))
    return ways


def splits(count: int) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to cut `count` words into 1 to 4 runs, as lists of (from, to)."""
    for parts in range(min(count, _MAX_SEGMENTS)):
        for cuts in itertools.combinations(range(1, count), parts):
            bounds = (0, *cuts, count)
            yield list(itertools.pairwise(bounds))


class PlaceIndex:
    """Folded names of a register, ready to be searched."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.units = list(register)
        self.names: list[str] = []
        self._id_by_name: dict[str, int] = {}
        self._glued: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._holders: dict[int, list[int]] = defaultdict(list)
        ids = {unit.key: self._name_id(plain(unit.name)) for unit in self.units}
        self._own = [ids[unit.key] for unit in self.units]
        for place, name in enumerate(self._own):
            self._holders[name].append(place)
        self._above = [tuple(ids[parent.key] for parent in register.above(unit)) for unit in self.units]
        self._later = [self._later_provinces(unit, ids) for unit in self.units]
        self._vocabulary = sorted(self._by_word)

    def _name_id(self, name: str) -> int:
        """Return the number of a folded name, a new one on first sight."""
        if name not in self._id_by_name:
            number = self._id_by_name[name] = len(self.names)
            self.names.append(name)
            self._glued[name.replace(" ", "")].append(number)
            for word in set(name.split()):
                self._by_word[word].append(number)
        return self._id_by_name[name]

    def _later_provinces(self, unit: Unit, ids: dict[tuple[str, dt.date], int]) -> int | None:
        """Return the name of the province after the reform, where an old unit's province changed its name."""
        province = (self.register.above(unit) or [unit])[-1]
        arrows = self.register.next_of(province)
        if unit is province or not arrows or ids[arrows[0].new] == ids[province.key]:
            return None
        return ids[arrows[0].new]

    def _word_numbers(self, word: str, begins: bool) -> set[int]:
        """Return the names that hold a word, or any word that begins with it."""
        if not begins:
            return set(self._by_word.get(word, ()))
        first = bisect.bisect_left(self._vocabulary, word)
        last = bisect.bisect_left(self._vocabulary, word + "{")
        return set(itertools.chain.from_iterable(self._by_word[w] for w in self._vocabulary[first:last]))

    def _match_words(self, words: tuple[str, ...], loose: bool, last: bool) -> dict[int, float]:
        """Return name → how well a run of words names it, 1 for the very name.

        `loose` takes parts of names too; `last` takes the last word as a beginning, as it is being typed.
        """
        text = " ".join(words)
        found = dict.fromkeys(self._glued.get("".join(words), ()), _GLUED)
        if text in self._id_by_name:
            found[self._id_by_name[text]] = _EXACT
        if not (loose or last):
            return found
        holding = [self._word_numbers(word, last and word is words[-1]) for word in words]
        for number in set.intersection(*holding):
            name = self.names[number]
            share = len(text) / len(name)
            if name.startswith(text):
                found.setdefault(number, 0.7 + 0.2 * min(share, 1.0))
            elif loose:
                found.setdefault(number, 0.4 + 0.2 * min(share, 1.0))
        return found

    def matches(self, words: tuple[str, ...], loose: bool, last: bool) -> Matches:
        """Return name → (score, kinds named) over all readings of a run of words."""
        found: Matches = {}
        for way in readings(words):
            for number, score in self._match_words(way.words, loose, last).items():
                if number not in found or found[number][0] < score:
                    found[number] = (score, way.kinds)
        return found

    def _above_score(self, place: int, parts: list[Matches]) -> float | None:
        """Return the sum of scores of the parts among the units above, in one direction; None when one is missing."""
        levels = self._above[place]
        total, at = 0.0, 0
        for part in parts:
            while at < len(levels) and levels[at] not in part:
                at += 1
            if at == len(levels):
                later = self._later[place]
                if part is parts[-1] and later is not None and later in part:
                    return total + part[later][0] - _OTHER_PROVINCE
                return None
            total += part[levels[at]][0]
            at += 1
        return total

    def score(self, parts: list[Matches]) -> dict[int, float]:
        """Return place of unit → score, for parts that each name the unit or something above it."""
        found: dict[int, float] = {}
        for own, part in enumerate(parts):
            rest = parts[:own] + parts[own + 1 :]
            for number, (score, kinds) in part.items():
                for place in self._holders[number]:
                    above = self._above_score(place, rest)
                    penalty = _OUT_OF_ORDER if own else 0.0
                    if above is None and len(rest) > 1:
                        above, penalty = self._above_score(place, rest[::-1]), _OUT_OF_ORDER
                    if above is None:
                        continue
                    kind = (_GOOD_KIND if self.units[place].kind in kinds else _WRONG_KIND) if kinds else 0.0
                    value = (score + above) / len(parts) - penalty + kind
                    found[place] = max(value, found.get(place, 0.0))
        return found

    def _by_commas(self, segments: list[tuple[str, ...]]) -> dict[int, float]:
        """Score a query whose commas part the levels; what stands before them and is no unit's name (a street) is passed over."""
        parts = [self.matches(words, loose=True, last=True) for words in segments]
        while True:
            found = self.score(parts[:_MAX_SEGMENTS])
            names_a_unit = any(score >= _GLUED for score, _ in parts[0].values())
            if found or names_a_unit or len(parts) < 3:
                return found
            parts = parts[1:]

    def _by_splits(self, words: tuple[str, ...]) -> dict[int, float]:
        """Score a query without commas: try every cut into names."""
        count = len(words)
        runs: dict[tuple[int, int], Matches] = {}
        best: dict[int, float] = {}
        for split in splits(count):
            parts = []
            for bounds in split:
                if bounds not in runs:
                    run = words[slice(*bounds)]
                    runs[bounds] = self.matches(run, loose=len(run) == count, last=bounds[1] == count)
                parts.append(runs[bounds])
                if not runs[bounds]:
                    break
            else:
                for place, score in self.score(parts).items():
                    best[place] = max(score, best.get(place, 0.0))
        return best or self._by_bag(words)

    def _by_bag(self, words: tuple[str, ...]) -> dict[int, float]:
        """Score a query whose words stand in no order: each has to be somewhere in the chain of names."""
        asked = [word for word in words if word not in _KIND_WORDS] or list(words)
        found = {}
        for number in set().union(*(self._by_word.get(word, ()) for word in asked)):
            for place in self._holders[number]:
                own = set(self.names[number].split())
                chain = own.union(*(self.names[level].split() for level in self._above[place]))
                if chain.issuperset(asked):
                    found[place] = 0.3 * len(own & set(asked)) / len(own)
        return found

    def _bonus(self, unit: Unit, asked: Iterable[str]) -> float:
        """Return more for a name whose marks are those that were written."""
        name = marked(unit.name)
        for text in asked:
            words = marked(text)
            if any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1)):
                return _GOOD_MARKS
        return 0.0

    def find(self, text: str, on: dt.date | None = None, limit: int = 20) -> list[PlaceHit]:
        """Return the units that a text names, best first; see the module function `find`."""
        written = [part for part in text[:MAX_TEXT].split(",") if plain(part)]
        segments = [tuple(plain(part).split()) for part in written]
        if not segments:
            return []
        found = self._by_commas(segments) if len(segments) > 1 else self._by_splits(segments[0][-_MAX_WORDS:])
        today = on or today_in_vietnam()
        with_marks = plain(text) != " ".join(unicodedata.normalize("NFC", text).lower().replace(",", " ").split())
        places = [place for place in found if on is None or self.units[place].in_force(on)]

        def rank(place: int) -> tuple[float, bool, int]:
            unit = self.units[place]
            score = found[place] + (self._bonus(unit, written) if with_marks else 0.0)
            return -round(score, 3), not unit.in_force(today), _LEVEL_ORDER[unit.level]

        ranked = sorted(((rank(place), place) for place in places), key=lambda pair: pair[0])
        head = ranked[: limit * 3 + 20]
        head.sort(key=lambda pair: (pair[0], sort_key(self.units[pair[1]].name), self.units[pair[1]].code))
        return [self._hit(self.units[place], today, -key[0]) for key, place in head[:limit]]

    def _hit(self, unit: Unit, today: dt.date, score: float) -> PlaceHit:
        """Return a hit with the names above and, for a unit no longer in force, its successors."""
        ended = unit.until is not None and unit.until < today
        successors = self.register.resolve(unit.code, unit.since, today) if ended else []
        return PlaceHit(unit, self.register.parent_name(unit), successors, score)


@lru_cache(maxsize=2)
def _index(register: Register) -> PlaceIndex:
    return PlaceIndex(register)


def find(text: str, on: dt.date | None = None, limit: int = 20) -> list[PlaceHit]:
    """Return the units that a text names, best first, at most `limit`.

    Commas part levels from small to large; without commas every cut is tried. Diacritics, kinds
    ("xã", "tp") and case may be left out; a last word may be unfinished. With `on`, only units in force
    on that day are found, and successors are those of that day; without it, units of all times, those
    in force today first among equals. Empty text gives an empty list.
    """
    return _index(get_register()).find(text, on, limit)
