"""«Phần còn thiếu»: what separates a dossier that starts from an earlier one from its next star."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saoque import rulebook
from saoque.dossiers.completeness import MUST, Finding, check_completeness
from saoque.dossiers.models import Dossier, Evidence
from saoque.dossiers.queries_writing import answers_of, earlier_of, evidence_of, still_valid
from saoque.dossiers.standing import BEST, LEAST_RECOGNISED, MissingMark, mark_of
from saoque.kernel.calendar import today
from saoque.knowledge.papers import same_kind
from saoque.producers.models import Paper


@dataclass(frozen=True)
class LostPaper:
    """A paper that ran out, or left the drawer, and the criteria that nothing valid proves since."""

    paper: Paper
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class GapToStar:
    """What is missing for `star`. `earlier` is the dossier this one may start from, None when there is none."""

    star: int
    earlier: Dossier | None
    kept_papers: int
    answered: int
    missing_points: int
    marks: tuple[MissingMark, ...]
    papers: tuple[LostPaper, ...]
    blanks: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return len(self.marks) + len(self.papers) + len(self.blanks)


def gap_of(dossier: Dossier) -> GapToStar:
    """Return the gap. A fixed number of queries."""
    sheet = rulebook.scorecard(dossier.scorecard)
    star = aim_of(dossier)
    gap = rulebook.gap_to(sheet, answers_of(dossier), star)
    earlier, day = earlier_of(dossier), today()
    own = evidence_of(dossier)
    before = evidence_of(earlier) if earlier else []
    return GapToStar(
        star=star,
        earlier=earlier,
        kept_papers=sum(1 for one in own if still_valid(one.paper, day)),
        answered=dossier.answered,
        missing_points=gap.missing_points,
        marks=tuple(mark_of(sheet, unmet.criterion, unmet.needs, unmet.for_star) for unmet in gap.missing_marks),
        papers=tuple(lost_papers(own, before, day, set(sheet.by_code))),
        blanks=tuple(finding for finding in check_completeness(dossier) if finding.severity == MUST),
    )


def aim_of(dossier: Dossier) -> int:
    """The star that the registration is for: one more when upgrading, the same when re-assessed, else the least."""
    held = dossier.product.star
    wanted = held + 1 if dossier.kind == Dossier.Kind.UPGRADE else held
    return min(BEST, max(LEAST_RECOGNISED, wanted))


def lost_papers(own: Iterable[Evidence], before: Iterable[Evidence], day: date, known: set[str]) -> Iterable[LostPaper]:
    """Yield papers of either dossier that no longer hold and that nothing has replaced yet. Pure.

    A criterion is served again once it cites a valid paper; a paper that no criterion cited, once a valid one that
    can stand for it is in the dossier.
    """
    own = list(own)
    valid = [one for one in own if still_valid(one.paper, day)]
    served = {citation.criterion for one in valid for citation in one.citations.all()}
    kinds = {one.paper.kind for one in valid}
    seen: set[int] = set()
    for one in (*own, *before):
        if one.paper_id in seen or still_valid(one.paper, day):
            continue
        seen.add(one.paper_id)
        cited = sorted({citation.criterion for citation in one.citations.all()} & known)
        bare = tuple(code for code in cited if code not in served)
        if bare or (not cited and not any(same_kind(one.paper.kind, kind) for kind in kinds)):
            yield LostPaper(one.paper, bare)
