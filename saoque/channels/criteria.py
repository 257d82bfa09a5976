"""Criteria for points that show and sell OCOP goods, made from the record `ocop_point`, and what answers to them give.

Pure: no database. The record is data (decision 950/QĐ-BCT, 18/4/2023); a figure that it does not have makes the answer
«unknown», never a guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
YES, NO = "yes", "no"
NONE_OF_THEM = "none"


@dataclass(frozen=True)
class Criterion:
    """One question. `kind`: "any_of" (one of `options`, or none of them), "yes_no", or "area" (m², `least` if known)."""

    code: str
    kind: str
    words: str
    options: tuple[str, ...] = ()
    least: Decimal | None = None


@dataclass(frozen=True)
class Answered:
    """What was answered to a criterion, as people read it, and what follows."""

    criterion: Criterion
    told: str
    result: str


def criteria_of(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[Criterion, ...]:
    """Return the criteria of the record's `facts`; `words` names the questions place, goods and area."""
    found = [
        Criterion("place", "any_of", words["place"], tuple(facts["place_any_of"])),
        Criterion("goods", "any_of", words["goods"], tuple(facts["goods_any_of"])),
    ]
    found += [Criterion(f"all-{number}", "yes_no", text) for number, text in enumerate(facts["goods_all"], start=1)]
    least = facts.get("area_min")
    value = least.get("value") if isinstance(least, Mapping) else least
    found.append(Criterion("area", "area", words["area"], least=None if value is None else Decimal(str(value))))
    return tuple(found)


def answer(criterion: Criterion, given: Sequence[str]) -> str:
    """Return what `given` means: places in `options` or "none"; "yes" or "no"; an area. Nothing given is unknown."""
    said = [one for one in given if one]
    if not said:
        return UNKNOWN
    if criterion.kind == "any_of":
        return NOT_MET if said == [NONE_OF_THEM] else MET
    if criterion.kind == "yes_no":
        return MET if said[0] == YES else NOT_MET
    if criterion.least is None:
        return UNKNOWN
    return MET if Decimal(said[0]) >= criterion.least else NOT_MET


def conclude(results: Iterable[str]) -> str:
    """Return the whole: not met when one is not met, else unknown when one is unknown, else met. Nothing is unknown."""
    found = list(results)
    if NOT_MET in found:
        return NOT_MET
    return UNKNOWN if UNKNOWN in found or not found else MET
