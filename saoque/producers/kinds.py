"""Kinds of papers in words for a list, a choice and a search: see `saoque.knowledge.papers` for the catalogue itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from saoque.knowledge import Record, record
from saoque.knowledge.papers import TERMS, Issuer, PaperKind, Term, find_kind, kinds, term_in
from saoque.rulebook.procedure import add_months
from saoque.sources.queries import record_of

# One group of a choice: the words of the evidence row, then its kinds as (code, words).
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class KindFacts:
    """What is known of a kind: who usually gives it, how long it holds, and the addresses that say so."""

    kind: PaperKind
    issuer: Issuer | None
    term: Term | None
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        return _name(self.kind)

    @property
    def yearly_day(self) -> str:
        """The day of each year on which a fee is due, as «30/06»; empty when there is none."""
        return "/".join(reversed(self.term.yearly_on.split("-"))) if self.term and self.term.yearly_on else ""

    def ends_after(self, issued_on: dt.date) -> dt.date | None:
        """The last day that follows from the term; None when the term is not counted from the day of issue."""
        if self.term is None or not self.term.months:
            return None
        return add_months(issued_on, self.term.months) - dt.timedelta(days=1)


def kind_words(kind: str) -> str:
    """Return the words of a kind in the reader's language; the code itself for one that is not in the catalogue."""
    found = find_kind(kind)
    return _name(found) if found else kind


def kind_groups(only: Iterable[str] | None = None) -> list[Group]:
    """Return the choice of kinds, one group for each evidence row; `only` narrows it to kinds of these codes."""
    asked = None if only is None else set(only)
    groups: dict[str, Group] = {}
    for kind in kinds():
        if asked is not None and kind.code not in asked:
            continue
        head = find_kind(kind.row)
        label = f"{kind.row} · {_name(head)}" if head else _name(kind)
        groups.setdefault(kind.row, (label, []))[1].append((kind.code, _name(kind)))
    return list(groups.values())


def facts_of(kinds_asked: Iterable[str], *, province: str = "", on: dt.date | None = None) -> dict[str, KindFacts]:
    """Return code → what is known of each kind of the catalogue, officers' values laid over. One query at most."""
    known = [found for code in dict.fromkeys(kinds_asked) if (found := find_kind(code))]
    if not any(kind.term for kind in known):
        return {kind.code: KindFacts(kind, kind.issuer, None, ()) for kind in known}
    terms = record_of(TERMS, province=province, on=on)
    return {
        kind.code: KindFacts(kind, kind.issuer, term, _sources(kind, terms) if term else ())
        for kind in known
        for term in [term_in(terms.facts, kind)]
    }


def _sources(kind: PaperKind, terms: Record) -> tuple[str, ...]:
    """What the kind's own records rest on; where it has none, everything that the record of terms rests on."""
    own = [source for key in kind.records if key != TERMS for source in record(key).sources]
    return tuple(dict.fromkeys(own)) or terms.sources


def _name(kind: PaperKind) -> str:
    return kind.name_en if (get_language() or "").startswith("en") else kind.name
