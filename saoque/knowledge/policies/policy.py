"""One support policy, read from its record. Officers' values have the same shape, so both are read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.policies.facts import TRIGGERS
from saoque.knowledge.records import Record
from saoque.requests import one_line

MEASURES = ("fixed", "percent", "percent_invoice", "monthly")
GROUPS = {"product": "sản phẩm", "mark": "nhãn hiệu"}


@dataclass(frozen=True, slots=True)
class Need:
    """A paper that the payer asks for; `kind` is the code of the producer's drawer, None when it has none."""

    paper: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """Amounts in VND. `cap_known` is False where the text has a cap that nobody has found yet.

    `trigger` None: the record says that something exists and not what. `council` is (code, a day on which it sat);
    None for the nation. `per` says what one cap is for; None: for the producer.
    """

    record: Record
    trigger: str | None
    measure: str | None
    council: tuple[str, date] | None
    amount: int | None
    by_star: Mapping[int, int]
    percent: Decimal
    cap: int | None
    cap_known: bool
    cap_subject: int | None
    per: str | None
    once: bool
    difference: bool
    most_products_in_commune: int | None
    least_area: int | None
    most_months: int | None
    most_persons: int | None
    times_wage: Decimal | None
    who: tuple[str, ...]
    needs: tuple[Need, ...]


def policy_of(record: Record) -> Policy:
    """Read a record of kind "policy". Raises `KnowledgeError` naming what cannot be read in it."""
    facts = record.facts
    try:
        found = Policy(
            record=record,
            trigger=facts.get("trigger"),
            measure=facts.get("measure"),
            council=_council(facts.get("council")),
            amount=_money(facts.get("amount")),
            by_star={int(star): int(sum_) for star, sum_ in (facts.get("by_star") or {}).items()},
            percent=Decimal(str(100 if facts.get("pct") is None else facts["pct"])),
            cap=_money(facts.get("cap")),
            cap_known="cap" not in facts or facts["cap"] is not None or facts.get("measure") == "fixed",
            cap_subject=_money(facts.get("cap_subject")),
            per=facts.get("per"),
            once=bool(facts.get("once")),
            difference=facts.get("raise_rule") == "difference",
            most_products_in_commune=_money(facts.get("max_products_per_commune")),
            least_area=_money(facts.get("min_area_m2")),
            most_months=_money(facts.get("max_months")),
            most_persons=_money(facts.get("max_persons_per_year")),
            times_wage=Decimal(str(facts["times_minimum_wage"])) if facts.get("times_minimum_wage") else None,
            who=tuple(facts.get("who") or ()),
            needs=tuple(Need(str(one["paper"]), one.get("kind")) for one in facts.get("needs") or ()),
        )
    except (TypeError, ValueError, KeyError, AttributeError, InvalidOperation):
        raise KnowledgeError(f"{record.key}: không đọc được số liệu của chính sách.") from None
    for name, value, known in (
        ("trigger", found.trigger, TRIGGERS),
        ("measure", found.measure, MEASURES),
        ("per", found.per, GROUPS),
    ):
        if value is not None and value not in known:
            raise KnowledgeError(f"{record.key}: không hiểu {name} “{one_line(value)}”.")
    return found


def _council(raw: Any) -> tuple[str, date] | None:
    if raw is None:
        return None
    day = raw["sat_on"]
    return str(raw["code"]), day if isinstance(day, date) else date.fromisoformat(day)


def _money(raw: Any) -> int | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or int(raw) != raw or raw < 0:
        raise ValueError(raw)
    return int(raw)
