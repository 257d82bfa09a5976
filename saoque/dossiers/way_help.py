"""What stands beside a step to the next star: papers that prove it, those already in the drawer, and whom to ask for help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from saoque.dossiers.models import Dossier
from saoque.dossiers.queries_writing import still_valid
from saoque.dossiers.readiness.claims import kinds_wanted
from saoque.dossiers.way_up import Step
from saoque.kernel.doors import door
from saoque.knowledge.papers import same_kind
from saoque.producers.kinds import kind_words
from saoque.producers.models import Paper

# What kind of support fits a criterion, by the words of its name: this project's reading, the person may choose another.
_SUPPORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(name, re.IGNORECASE), kind)
    for name, kind in (
        ("ghi nhãn|song ngữ", "label"),
        ("bao bì", "packaging"),
        ("sở hữu trí tuệ", "trademark"),
        ("loại hình tổ chức", "legal_form"),
        ("phân phối|thị trường|liên kết", "outlet"),
        ("quảng bá|nhận diện", "promotion"),
        ("câu chuyện|bản sắc|ý tưởng", "brand"),
        ("tăng trưởng", "capital"),
        (".", "technology"),
    )
)


@dataclass(frozen=True)
class WantedPaper:
    """`held`: a valid one is in the drawer already; `url`: where to attach it, or to photograph a new one."""

    words: str
    held: bool
    url: str


@dataclass(frozen=True)
class Help:
    """A step with its links. `ask` is empty while no room takes requests for support."""

    step: Step
    guidance: str
    papers: tuple[WantedPaper, ...]
    ask: str


def helps_for(dossier: Dossier, steps: Iterable[Step], day: date) -> list[Help]:
    """Return each step with its papers and links, in one query."""
    drawer = Paper.objects.filter(producer=dossier.producer_id, removed_at=None).only(
        "kind", "expires_on", "removed_at"
    )
    held = {paper.kind for paper in drawer if paper.kind and still_valid(paper, day)}
    return [_help(dossier, step, held) for step in steps]


def support_kind(name: str) -> str:
    """Return the kind of support that fits a criterion of this name."""
    return next(kind for words, kind in _SUPPORT if words.search(name))


def _help(dossier: Dossier, step: Step, held: set[str]) -> Help:
    page = reverse("dossiers:criterion", args=[dossier.pk, step.line.code])
    photograph = reverse("dossiers:criterion_pages", args=[dossier.pk, step.line.code])
    papers = []
    for kind in kinds_wanted(step.line, step.after):
        has = any(same_kind(kind, one) for one in held)
        papers.append(WantedPaper(kind_words(kind), has, f"{page}#minh-chung" if has else f"{photograph}?loai={kind}"))
    ask = door("support:ask", kind=support_kind(step.line.name), product=dossier.product_id)
    return Help(step, f"{page}?nang=1#huong-dan", tuple(papers), ask)
