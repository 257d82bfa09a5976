"""The stated rule of selection. Pure: what is known of everybody goes in, an outcome with reasons comes out.

Conditions first: star, papers valid on the last day, goods a day. Whoever misses one is refused. The others are
ranked: whoever was never absent without notice, higher star, more of the papers asked for, more goods a day, earlier
application. Going down the list, everybody for whom booths are left is chosen; the others wait.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Result = Literal["chosen", "waiting", "refused"]
Said = dict[str, Any]


@dataclass(frozen=True)
class Terms:
    """What the fair states: `least_star` 0 asks for none; `needs` are codes of papers; `booths` there are."""

    booths: int
    least_star: int = 0
    needs: tuple[str, ...] = ()
    least_goods: int = 0
    bar_absent: bool = True


@dataclass(frozen=True)
class Candidate:
    """What is known of one application. `star`: the highest that holds on the last day.

    `papers`: those of the needed ones valid on the last day, None for a guest whose papers are not kept here.
    `goods`: the most units a day of one product; `order`: place in the order of application.
    """

    key: int
    star: int
    papers: frozenset[str] | None
    goods: int
    absences: int
    order: int
    booths: int = 1


@dataclass(frozen=True)
class Outcome:
    """`rank` from 1 among those who meet every condition; `reasons` are {code, good, …values}: see `reasons`."""

    key: int
    result: Result
    rank: int | None
    reasons: tuple[Said, ...]


def choose(candidates: Iterable[Candidate], terms: Terms) -> list[Outcome]:
    """Return an outcome for everybody: the ranked in their order, then the refused. Never more booths than there are."""
    fit, refused = [], []
    for one in sorted(candidates, key=lambda each: _order(each, terms)):
        reasons = list(_conditions(one, terms))
        if all(reason["good"] for reason in reasons):
            fit.append((one, reasons))
        else:
            refused.append(Outcome(one.key, "refused", None, tuple(reasons)))
    return [*_down(fit, terms), *refused]


def _order(one: Candidate, terms: Terms) -> tuple[int, int, int, int, int, int]:
    absent = one.absences if terms.bar_absent else 0
    return (absent, -one.star, -len(one.papers or ()), -one.goods, one.order, one.key)


def _conditions(one: Candidate, terms: Terms) -> Iterable[Said]:
    if terms.least_star:
        yield {"code": "star", "good": one.star >= terms.least_star, "has": one.star, "least": terms.least_star}
    if terms.needs and one.papers is None:
        yield {"code": "papers_unseen", "good": True}
    for paper in terms.needs if one.papers is not None else ():
        yield {"code": "paper", "good": paper in (one.papers or ()), "kind": paper}
    if terms.least_goods:
        yield {"code": "goods", "good": one.goods >= terms.least_goods, "has": one.goods, "least": terms.least_goods}


def _down(fit: Sequence[tuple[Candidate, list[Said]]], terms: Terms) -> list[Outcome]:
    left, found = terms.booths, []
    for rank, (one, reasons) in enumerate(fit, start=1):
        if terms.bar_absent and one.absences:
            reasons.append({"code": "absent", "good": False, "times": one.absences})
        reasons.append({"code": "rank", "good": True, "rank": rank, "of": len(fit)})
        fits = one.booths <= left
        if fits:
            left -= one.booths
        else:
            reasons.append({"code": "full", "good": False, "wants": one.booths, "left": left})
        found.append(Outcome(one.key, "chosen" if fits else "waiting", rank, tuple(reasons)))
    return found
