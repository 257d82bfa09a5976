"""The records that this room works by, as they hold for the place of a co-operative. Each costs one query."""

from typing import Any

from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.knowledge import Record
from saoque.places.models import AdminUnit
from saoque.sources.queries import record_of


def record_for(commune: AdminUnit, name: str) -> Record:
    """Return record cooperatives#`name` with the officers' values of the commune's province."""
    return record_of(f"cooperatives#{name}", province=commune.parent.code if commune.parent else "")


def founding_record(cooperative: Cooperative) -> Record:
    """The process by which this kind is founded: numbers of members, fee, terms."""
    return record_for(cooperative.commune, "tht_found" if cooperative.is_group else "htx_found")


def charter_record(cooperative: Cooperative) -> Record:
    """The blocks of the charter, or of the contract of a group."""
    return record_for(cooperative.commune, "tht_contract" if cooperative.is_group else "coop_charter")


def step_of(record: Record, term: str) -> dict[str, Any]:
    """Return the first step of a process that names `term` («days_working», «days»); empty when none does."""
    return next((step for step in record.facts["steps"] if step.get(term) is not None), {})


def least_members(record: Record) -> int:
    return int(record.facts["min_members"]["value"])


def share_limit(cooperative: Cooperative, record: Record) -> int | None:
    """The greatest share in percent of cooperatives#coop_capital, or the stricter one of the charter; None for a group."""
    if cooperative.kind == Kind.GROUP:
        return None
    known = record.facts["max_share_percent"]["value"]
    both = [value for value in (known, cooperative.max_share_percent) if value is not None]
    return min(both) if both else None
