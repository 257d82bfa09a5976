"""Requests against offers. Offers are looked up by set, so that a request meets only what it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from saoque.buyers.matching.fitting import judge
from saoque.buyers.matching.pooling import pool
from saoque.buyers.matching.shapes import Match, Offer, Request


def match_all(offers: Iterable[Offer], requests: Iterable[Request], on: date) -> Iterator[Match]:
    """Yield the answer to each request in turn, as of the day `on`. Requests do not take from one another:
    nothing is promised before two people have agreed.
    """
    by_set: defaultdict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_set[offer.set_code].append(offer)
    for request in requests:
        yield match(by_set, request, on)


def match(by_set: Mapping[str, Sequence[Offer]], request: Request, on: date) -> Match:
    """Return the answer to one request. `by_set`: the offers by the code of their set."""
    found = [offer for code in sorted(request.set_codes) for offer in by_set.get(code, ())]
    verdicts = tuple(judge(offer, request, on) for offer in found)
    fitting = [verdict.offer for verdict in verdicts if verdict.fits]
    if not fitting:
        return Match(request, (), verdicts)
    pooled = pool(fitting, request.per_month, request.most if request.pool else 1)
    return Match(request, pooled.parts, verdicts, pooled.exact)
