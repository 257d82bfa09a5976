"""Which criteria the ledger has a paper for, found by their names, because their codes differ from set to set."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import reverse

from saoque import rulebook
from saoque.kernel.pointers import pointer_source
from saoque.rulebook.shapes import Criterion, Option

_FILE = Path(__file__).parents[1] / "data" / "criteria.yaml"
OPEN = "open"
FEW = 5  # dealers, as the scorecards say it


@dataclass(frozen=True)
class Served:
    """What the ledger has for one criterion. `statement`: "revenue" or "on_sale"; `paper`: a kind of `saoque.knowledge.papers`."""

    statement: str
    paper: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Reach:
    """Where a product is on sale now, in numbers of places."""

    inside: int = 0
    outside: int = 0
    other_province: int = 0
    modern: int = 0

    def shows(self, what: str) -> bool:
        return {
            "inside": self.inside + self.outside + self.modern > 0,
            "outside": self.outside > 0,
            "outside_five": self.outside >= FEW,
            "other_province": self.other_province > 0,
            "modern": self.modern > 0,
        }.get(what, False)


@cache
def served() -> Mapping[str, Served]:
    """Return what the ledger serves, by the criterion's name."""
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: Served(row["statement"], row["paper"], row["options"]) for name, row in told.items()}


def find(scorecard: str, code: str) -> tuple[Criterion, Served] | None:
    """Return the criterion and what the ledger has for it; None where it has nothing."""
    line = rulebook.scorecard(scorecard).by_code.get(code)
    known = served().get(line.name) if line else None
    return (line, known) if line and known else None


def supported(line: Criterion, known: Served, reach: Reach) -> Option | None:
    """Return the highest option that the figures would support; None where they support none or the law leaves it open."""
    held = [one for one in line.options if reach.shows(known.options.get(one.label, OPEN))]
    return max(held, key=lambda one: one.points, default=None)


@pointer_source("statement")
def statement_address(dossier: str, scorecard: str, code: str) -> str:
    return reverse("ledger:evidence", args=[dossier, code]) if find(scorecard, code) else ""


@pointer_source("statement-made")
def make_address(dossier: str, scorecard: str, code: str) -> str:
    return reverse("ledger:make_evidence", args=[dossier, code]) if find(scorecard, code) else ""
