"""What the checks before filing look at, read once in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from saoque import rulebook
from saoque.dossiers.models import CriterionAnswer, Dossier, Evidence
from saoque.dossiers.queries_writing import cited_by, evidence_of, still_valid, values_of
from saoque.kernel.calendar import add_working_days, special_days, today
from saoque.knowledge.papers import same_kind
from saoque.producers.kinds import KindFacts, facts_of
from saoque.producers.models import Paper, ProductLabel
from saoque.producers.queries import label_of
from saoque.rulebook.planning import FirstRound, first_round
from saoque.rulebook.shapes import Criterion, Option, Scorecard

BEST = 5
_YEARS_AHEAD = 2 * 366  # days; the next rounds always lie within


@dataclass(frozen=True)
class Facts:
    """A dossier as it stands. `answers`: criterion → chosen rung; `round`: the first that it can still make."""

    dossier: Dossier
    sheet: Scorecard
    day: date
    values: Mapping[str, Any]
    answers: Mapping[str, Option]
    evidence: list[Evidence]
    cited: Mapping[str, list[Evidence]]
    kinds: Mapping[str, KindFacts]
    label: ProductLabel | None
    round: FirstRound

    @property
    def papers(self) -> list[Paper]:
        return [one.paper for one in self.evidence]

    @property
    def until(self) -> date:
        """The last day by which the round will have been evaluated."""
        return self.round.round.evaluate_before - timedelta(days=1)

    def chosen(self) -> Iterator[tuple[Criterion, Option]]:
        """Yield every answered criterion with its rung, in printed order."""
        for line in self.sheet.criteria:
            if line.code in self.answers:
                yield line, self.answers[line.code]

    def of_kinds(self, kinds: Iterable[str]) -> list[Paper]:
        """Return the dossier's papers that are, or can stand for, one of these kinds."""
        asked = tuple(kinds)
        return [paper for paper in self.papers if any(same_kind(paper.kind, kind) for kind in asked)]

    def holds(self, paper: Paper) -> bool:
        return still_valid(paper, self.day)


def facts_for(dossier: Dossier) -> Facts:
    """Read the facts: at most nine queries, whatever the dossier holds."""
    sheet, day = rulebook.scorecard(dossier.scorecard), today()
    rows = CriterionAnswer.objects.filter(dossier=dossier).values_list("criterion", "option")
    picked = {code: sheet.by_code[code].find(option) for code, option in rows if option and code in sheet.by_code}
    evidence = evidence_of(dossier)
    province = dossier.province.code if dossier.province_id else ""
    return Facts(
        dossier=dossier,
        sheet=sheet,
        day=day,
        values=values_of(dossier),
        answers={code: option for code, option in picked.items() if option},
        evidence=evidence,
        cited=cited_by(evidence),
        kinds=facts_of(["test_report", *(one.paper.kind for one in evidence)], province=province, on=day),
        label=label_of(dossier.product),
        round=_round(dossier, day),
    )


def _round(dossier: Dossier, day: date) -> FirstRound:
    level = "central" if dossier.self_stars == BEST else "province"
    count = partial(add_working_days, special=special_days(day, day + timedelta(days=_YEARS_AHEAD)))
    return first_round(day, 0, level, add_working_days=count)
