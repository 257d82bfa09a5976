"""The English of the law's wording: names, options, forms and remarks, found by the Vietnamese that they stand for.

For screens only. Where two sheets use the same words they have the same English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from saoque.rulebook.source import DATA, decision_folder, read

CURRENT = "qd26"
_FILED = ("names", "forms", "remarks")
_BY_CODE = ("sectors", "sets")
_PART = re.compile(r"Phần ([IVX]+|[A-C])")
_NUMBERED = re.compile(r"((?:Phần )?(?:[0-9]+(?:\.[0-9]+)*|[IVX]+|[A-C])\.?) (.+)", re.DOTALL)


def in_english(text: str, decision: str = CURRENT, *, root: Path = DATA) -> str | None:
    """The English of a wording of the law, or None where it has none.

    The wording may stand behind its number ("1.2 Nguồn nguyên liệu") or begin with a capital that the law prints small.
    """
    said = wordings(decision, root=root)
    if text in said:
        return said[text]
    small = said.get(text[:1].lower() + text[1:])
    if small is not None:
        return small[:1].upper() + small[1:]
    part = _PART.fullmatch(text)
    if part:
        return f"Part {part[1]}"
    numbered = _NUMBERED.fullmatch(text)
    rest = in_english(numbered[2], decision, root=root) if numbered else None
    return f"{numbered[1].replace('Phần', 'Part')} {rest}" if numbered and rest else None


@cache
def wordings(decision: str = CURRENT, *, root: Path = DATA) -> Mapping[str, str]:
    """Every wording that has English, by the Vietnamese."""
    folder = decision_folder(decision, root)
    found: dict[str, str] = dict(read(folder / "english" / "options.yaml"))
    for name in _FILED:
        for kind, held in read(folder / "english" / f"{name}.yaml").items():
            if kind not in ("confidence", "notices", *_BY_CODE):
                found |= held
    named = read(folder / "english" / "names.yaml")
    index = read(folder / "index.yaml")
    for kind in _BY_CODE:
        found |= {row["name"]: named[kind][row["code"]] for row in index[kind] if row["code"] in named[kind]}
    said = read(folder / "english" / "remarks.yaml")["notices"]
    found |= {row["text"]: said[row["key"]] for row in read(folder / "notices.yaml")["notices"] if row["key"] in said}
    return found


@cache
def of_forms(decision: str = CURRENT, *, root: Path = DATA) -> Mapping[str, Mapping[str, str]]:
    """The English of the forms by kind: titles, headings, labels, choices, columns, evidence, notes, units."""
    held = read(decision_folder(decision, root) / "english" / "forms.yaml")
    return {kind: words for kind, words in held.items() if kind != "confidence"}
