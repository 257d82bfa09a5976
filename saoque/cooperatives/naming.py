"""Whether a name has the right form and is too like another. A hint only: the national register decides."""

import re
from collections.abc import Collection

from saoque.kernel.text import fold

_LETTERS = re.compile(r"[^\w\s&.,\-()]")
SAME, CONFUSING = "same", "confusing"


def name_faults(name: str, begins_with: str) -> list[str]:
    """Return codes of what is wrong with the form: start (not begun by the kind), own (no name of its own), letters."""
    found = []
    folded, start = fold(name), fold(begins_with)
    if not folded.startswith(f"{start} ") and folded != start:
        found.append("start")
    elif not folded.removeprefix(start).strip():
        found.append("own")
    if _LETTERS.search(name):
        found.append("letters")
    return found


def own_part(name: str, kinds: Collection[str], weak: Collection[str] = ()) -> str:
    """Return the folded own part: without the kind in front, and without words that tell nothing apart."""
    folded = fold(name)
    for kind in sorted((fold(one) for one in kinds), key=len, reverse=True):
        if folded.startswith(f"{kind} "):
            folded = folded.removeprefix(kind).strip()
            break
    words = {fold(one) for one in weak}
    kept = [word for word in folded.split() if word not in words and not word.isdigit() and len(word) > 1]
    return " ".join(kept) if weak else folded


def likeness(name: str, other: str, kinds: Collection[str], weak: Collection[str]) -> str:
    """Return `same`, `confusing` (apart only by marks, numbers, single letters or weak words) or nothing."""
    if " ".join(name.lower().split()) == " ".join(other.lower().split()):
        return SAME
    first, second = own_part(name, kinds, weak), own_part(other, kinds, weak)
    return CONFUSING if first and first == second else ""
