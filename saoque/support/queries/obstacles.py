"""Which office and which step block people most: counted and ordered in the database, each number with its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import ExtractQuarter, ExtractYear, RowNumber
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.text import fold
from saoque.support.kinds import STEPS, step_name
from saoque.support.models import Obstacle, SupportCase
from saoque.support.queries.access import visible_obstacles

QUARTERS = 8
MOST_OFFICES = 50
STATES = ("open", "unanswered", "closed")


@dataclass(frozen=True)
class Narrow:
    """Which obstacles: by office (folded name), step, kind, state, and the quarter in which they were reported."""

    office: str = ""
    step: str = ""
    kind: str = ""
    state: str = ""
    quarter: str = ""  # 2026-4

    @classmethod
    def of(cls, given: Any) -> "Narrow":
        step, state, quarter = given.get("step", ""), given.get("state", ""), given.get("quarter", "")
        year, _dash, number = quarter.partition("-")
        kind = given.get("kind", "")
        fits = len(year) == 4 and year.isascii() and year.isdigit() and number in ("1", "2", "3", "4")
        return cls(
            office=fold(given.get("office", ""))[:200],
            step=step if step in STEPS else "",
            kind=kind[:80] if kind.isprintable() else "",
            state=state if state in STATES else "",
            quarter=quarter if fits else "",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.office or self.step or self.kind or self.state or self.quarter)


@dataclass(frozen=True)
class Blocker:
    """One office or step. Medians in calendar days, None where nothing has been answered or closed."""

    key: str
    name: str
    count: int
    open: int
    median_answer: float | None
    median_close: float | None


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int
    opened: int
    closed: int
    median_close: float | None

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"


def narrowed(actor: Actor, narrow: Narrow) -> QuerySet[Obstacle]:
    """The rows behind a number."""
    found = visible_obstacles(actor)
    if narrow.office:
        found = found.filter(office_key=narrow.office)
    if narrow.step:
        found = found.filter(step=narrow.step)
    if narrow.kind:
        found = found.filter(kind=narrow.kind)
    if narrow.quarter:
        year, number = narrow.quarter.split("-")
        found = found.filter(opened_on__year=int(year), opened_on__quarter=int(number))
    states = {
        "open": Q(closed_on__isnull=True),
        "unanswered": Q(closed_on__isnull=True, answered_on__isnull=True),
        "closed": Q(closed_on__isnull=False),
    }
    return found.filter(states[narrow.state]) if narrow.state else found


def rows(actor: Actor, narrow: Narrow) -> QuerySet[Obstacle]:
    """Open ones first, the longest open on top."""
    found = narrowed(actor, narrow).select_related("case__producer__commune", "case__product", "case__unit", "office")
    return found.order_by(F("closed_on").desc(nulls_first=True), "opened_on", "pk")


def by_office(actor: Actor) -> list[Blocker]:
    """Offices by how often they block. Three queries."""
    return _blockers(visible_obstacles(actor), "office_key", Max("office_name"))


def by_step(actor: Actor) -> list[Blocker]:
    """Steps by how often they block. Three queries."""
    found = _blockers(visible_obstacles(actor), "step", Max("step"))
    return [
        Blocker(one.key, step_name(one.key), one.count, one.open, one.median_answer, one.median_close) for one in found
    ]


def _blockers(found: QuerySet[Obstacle], key: str, name: Any) -> list[Blocker]:
    grouped = (
        found.order_by()
        .values(key)
        .annotate(called=name, count=Count("pk"), still=Count("pk", filter=Q(closed_on__isnull=True)))
    )
    answers, closes = medians(found, key, "days_to_answer"), medians(found, key, "days_to_close")
    return [
        Blocker(one[key], one["called"], one["count"], one["still"], answers.get(one[key]), closes.get(one[key]))
        for one in grouped.order_by("-count", "-still", key)[:MOST_OFFICES]
    ]


def medians(found: QuerySet[Any], key: str, days: str) -> dict[Any, float]:
    """The median of `days` for each value of `key`: the database numbers the rows and gives back the middle ones alone."""
    numbered = found.filter(**{f"{days}__isnull": False}).annotate(
        place=Window(RowNumber(), partition_by=[F(key)], order_by=[F(days), F("pk")]),
        many=Window(Count("pk"), partition_by=[F(key)]),
    )
    middle = numbered.annotate(twice=F("place") * 2).filter(twice__gte=F("many"), twice__lte=F("many") + 2)
    seen: dict[Any, list[int]] = {}
    for value, count in middle.order_by().values_list(key, days):
        seen.setdefault(value, []).append(count)
    return {value: sum(counts) / len(counts) for value, counts in seen.items()}


def by_quarter(actor: Actor) -> list[Quarter]:
    """The last eight quarters, the newest last; quarters in which nothing happened are there too. Three queries."""
    found = visible_obstacles(actor)
    opened = _counted(found, "opened_on")
    closed = _counted(found.filter(closed_on__isnull=False, case__state=SupportCase.State.DONE), "closed_on")
    year, number = today().year, (today().month - 1) // 3 + 1
    lines = []
    middle = _quarter_medians(found)
    for _each in range(QUARTERS):
        key = (year, number)
        lines.append(Quarter(year, number, opened.get(key, 0), closed.get(key, 0), middle.get(key)))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return lines[::-1]


def _counted(found: QuerySet[Obstacle], day: str) -> dict[tuple[int, int], int]:
    cut = found.order_by().annotate(cut_year=ExtractYear(day), cut_quarter=ExtractQuarter(day))
    counted = cut.values("cut_year", "cut_quarter").annotate(n=Count("pk"))
    return {(one["cut_year"], one["cut_quarter"]): one["n"] for one in counted}


def _quarter_medians(found: QuerySet[Obstacle]) -> dict[tuple[int, int], float]:
    cut = found.annotate(cut=ExtractYear("closed_on") * 10 + ExtractQuarter("closed_on"))
    return {(key // 10, key % 10): days for key, days in medians(cut, "cut", "days_to_close").items()}


def summary(actor: Actor) -> dict[str, Any]:
    """All, open, unanswered, and the mean days to close. One query."""
    return visible_obstacles(actor).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(closed_on__isnull=True)),
        unanswered=Count("pk", filter=Q(closed_on__isnull=True, answered_on__isnull=True)),
        mean_close=Avg("days_to_close"),
    )


def export(actor: Actor, narrow: Narrow) -> tuple[Sequence[str], Iterator[list[Any]]]:
    head = [
        _("Số"), _("Chủ thể"), _("Cơ quan"), _("Bước"), _("Kiểu vướng mắc"), _("Ngày báo"), _("Ngày trả lời"),
        _("Ngày khép"), _("Số ngày tới khi trả lời"), _("Số ngày tới khi khép"), _("Trả lời"),
    ]  # fmt: skip
    return head, (
        [
            one.pk, one.case.producer.name, one.office_name, step_name(one.step), one.kind,
            *(day.strftime("%d/%m/%Y") if day else "" for day in (one.opened_on, one.answered_on, one.closed_on)),
            one.days_to_answer, one.days_to_close, one.answer,
        ]
        for one in rows(actor, narrow)
    )  # fmt: skip
