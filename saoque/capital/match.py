"""``saoque support match``: policies for a producer's facts, with the register of places. Pure, so that it starts at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from saoque.knowledge import KnowledgeError, records
from saoque.knowledge.policies import Council, match_all
from saoque.knowledge.policies.requests import answer_of, facts_of
from saoque.places.areas import area, inside
from saoque.places.units import today_in_vietnam
from saoque.requests import BAD_INPUT, answer

_USAGE = "Cách dùng: saoque support match TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_SHAPE = "cần một đối tượng có on, place, legal_form, events."


class RegisterPlaces:
    """The councils of the matcher, answered from the register of administrative units."""

    def council(self, code: str, sat_on: date, on: date) -> Council | None:
        found = area(code, sat_on, on)
        return None if found is None else Council(*found)

    def inside(self, place: str, code: str, sat_on: date, on: date) -> bool | None:
        return inside(place, code, sat_on, on)


def main_support(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque support match FILE|-``: read one producer's facts or a list, print {"policies": [...]} for each.

    Bad input of any kind: one line on stderr that names it, exit status 2, nothing on stdout.
    """
    if list(argv[:1]) != ["match"]:
        stderr.write(_USAGE + "\n")
        return BAD_INPUT
    return answer(argv[1:], (stdin, stdout, stderr), _USAGE, _SHAPE, _one, (KnowledgeError,))


def _one(asked: Mapping[str, Any]) -> dict[str, Any]:
    facts = facts_of(asked, today_in_vietnam())
    found = match_all(records("policy"), facts, RegisterPlaces())
    return {"on": facts.on.isoformat(), "policies": [answer_of(one) for one in found]}
