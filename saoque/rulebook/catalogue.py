"""The index of product sets for a guided choice, and the notices about doubtful places.

Listing the sets opens no scorecard.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from saoque.rulebook.shapes import Notice, ProductGroup, ProductSet, Scorecard, Sector
from saoque.rulebook.sheets import criterion as find_criterion
from saoque.rulebook.source import DATA, decision_folder, decision_folders, decision_of, read, unknown_scorecard

CURRENT = "qd26"
WHOLE_SHEET = "sheet"


@cache
def sectors(decision: str = CURRENT, *, root: Path = DATA) -> tuple[Sector, ...]:
    """Sectors, their groups and sets, in the order of the decision."""
    folder = decision_folder(decision, root)
    index = read(folder / "index.yaml")
    names = read(folder / "english" / "names.yaml")
    examples = read(folder / "examples.yaml")["sets"]
    sets = [_product_set(raw, decision, names["sets"], examples.get(raw["code"], {})) for raw in index["sets"]]
    return tuple(
        Sector(
            raw["code"],
            raw["name"],
            names["sectors"].get(raw["code"]),
            _groups([s for s in sets if s.sector == raw["code"]], names["groups"]),
        )
        for raw in index["sectors"]
    )


def product_sets(decision: str = CURRENT, *, root: Path = DATA) -> tuple[ProductSet, ...]:
    """All sets of a decision in printed order."""
    return tuple(s for sector in sectors(decision, root=root) for s in sector.sets)


def product_set(code: str, *, root: Path = DATA) -> ProductSet:
    """One set by its scorecard code. RulebookError when unknown."""
    owner = decision_of(code)
    if owner in decision_folders(root):
        for found in product_sets(owner, root=root):
            if found.code == code:
                return found
    raise unknown_scorecard(code)


def find_sets(text: str, decision: str = CURRENT, *, limit: int = 5, root: Path = DATA) -> tuple[ProductSet, ...]:
    """The sets whose keywords, examples or name fit everyday words, best first; tone marks may be left out.

    A whole keyword found in the text weighs most, then single words; words that fit with their tone marks weigh
    more than words that fit without. Empty when nothing fits.
    """
    ranked = []
    for position, found in enumerate(product_sets(decision, root=root)):
        weight = _weight(found, text, _plain) + 2 * _weight(found, text, _toned)
        if weight:
            ranked.append((-weight, position, found))
    return tuple(found for _, _, found in sorted(ranked, key=lambda r: r[:2])[:limit])


def notices(sheet: Scorecard, criterion: str | None = None, *, root: Path = DATA) -> tuple[Notice, ...]:
    """What is known to be doubtful about a sheet, or about one of its criteria. RulebookError when unknown."""
    if criterion is not None:
        find_criterion(sheet, criterion)
    found = _notices(sheet.decision, sheet.set_no, root)
    return tuple(n for n in found if criterion is None or criterion in n.criteria)


@cache
def _notices(decision: str, set_no: int, root: Path) -> tuple[Notice, ...]:
    folder = decision_folder(decision, root)
    raw = read(folder / "notices.yaml")["notices"]
    english = read(folder / "english" / "remarks.yaml")["notices"]
    return tuple(
        Notice(
            key=n["key"],
            kind=n["kind"],
            text=n["text"],
            criteria=tuple(c for c, sets in n["applies"].items() if c != WHOLE_SHEET and set_no in sets),
            corrected=n.get("corrected", False),
            confidence=n["confidence"],
            text_en=english.get(n["key"]),
        )
        for n in raw
        if any(set_no in sets for sets in n["applies"].values())
    )


def _product_set(raw: dict[str, Any], decision: str, names: dict[str, str], reading: dict[str, Any]) -> ProductSet:
    return ProductSet(
        code=raw["code"],
        decision=decision,
        set_no=int(raw["code"].rsplit("-", 1)[1]),
        name=raw["name"],
        sector=raw["sector"],
        group=raw["group"],
        subgroup=raw["subgroup"] if not raw["subgroup"].startswith("(") else None,
        managing=raw["managing"],
        criteria=raw["criteria"],
        marks={star: raw[f"marks_{star}"] for star in (3, 4, 5)},
        total=raw["total"],
        name_in_annex=raw.get("name_in_annex_I"),
        name_en=names.get(raw["code"]),
        examples=tuple(reading.get("examples", ())),
        keywords=tuple(reading.get("keywords", ())),
    )


def _groups(sets: list[ProductSet], names: dict[str, str]) -> tuple[ProductGroup, ...]:
    order = dict.fromkeys(s.group for s in sets)
    return tuple(ProductGroup(g, names.get(g), tuple(s for s in sets if s.group == g)) for g in order)


def _weight(found: ProductSet, text: str, fold: Callable[[str], str]) -> int:
    wanted = fold(text)
    if not wanted:
        return 0
    words = wanted.split()
    phrases = [fold(p).split() for p in (*found.keywords, *found.examples)]
    whole = sum(10 * min(len(p), len(words)) + 5 * (p == words) for p in phrases if _inside(p, words))
    single = {word for p in (*phrases, fold(found.name).split()) for word in p}
    return whole + len(set(words) & single)


def _inside(one: list[str], other: list[str]) -> bool:
    """Whether the words of either stand together in the other."""
    short, long = sorted((one, other), key=len)
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _toned(text: str) -> str:
    """Small letters and digits, single spaces, tone marks kept."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in composed).split())


def _plain(text: str) -> str:
    """The same without tone marks."""
    apart = unicodedata.normalize("NFD", _toned(text).replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))
