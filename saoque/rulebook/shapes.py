"""What the law looks like once read: plain, frozen, typed values without behaviour that could fail.

Points are whole numbers per option. Codes are the ones printed on the sheets ("1.1", "6.2.3"); the code
of a scorecard ("QD26-08") is this project's own and names its decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True)
class StarBand:
    """The totals that stand for one star: ``minimum`` always belongs, ``maximum`` only if ``maximum_included``."""

    star: int
    minimum: Decimal
    maximum: Decimal
    maximum_included: bool
    recognised: bool
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the Prime Minister. ``archive`` ones only explain old papers and have no scorecards."""

    code: str
    prefix: str
    number: str
    issued_on: date
    effective_from: date
    effective_to: date | None
    archive: bool
    certificate_months: int | None
    score_structure: Mapping[str, int]
    star_bands: tuple[StarBand, ...]
    evidence_codes: Mapping[str, str]
    replaces: tuple[str, ...]
    source: str
    confidence: str
    facts: Mapping[str, object] = field(repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Option:
    """One rung of a ladder. ``implied``: not printed on the sheet. ``case``: the ladder it belongs to, if several."""

    id: str
    label: str
    points: int
    min_for_star: int | None = None
    implied: bool = False
    case: int | None = None
    label_en: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule shown beside a criterion. Kinds: requirement, depends, disqualify, stop, exclude."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line to be scored: exactly one option, or none, which counts 0.

    ``heading`` is printed between group and criterion. ``direct``: the group is itself the criterion.
    ``zero_implied``: the sheet prints no option of 0 points. ``pick``: which of two cases applies is
    chosen first; ``cases`` then lists them and each option names its own.
    """

    code: str
    name: str
    max: int
    part: str
    group: str
    options: tuple[Option, ...]
    evidence: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    commune_report: bool = False
    note: str | None = None
    heading: str | None = None
    direct: bool = False
    zero_implied: bool = False
    pick: str | None = None
    name_en: str | None = None

    @property
    def cases(self) -> tuple[int, ...]:
        """The cases to pick from, empty for an ordinary criterion."""
        return tuple(dict.fromkeys(o.case for o in self.options if o.case is not None))

    def ladder(self, case: int | None = None) -> tuple[Option, ...]:
        """The options of one case, or all of an ordinary criterion, from the first to the last printed."""
        return tuple(o for o in self.options if o.case == case)

    def find(self, option_id: str) -> Option | None:
        """The option of that id, or None."""
        for option in self.options:
            if option.id == option_id:
                return option
        return None


@dataclass(frozen=True, slots=True)
class Group:
    """A numbered section of a part ("mục")."""

    code: str
    name: str
    max: int
    criteria: tuple[Criterion, ...]
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A, B or C."""

    code: str
    name: str
    max: int
    groups: tuple[Group, ...]
    name_en: str | None = None

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria of the part in printed order."""
        return tuple(c for g in self.groups for c in g.criteria)


@dataclass(frozen=True, slots=True)
class StarMark:
    """At least ``option`` of ``criterion`` is needed for ``star``."""

    criterion: str
    option: str
    star: int
    points: int


@dataclass(frozen=True)
class Scorecard:
    """The 100-point sheet of one product set under one decision."""

    code: str
    decision: str
    set_no: int
    name: str
    sector: str
    sector_name: str
    group: str
    subgroup: str | None
    managing_authorities: tuple[str, ...]
    basis: str
    effective_from: date
    samples_required: int
    disqualified_when: tuple[str, ...]
    parts: tuple[Part, ...]
    confidence: Mapping[str, str] = field(repr=False, hash=False)
    source: str = field(repr=False)
    transcription_notes: tuple[str, ...]
    name_en: str | None = None

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in printed order."""
        return tuple(c for p in self.parts for c in p.criteria)

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """Criterion by code, in printed order."""
        return {c.code: c for c in self.criteria}

    @cached_property
    def max(self) -> int:
        """The greatest total: the sum of the parts."""
        return sum(p.max for p in self.parts)

    @cached_property
    def marks(self) -> tuple[StarMark, ...]:
        """All star marks, by star and then in printed order."""
        found = [
            StarMark(c.code, o.id, o.min_for_star, o.points)
            for c in self.criteria
            for o in c.options
            if o.min_for_star is not None
        ]
        return tuple(sorted(found, key=lambda mark: mark.star))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something known to be doubtful, to be shown to whoever scores.

    Kinds: misprint (the sheet or its transcription looks wrong), ambiguity (the text leaves it open),
    implied (the text lists no options; they are read into it).
    ``criteria`` is empty when the whole set is meant.
    """

    key: str
    kind: str
    text: str
    criteria: tuple[str, ...]
    corrected: bool
    confidence: str
    text_en: str | None = None


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One of the sets of the index. ``examples`` and ``keywords`` are this project's reading, not law."""

    code: str
    decision: str
    set_no: int
    name: str
    sector: str
    group: str
    subgroup: str | None
    managing: str
    criteria: int
    marks: Mapping[int, int] = field(hash=False)
    total: int
    name_in_annex: str | None
    name_en: str | None
    examples: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """A group of sets inside a sector."""

    name: str
    name_en: str | None
    sets: tuple[ProductSet, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """One of the sectors, with its groups in printed order."""

    code: str
    name: str
    name_en: str | None
    groups: tuple[ProductGroup, ...]

    @property
    def sets(self) -> tuple[ProductSet, ...]:
        """All sets of the sector in printed order."""
        return tuple(s for g in self.groups for s in g.sets)


@dataclass(frozen=True, slots=True)
class Figure:
    """A single figure inside a range that has a source of its own."""

    what: str
    c: str
    source: str
    verify: bool
    time_days: int | None = None
    money_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class RaiseStep:
    """How to reach better options and what that takes.

    ``time_days`` calendar days from the step below, from-to; ``money_vnd`` what the producer may spend,
    without support, from-to. ``c``: O official, S secondary source, B background estimate; B figures
    must look like estimates. ``verify``: an officer confirms before anyone relies on it.
    ``records``: keys of dated records (papers, policies) that the note leans on, kept elsewhere.
    ``star``: the star whose mark the first of ``options`` carries on this sheet, if any.
    """

    to: str
    options: tuple[str, ...]
    how: tuple[str, ...]
    who_helps: tuple[str, ...]
    time_days: tuple[int, int]
    money_vnd: tuple[int, int]
    c: str
    source: str
    verify: bool
    star: int | None = None
    note: str | None = None
    figures: tuple[Figure, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidance:
    """Plain help for one criterion of one scorecard, in the project's own words."""

    key: str
    scorecard: str
    criterion: str
    name: str
    question: str
    why: str
    terms: Mapping[str, str] = field(hash=False)
    evidence_codes: tuple[str, ...]
    papers: tuple[str, ...]
    good: tuple[str, ...]
    faults: tuple[str, ...]
    raise_steps: tuple[RaiseStep, ...]
    council_looks_at: str
    council_scores_differ: str
    cautions: tuple[str, ...]
    records: tuple[str, ...]
    name_en: str
    question_en: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """A mark that is missed: the criterion, the least option and the star that wants it."""

    criterion: str
    needs: str
    for_star: int


@dataclass(frozen=True, slots=True)
class StarResult:
    """A star from a total and marks. ``stars`` is never above ``stars_by_points``."""

    stars_by_points: int
    stars: int
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """Points per part, the total and the star of one set of answers."""

    scorecard: str
    parts: Mapping[str, int] = field(hash=False)
    total: int
    stars_by_points: int
    stars: int
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a star still lacks: points and marks.

    ``marks_bring`` is the least number of points that meeting the missing marks would add, so that
    ``points_beyond_marks`` still has to come from other criteria.
    """

    star: int
    missing_points: int
    missing_marks: tuple[Unmet, ...]
    marks_bring: int

    @property
    def points_beyond_marks(self) -> int:
        """Points that still lack once every missing mark is met."""
        return max(0, self.missing_points - self.marks_bring)

    @property
    def reached(self) -> bool:
        """Whether nothing lacks."""
        return self.missing_points == 0 and not self.missing_marks
