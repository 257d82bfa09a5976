"""Loan paths as the records tell them: who may borrow, how much, how long, at what rate, by which steps.

Nothing of it is a constant here. What a record does not say is None, and the pages say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from saoque.knowledge import Record
from saoque.sources.queries import record_of, records_of

TRUST = "capital-and-startups#loan_trust_youth_union"
# How legal forms of producers are called among the borrowers of a record.
_BORROWER: Mapping[str, str] = {
    "cooperative": "hợp tác xã",
    "cooperative_group": "tổ hợp tác",
    "small_medium_enterprise": "doanh nghiệp nhỏ và vừa",
    "registered_household": "hộ kinh doanh",
    "producing_household": "người lao động",
    "farm": "người lao động",
}


@dataclass(frozen=True)
class Step:
    do: str
    who: str
    days: int | None


@dataclass(frozen=True)
class Path:
    """Amounts in VND, rates as a part of one, terms in months.

    `steps_before`, `documents_before`: the year from which these steps and papers are those of the time before, because
    nobody has found the new ones; None for those of today. `security_above`: from where on a facility needs security.
    """

    record: Record
    borrowers: tuple[str, ...]
    ceilings: Mapping[str, int]
    months: int | None
    rate: Decimal | None
    rate_words: str
    steps: tuple[Step, ...]
    documents: tuple[str, ...]
    needs_group: bool
    steps_before: int | None = None
    documents_before: int | None = None
    security_above: int | None = None
    ceiling_note: str = ""
    overdue_rate: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The rate in percent a year."""
        return None if self.rate is None else self.rate * 100

    def fits(self, legal_form: str) -> bool | None:
        """Whether a producer of this legal form may borrow; None where the record does not say who may."""
        if not self.borrowers:
            return None
        return _BORROWER.get(legal_form) in self.borrowers

    def ceiling_for(self, legal_form: str) -> int | None:
        """The most that a producer of this form may borrow, VND; None where it is not known."""
        who = "worker" if _BORROWER.get(legal_form) == "người lao động" else "facility"
        return self.ceilings.get(who, self.ceilings.get("value"))


def paths(*, province: str = "", on: date | None = None) -> list[Path]:
    """Return the ways to money that hold on a day, for a province (code). One query."""
    return [path_of(one) for one in records_of("capital", province=province, on=on, only_valid=True)]


def find_path(key: str, *, province: str = "") -> Path:
    """Raises `KnowledgeError` for an unknown key."""
    return path_of(record_of(key, province=province))


def path_of(record: Record) -> Path:
    """Read a record of kind "capital"."""
    facts = record.facts
    ceiling = facts.get("ceiling") or {}
    rate, words = _rate(facts.get("rate") or {})
    (steps, steps_before), (documents, documents_before) = (_newest(facts, name) for name in ("steps", "documents"))
    return Path(
        record=record,
        borrowers=tuple(facts.get("borrowers") or ()),
        ceilings={
            str(name): sum_ for name, sum_ in ceiling.items() if isinstance(sum_, int) and not isinstance(sum_, bool)
        },
        months=_value(facts.get("term_months_max")),
        rate=rate,
        rate_words=words,
        steps=tuple(_step(one) for one in steps),
        documents=tuple(str(one) for one in documents),
        needs_group="group" in facts,
        steps_before=steps_before,
        documents_before=documents_before,
        security_above=_value((facts.get("security_required_above") or {}).get("facility")),
        ceiling_note=str(facts.get("ceiling_local") or ""),
        overdue_rate=str((facts.get("rate") or {}).get("overdue") or "").replace(".", ","),
    )


def _newest(facts: Mapping[str, Any], name: str) -> tuple[Sequence[Any], int | None]:
    """Return what stands under the name; where nothing does, what held before the latest year known, and that year."""
    if facts.get(name):
        return facts[name], None
    for when in ("from", "before"):
        known = {int(key[-4:]): facts[key] for key in facts if re.fullmatch(rf"{name}_{when}_\d{{4}}", key)}
        year = max((year for year, rows in known.items() if isinstance(rows, list)), default=None)
        if year is not None:
            return known[year], year if when == "before" else None
    return (), None


def group_limits() -> tuple[int, int]:
    """The least and the most members of a savings and credit group, from the record. One query."""
    group = record_of(TRUST).facts["group"]
    return int(group["members_min"]), int(group["members_max"])


def _rate(facts: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """«1.27 x lãi suất hộ nghèo» of a poor-household rate of 6.6 % is 0.08382."""
    words, base = str(facts.get("normal") or ""), facts.get("poor_household_rate_pct")
    if facts.get("pct") is not None:
        return Decimal(str(facts["pct"])) / 100, ""
    factor, _x, _of = words.partition(" x ")
    try:
        return Decimal(factor) * Decimal(str(base)) / 100, words.replace(".", ",")
    except InvalidOperation:
        return None, words


def _step(raw: Mapping[str, Any]) -> Step:
    who = raw.get("who", "")
    return Step(str(raw.get("do", "")), ", ".join(who) if isinstance(who, list) else str(who), raw.get("days_working"))


def _value(raw: Any) -> int | None:
    found = raw.get("value") if isinstance(raw, dict) else raw
    return found if isinstance(found, int) else None
