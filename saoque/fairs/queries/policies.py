"""Policies that help to pay for a fair, read from the records with their sources."""

from saoque.knowledge import Record
from saoque.sources.queries import records_of


def fair_policies(province: str = "") -> list[Record]:
    """Return the policies whose reason to pay is a fair. One query."""
    return [one for one in records_of("policy", province=province) if one.facts.get("trigger") == "fair"]


def share_of(record: Record) -> int | None:
    """Return the part of the cost that the policy pays, in percent; None where it names none."""
    part = record.facts.get("pct")
    return part if isinstance(part, int) else None
