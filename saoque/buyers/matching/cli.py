"""``saoque market match``: offers and requests from a file or from standard input, matches with reasons as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from saoque.buyers.matching.match import match_all
from saoque.buyers.matching.reading import offer_from, only_known, request_from
from saoque.buyers.matching.shapes import Match, Verdict
from saoque.requests import BAD_INPUT, BadRequest, answer, one_line

_USAGE = "Cách dùng: saoque market match TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_SHAPE = "cần một đối tượng có offers và requests."


def main_market(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque market match FILE|-``: read {"on", "offers", "requests"}, print {"matches"} as JSON.

    Bad input of any kind: one line on stderr that names it, exit status 2, nothing on stdout.
    """
    if list(argv[:1]) != ["match"]:
        stderr.write(_USAGE + "\n")
        return BAD_INPUT
    return answer(argv[1:], (stdin, stdout, stderr), _USAGE, _SHAPE, _matches)


def as_json(found: Match) -> dict[str, Any]:
    """An answer in the shape that the command prints; amounts in the request's unit, cost in VND a month."""
    amounts = {part.offer.id: part.amount for part in found.parts}
    return {
        "request": found.request.id,
        "wanted": found.request.per_month,
        "unit": found.request.unit,
        "covered": found.covered,
        "total": found.total,
        "cost": found.cost,
        "exact": found.exact,
        "offers": [_verdict(verdict, amounts.get(verdict.offer.id, 0)) for verdict in found.verdicts],
    }


def _verdict(verdict: Verdict, amount: int) -> dict[str, Any]:
    return {
        "offer": verdict.offer.id,
        "producer": verdict.offer.producer,
        "answer": "yes" if verdict.fits else "no",
        "amount": amount,
        "reasons": list(verdict.reasons),
    }


def _matches(asked: Mapping[str, Any]) -> dict[str, Any]:
    offers, requests = asked.get("offers"), asked.get("requests")
    if not isinstance(offers, list) or not isinstance(requests, list):
        raise BadRequest(_SHAPE)
    only_known(asked, frozenset({"on", "offers", "requests"}), "")
    read = [offer_from(one) for one in offers]
    wanted = [request_from(one) for one in requests]
    for name, ids in (("offers", [one.id for one in read]), ("requests", [one.id for one in wanted])):
        twice = next((one for one, times in Counter(ids).items() if times > 1), None)
        if twice is not None:
            raise BadRequest(f"{name}: «{one_line(twice, 30)}» có hai lần.")
    return {"matches": [as_json(found) for found in match_all(read, wanted, _day(asked))]}


def _day(asked: Mapping[str, Any]) -> date:
    told = asked.get("on")
    if told is None:
        return date.today()
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        raise BadRequest("on phải là ngày dạng 2026-11-25.") from None
