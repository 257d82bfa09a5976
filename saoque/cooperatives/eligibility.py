"""Who may found and join. Pure: the numbers come from the records, the words for people from `words.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """What is known of a founder; `kind` is one of `MemberKind`. `pledged` in đồng."""

    kind: str
    born_on: date | None = None
    full_capacity: bool = False
    id_number: str = ""
    representative: str = ""
    certificate: str = ""
    official: bool = True
    uses_services: bool = False
    gives_labour: bool = False
    pledged: int = 0


def age_on(born_on: date, day: date) -> int:
    """Return full years on `day`; who is born on 29 February is a year older on 1 March of other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def lacks(one: Candidate, facts: Mapping[str, Any], day: date, *, group: bool) -> list[str]:
    """Return codes of what is missing before this one may be a member on `day`.

    `facts` are those of the record cooperatives#coop_members (law 17/2023 articles 4.17 and 30). Codes:
    born, young, capacity, id, representative, certificate, kind, capital, part.
    """
    found = _of_person(one, facts, day) if one.kind == "citizen" else []
    if one.kind in facts["representative_for"]["value"] and not one.representative.strip():
        found.append("representative")
    if one.kind in facts["certificate_for"]["value"] and not one.certificate.strip():
        found.append("certificate")
    if group and one.kind not in facts["group_kinds"]["value"]:
        found.append("kind")
    if not one.id_number.strip():
        found.append("id")
    if one.pledged <= 0 and not (group and one.gives_labour):
        found.append("capital")
    if one.official and not (one.uses_services or one.gives_labour):
        found.append("part")
    return found


def _of_person(one: Candidate, facts: Mapping[str, Any], day: date) -> list[str]:
    found = []
    if one.born_on is None:
        found.append("born")
    elif age_on(one.born_on, day) < facts["min_age"]["value"]:
        found.append("young")
    if facts["full_capacity"]["value"] and not one.full_capacity:
        found.append("capacity")
    return found
